"""One help for a list of children: who gets it and who not, all or none, few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assistance import (
    AssistanceEntry,
    correct_assistance,
    record_assistance,
    withdraw_assistance,
)
from caseapp.casework.assistance_batch_reading import list_batches, read_batch
from caseapp.casework.assistance_batches import MOST, record_batch, sort_children
from caseapp.casework.child_reading import read_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Assistance, Child
from caseapp.records.disasters import Disaster, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import statements
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

TET = date(2026, 2, 10)
GIFT = AssistanceEntry("other", TET, None, False, "Hội Chữ thập đỏ", "Có ký nhận", 500_000, "Gạo")


def many(house: House, actor: Actor, number: int) -> list[str]:
    return [enter_child(house, actor, full_name=f"Bé Số {n}") for n in range(number)]


def change(house: House, code: str, **values: object) -> int:
    """Change a child's own row as a merge or a mistake does; return its number."""
    with house.app.app_context(), desk.writing(SYSTEM, Act.CHILD_EDIT, now=NOW) as door:
        child = door.find(Child, code=code)
        for name, value in values.items():
            setattr(child, name, value)
        door.log(f"child:{child.id}")
        return child.id


def hit(house: House, child: int) -> None:
    with house.app.app_context(), desk.writing(SYSTEM, Act.CHILD_EDIT, now=NOW) as door:
        flood = Disaster(name="Lũ", kind="flood", started_on=TET, entered_at=NOW)
        door.session.add(flood)
        door.session.flush()
        door.session.add(
            Impact(
                disaster_id=flood.id, child_id=child, affected_on=TET, harm="death", entered_at=NOW
            )
        )
        door.log(f"child:{child}")


def test_who_is_left_out_and_why_is_told_before_anything_is_saved(house: House) -> None:
    actor = actor_of(house, make_user(house, "officer", NINH_KIEU, username="canbo"))
    far = officer_of(house, CAI_KHE)
    got, had, twin, kept, drowned, young = many(house, actor, 6)
    theirs = enter_child(house, far, area_code=CAI_KHE)
    into = change(house, got)
    change(house, twin, merged_into_id=into)
    hit(house, change(house, drowned))
    change(house, young, date_of_birth=TET + timedelta(days=1), birth_precision="day")
    make_user(house, "supervisor", CITY, username="giamsat")
    with house.app.app_context():
        over = actor_of(house, "giamsat")
        record_assistance(actor, had, replace(GIFT, provider="hoi chu thap do"), now=NOW)
        mark_conflict(over, "child", kept, username="canbo", reason="Người nhà", now=NOW)
        marked = actor_of(house, "canbo")
        codes = [got.lower(), had, twin, kept, drowned, young, theirs, "TE-26-KHONG", got]
        told = sort_children(marked, NINH_KIEU, GIFT, codes, now=NOW)
    assert [each.code for each in told.taken] == [got]
    assert {each.code: each.why for each in told.skipped} == {
        had: "same",
        twin: "merged",
        kept: "unknown",  # as if nobody bore the code
        drowned: "died",
        young: "unborn",
        theirs: "unknown",
        "TE-26-KHONG": "unknown",
    }
    unknown = {each.name for each in told.skipped if each.why == "unknown"}
    assert unknown == {""}
    assert next(each.into for each in told.skipped if each.code == twin) == got


def test_a_list_is_saved_once_whole_and_logged_for_each_child_without_a_name(house: House) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 3)
    with house.app.app_context():
        made = record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW, post="k" * 20)
        with pytest.raises(AlreadyDone) as again:
            record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW, post="k" * 20)
        assert again.value.made == made
        view = read_batch(actor, NINH_KIEU, int(made), now=NOW)
        assert {each.child.code for each in view.standing} == set(codes)
        assert (view.total, view.entry) == (1_500_000, GIFT)
        (line,) = list_batches(actor, NINH_KIEU, now=NOW)
        assert (line.number, line.children) == (int(made), 3)
        (row,) = read_child(actor, codes[0], now=NOW).assistance
        assert (row.note, row.in_kind, row.batch) == ("Có ký nhận", "Gạo", (NINH_KIEU, int(made)))
        with desk.ledger() as session:
            entries = session.scalars(
                select(AuditEntry).where(
                    AuditEntry.act == "assistance.record", AuditEntry.outcome == "done"
                )
            ).all()
            told = [(each.subject, str(each.detail)) for each in entries]
    assert len({subject for subject, _ in told}) == 3
    assert "Bé" not in str(told)


def test_one_who_would_be_left_out_since_stops_the_whole_list(house: House) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 2)
    with house.app.app_context():
        record_assistance(actor, codes[1], GIFT, now=NOW)
        for some in (codes, [codes[0], "TE-26-KHONG"], []):
            with pytest.raises(RuleBroken):
                record_batch(actor, NINH_KIEU, GIFT, some, now=NOW)
        assert list_batches(actor, NINH_KIEU, now=NOW) == []
        with pytest.raises(RuleBroken):
            sort_children(actor, NINH_KIEU, GIFT, [f"TE-{n}" for n in range(MOST + 1)], now=NOW)


def test_one_child_is_put_right_or_taken_off_and_the_others_stay(house: House) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 3)
    with house.app.app_context():
        number = int(record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW))
        rows = {
            each.child.code: each.row
            for each in read_batch(actor, NINH_KIEU, number, now=NOW).given
        }
        right = replace(GIFT, value=700_000)
        correct_assistance(actor, codes[0], rows[codes[0]], right, why="Nhập nhầm", now=NOW)
        withdraw_assistance(actor, codes[1], rows[codes[1]], why="Vắng mặt", now=NOW)
        view = read_batch(actor, NINH_KIEU, number, now=NOW)
    now_has = {each.child.code: (each.value, each.corrected, each.withdrawn) for each in view.given}
    assert now_has == {
        codes[0]: (700_000, True, False),
        codes[1]: (500_000, False, True),
        codes[2]: (500_000, False, False),
    }
    assert view.total == 1_200_000


def test_what_is_kept_from_a_reader_is_in_no_list_of_theirs(house: House) -> None:
    actor, far = officer_of(house), officer_of(house, CAI_KHE)
    codes = many(house, actor, 2)
    make_user(house, "officer", NINH_KIEU, username="khac")
    make_user(house, "supervisor", CITY, username="giamsat")
    with house.app.app_context():
        number = int(record_batch(actor, NINH_KIEU, GIFT, codes, now=NOW))
        with pytest.raises(Missing):
            read_batch(far, NINH_KIEU, number, now=NOW)
        with pytest.raises(Missing):
            read_batch(far, CAI_KHE, number, now=NOW)
        with pytest.raises(Missing):
            record_batch(far, NINH_KIEU, GIFT, codes, now=NOW)
        over = actor_of(house, "giamsat")
        mark_conflict(over, "child", codes[0], username="khac", reason="Người nhà", now=NOW)
        view = read_batch(actor_of(house, "khac"), NINH_KIEU, number, now=NOW)
        assert [each.child.code for each in view.given] == codes[1:]
        assert list_batches(actor_of(house, "khac"), NINH_KIEU, now=NOW)[0].children == 1
        mark_conflict(over, "child", codes[1], username="khac", reason="Người nhà", now=NOW)
        with pytest.raises(Missing):
            read_batch(actor_of(house, "khac"), NINH_KIEU, number, now=NOW)
        assert list_batches(actor_of(house, "khac"), NINH_KIEU, now=NOW) == []


def test_a_longer_list_takes_no_more_statements(house: House) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 42)
    # The first help makes each child's own key: what follows is measured.
    with house.app.app_context():
        record_batch(actor, NINH_KIEU, replace(GIFT, provider="Khác"), codes, now=NOW)
        found: list[int] = []
        for some in (codes[:2], codes[2:]):
            with statements() as seen:
                record_batch(actor, NINH_KIEU, GIFT, some, now=NOW)
            found.append(len(seen))
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            rows = door.session.scalars(select(Assistance).where(Assistance.batch_id == 2)).all()
            door.log("assistance:counted")
            assert len(rows) == 2
    assert found[1] <= found[0] + 1

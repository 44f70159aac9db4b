"""One help for a list of children: who gets it and who not, all or none, few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assistance import (
    AssistanceEntry,
    record_assistance,
)
from caseapp.casework.assistance_batch_reading import list_batches, read_batch
from caseapp.casework.assistance_batches import MOST, record_batch, sort_children
from caseapp.casework.child_reading import read_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import AlreadyDone
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child
from caseapp.records.disasters import Disaster, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.erasures import a_bare_child
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
        (line,) = list_batches(actor, NINH_KIEU, now=NOW).lines
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
        assert list_batches(actor, NINH_KIEU, now=NOW).lines == []
        with pytest.raises(RuleBroken):
            sort_children(actor, NINH_KIEU, GIFT, [f"TE-{n}" for n in range(MOST + 1)], now=NOW)


def test_a_longer_list_takes_a_row_for_each_child_and_nothing_more(
    house: House,
) -> None:
    actor = officer_of(house)
    codes = many(house, actor, 14)
    with house.app.app_context():  # the first help makes each child's own key
        record_batch(actor, NINH_KIEU, replace(GIFT, provider="Khác"), codes, now=NOW)
        found: list[int] = []
        for some in (codes[:2], codes[2:]):
            with statements() as seen:
                record_batch(actor, NINH_KIEU, GIFT, some, now=NOW)
            found.append(len(seen) - len(some))
    assert found[0] == found[1]


def test_an_erased_child_is_told_as_unknown_and_gets_nothing(house: House) -> None:
    made = a_bare_child(house)
    made.decide(made.propose())
    with house.app.app_context():
        told = sort_children(made.officer, NINH_KIEU, GIFT, [made.child], now=NOW)
        assert told.taken == ()
        assert [(each.code, each.name, each.why) for each in told.skipped] == [
            (made.child, "", "unknown")
        ]
        with pytest.raises(RuleBroken, match="look it over once more"):
            record_batch(made.officer, NINH_KIEU, GIFT, [made.child], now=NOW)

"""The one door: policy first, rows within reach, everything logged, all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.conflicts import mark_conflict
from caseapp.records import anchor, audit
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import WRITE, db, on_postgresql, place_of
from caseapp.records.users import User
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.outcomes import AlreadyDone, Missing, Stale, Unwritable
from caseapp.upkeep.log import verify
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import CITY, make_user

NINH_KIEU, CAI_KHE = 31135, 31120


def _child(code: str, unit: int) -> Child:
    return Child(
        code=code,
        full_name="Thạch Thị Thử",
        folded_name="thach thi thu",
        sex="female",
        date_of_birth=date(2015, 9, 5),
        entered_at=NOW,
        units=[ChildUnit(area_id=unit)],
    )


def _entries() -> list[tuple[str, str, str]]:
    with db.engine.connect() as connection:
        rows = connection.execute(
            select(AuditEntry.act, AuditEntry.outcome, AuditEntry.subject).order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


def _faults() -> list[str]:
    place = place_of(db.engine)
    with db.engine.connect() as connection:
        return list(
            audit.faults(connection, place.vault.audit_key, place.anchor.read_text("ascii"))
        )


def test_an_act_without_the_right_is_refused_and_written_down(house: House) -> None:
    auditor = an_actor(Role.AUDITOR)
    with house.app.app_context():
        with pytest.raises(Denied), desk.writing(auditor, Act.REPORT_LOG, now=NOW):
            pass
        assert _entries()[-1] == ("report.log", "denied", "")


def test_a_row_of_another_ward_is_as_missing_as_one_that_never_was(house: House) -> None:
    with house.app.app_context():
        officer = an_actor(Role.OFFICER, CAI_KHE)
        with desk.writing(officer, Act.CHILD_EDIT, now=NOW) as door:
            door.session.add(_child("TE-26-AAAAAA", CAI_KHE))
        stranger = an_actor(Role.OFFICER, NINH_KIEU)
        answers = []
        for code in ("TE-26-AAAAAA", "TE-26-ZZZZZZ"):
            with (
                pytest.raises(desk.Missing),
                desk.reading(stranger, Act.CHILD_READ, now=NOW) as door,
            ):
                door.find(Child, code=code)
            answers.append(_entries()[-1][:2])
        assert answers == [("child.read", "denied")] * 2
        with desk.reading(officer, Act.CHILD_READ, now=NOW) as door:
            assert door.find(Child, code="TE-26-AAAAAA").full_name == "Thạch Thị Thử"
        assert _entries()[-1] == ("child.read", "done", "")


def test_a_number_too_large_for_any_row_is_missing_like_another(house: House) -> None:
    with house.app.app_context():
        for number in (999, 10**20):
            with (
                pytest.raises(desk.Missing),
                desk.reading(an_actor(Role.CHAIR), Act.CHILD_READ, now=NOW) as door,
            ):
                door.find(Child, id=number)
            assert _entries()[-1][:2] == ("child.read", "denied")


def test_what_fails_half_way_leaves_nothing_but_its_absence(house: House) -> None:
    with house.app.app_context():
        officer = an_actor(Role.OFFICER, CAI_KHE)
        before = _entries()

        def fail() -> None:
            with desk.writing(officer, Act.CHILD_EDIT, now=NOW) as door:
                door.session.add(_child("TE-26-BBBBBB", CAI_KHE))
                door.session.flush()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert _entries() == before
        with db.engine.connect() as connection:
            from caseapp.records.scope import Reach, reaching

            with reaching(Reach(None, "figures")):
                assert connection.scalar(select(func.count()).select_from(Child.__table__)) == 0


def test_the_log_stays_whole_and_a_cut_tail_shows(house: House) -> None:
    with house.app.app_context():
        officer = an_actor(Role.OFFICER, CAI_KHE)
        for number in range(3):
            with desk.writing(officer, Act.CHILD_EDIT, now=NOW) as door:
                door.session.add(_child(f"TE-26-CCCCC{number}", CAI_KHE))
                door.log(f"child:{number}", CAI_KHE)
        assert _faults() == []
        place = place_of(db.engine)
        number, _, _ = place.anchor.read_text("ascii").partition(":")
        with db.engine.connect() as opened:
            connection = opened.execution_options(**{WRITE: True})
            where = " ON audit_entries" if on_postgresql(connection) else ""
            connection.exec_driver_sql(f"DROP TRIGGER audit_entries_no_delete{where}")
            connection.exec_driver_sql(f"DELETE FROM audit_entries WHERE id = {number}")
            connection.commit()
        assert len(_faults()) == 1
        with desk.reading(officer, Act.CHILD_LIST, now=NOW):
            pass  # a later entry must not hide the cut
        assert len(_faults()) == 1


def test_a_dry_run_keeps_nothing(house: House) -> None:
    with house.app.app_context():
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
            door.session.add(_child("TE-26-DDDDDD", CAI_KHE))
            door.session.flush()
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            assert door.session.scalars(select(Child)).all() == []


def test_who_may_not_see_a_file_writes_over_all_rows_by_no_door(house: House) -> None:
    """What an import answers would tell of the rows that are kept from its asker."""
    marked, other = (actor_of(house, make_user(house, "supervisor", CITY)) for _ in range(2))
    child = enter_child(house, SYSTEM)
    with house.app.app_context():
        doors = [desk.bulk, desk.preparing] if desk.can_prepare() else [desk.bulk]
        for door_of in doors:
            with door_of(marked, Act.IMPORT_RUN, now=NOW):
                pass
        name = db.session.execute(select(User.username).where(User.id == marked.user_id)).scalar()
        mark_conflict(other, "child", child, username=str(name), reason="Người nhà", now=NOW)
        for door_of in doors:
            with pytest.raises(Denied), door_of(marked, Act.IMPORT_RUN, now=NOW):
                pytest.fail("the door stood open")
            assert _entries()[-1][:2] == ("import.run", "denied")
            with door_of(other, Act.IMPORT_RUN, now=NOW):
                pass  # a mark shuts the door for its person alone


def test_no_room_for_the_logs_head_stores_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with house.app.app_context():
        before = _entries()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_text", full)
            with pytest.raises(Unwritable), desk.writing(SYSTEM, Act.IMPORT_RUN, now=NOW):
                pass
        assert _entries() == before


def test_what_is_stored_is_never_answered_as_a_fault(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with house.app.app_context():
        before = len(_entries())
        with monkeypatch.context() as patch:
            patch.setattr(anchor.os, "replace", stuck)  # type: ignore[attr-defined]
            with desk.writing(SYSTEM, Act.IMPORT_RUN, now=NOW):
                pass
        assert len(_entries()) == before + 1
        with desk.writing(SYSTEM, Act.IMPORT_RUN, now=NOW):
            pass
        assert verify(SYSTEM, now=NOW) == []  # the next entry brought the head up to date


def test_a_tally_is_a_number_within_reach_and_leaves_no_entry(house: House) -> None:
    with house.app.app_context():
        for code, unit in (("TE-26-AAAAAA", NINH_KIEU), ("TE-26-BBBBBB", CAI_KHE)):
            with desk.writing(SYSTEM, Act.CHILD_EDIT, now=NOW) as door:
                door.session.add(_child(code, unit))
        before = _entries()
        asked = select(Child).order_by(Child.full_name)
        for actor, number in (
            (an_actor(Role.OFFICER, NINH_KIEU), 1),
            (an_actor(Role.OFFICER, NINH_KIEU, CAI_KHE), 2),
            (an_actor(Role.SUPERVISOR), 2),
        ):
            assert desk.tally(actor, Act.CHILD_LIST, asked, now=NOW) == number
        with pytest.raises(Denied):
            desk.tally(an_actor(Role.STATISTICIAN), Act.CHILD_LIST, asked, now=NOW)
        assert _entries() == before


def test_what_is_refused_names_what_it_was_about(house: House) -> None:
    officer = an_actor(Role.OFFICER, CAI_KHE)
    with house.app.app_context():
        with (
            pytest.raises(Denied),
            desk.writing(officer, Act.CASE_CLOSE, now=NOW, about="cases:HS-26-00000000"),
        ):
            pass
        assert _entries()[-1] == ("case.close", "denied", "cases:HS-26-00000000")
        with desk.writing(officer, Act.CHILD_EDIT, now=NOW) as door:
            door.session.add(_child("TE-26-AAAAAA", CAI_KHE))
        with pytest.raises(Stale), desk.writing(officer, Act.CHILD_EDIT, now=NOW) as door:
            door.expect_version(door.find(Child, code="TE-26-AAAAAA"), 99)
        assert _entries()[-1] == ("child.edit", "denied", "children:TE-26-AAAAAA")
        with pytest.raises(Missing), desk.writing(officer, Act.CHILD_EDIT, now=NOW):
            raise Missing("sign_ins:7")
        assert _entries()[-1] == ("child.edit", "denied", "sign_ins:7")


def test_a_form_that_is_sent_again_is_written_down(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        with desk.writing(officer, Act.CHILD_EDIT, now=NOW, post="a" * 20) as door:
            door.made = "TE-26-AAAAAA"
        with (
            pytest.raises(AlreadyDone),
            desk.writing(officer, Act.CHILD_EDIT, now=NOW, post="a" * 20),
        ):
            pass
        assert _entries()[-1] == ("child.edit", "denied", "posts:TE-26-AAAAAA")

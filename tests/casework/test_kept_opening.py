"""The bytes of kept papers: as they were, or not at all; and never the place to who may not see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from caseapp.casework.deciding_rows import decision_of
from caseapp.casework.file_reading import CHANGED, ERASED, Unreadable
from caseapp.casework.kept_opening import open_copy, open_newest, source_of
from caseapp.casework.outcomes import Missing
from caseapp.desk import reading
from caseapp.records.db import WRITE, db
from caseapp.records.scope import Reach, reaching
from caseapp.rules import policy
from caseapp.rules.access import Act, Role
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import ANY_ORDER
from tests.factories.attached import entries
from tests.factories.house import NOW, House
from tests.factories.kept_papers import PDF, put
from tests.factories.measures import DAY, TODAY, Desk, a_desk, decide, follow, prepare


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    return made


def spoilt(house: House, *statements: str) -> None:
    """Write past every guard, as who holds the database could."""
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        opened = connection.execution_options(**{WRITE: True})
        with opened.begin():
            for statement in statements:
                opened.execute(text(statement))


def test_the_newest_copy_is_opened_once_there_is_one(house: House, desk: Desk) -> None:
    asked = (desk.officer, "separation", desk.case, 1, Copy.SERVED)
    with house.app.app_context():
        assert open_newest(*asked, now=NOW) is None
    assert entries(house, "case.print") == []  # that nothing is kept is no print
    put(house, desk.officer, desk.case)
    put(house, desk.officer, desk.case, reason="Ký lại", words="2")
    with house.app.app_context():
        found = open_newest(*asked, now=NOW)
        with reading(desk.officer, Act.CASE_PRINT, now=NOW) as door:
            row = decision_of(door, "separation", desk.case, 1).row
            source = source_of(door, row, Copy.SERVED)
            door.log("test:0")
    assert found is not None
    assert found.content == PDF[Copy.SERVED] + b"2"
    assert source == "<p>served 2"
    first, _ = (detail for _, _, detail in entries(house, "case.print"))
    assert (first["print"], first["copy"]) == (found.printed.number, "served")


def test_what_follows_is_opened_by_its_number_alone(house: House, desk: Desk) -> None:
    later = NOW + 6 * DAY
    follow(house, desk, "extension", later, last_day=TODAY + 15 * DAY)
    put(house, desk.officer, desk.case, "extension", 1, now=later)
    with house.app.app_context():
        found = open_newest(desk.officer, ANY_ORDER, desk.case, 1, Copy.FILE, now=later)
        other = open_newest(desk.officer, "separation", desk.case, 1, Copy.FILE, now=later)
    assert found is not None
    assert found.content == PDF[Copy.FILE]
    assert other is None


def test_the_files_own_copy_is_for_who_may_see_the_place(
    house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = put(house, desk.officer, desk.case)
    acts = policy.POLICY[Role.OFFICER] - {Act.PLACE_SEE}
    monkeypatch.setitem(policy.POLICY, Role.OFFICER, acts)  # type: ignore[arg-type]
    officer = replace(desk.officer)
    with house.app.app_context():
        assert open_copy(officer, code, Copy.SERVED, now=NOW).content == PDF[Copy.SERVED]
        with pytest.raises(Missing):
            open_copy(officer, code, Copy.FILE, now=NOW)


@pytest.mark.only("sqlite")
def test_what_was_changed_is_not_given_out(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    spoilt(
        house,
        "DROP TRIGGER kept_copies_no_update",
        "UPDATE kept_copies SET content = source WHERE copy = 'served'",
    )
    with house.app.app_context():
        with pytest.raises(Unreadable) as found:
            open_copy(desk.officer, code, Copy.SERVED, now=NOW)
        assert found.value.why == CHANGED
        assert open_copy(desk.officer, code, Copy.FILE, now=NOW).content == PDF[Copy.FILE]


def test_with_the_childs_key_it_is_gone(house: House, desk: Desk) -> None:
    code = put(house, desk.officer, desk.case)
    spoilt(house, "UPDATE subject_keys SET wrapped = NULL, destroyed_at = '2026-11-23 03:00:00'")
    with house.app.app_context(), pytest.raises(Unreadable) as found:
        open_copy(desk.officer, code, Copy.SERVED, now=NOW)
    assert found.value.why == ERASED

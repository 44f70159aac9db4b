"""A row is named by its place among those of its owner, whatever else is kept in the house."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.casework.cases import add_note
from caseapp.casework.outcomes import Missing
from caseapp.casework.places import at_place, place_of
from caseapp.records.cases import Case, CaseEvent
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER


def test_the_place_counts_within_the_owner_alone(house: House) -> None:
    open_a_case(house, OFFICER)
    code = open_a_case(house, OFFICER)
    with house.app.app_context():
        add_note(OFFICER, code, kind="note", happened_at=NOW, text="x", now=NOW)
        with desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            case = door.find(Case, code=code)
            row = at_place(door, CaseEvent, CaseEvent.case_id, case.id, 2)
            assert row.kind == "note"
            assert row.id > 2
            assert place_of(door, CaseEvent.case_id, case.id, row.id) == 2
            assert place_of(door, CaseEvent.case_id, case.id, None) is None
            assert place_of(door, CaseEvent.case_id, case.id, 1) is None
            for beyond in (0, 3, 10**30):
                with pytest.raises(Missing):
                    at_place(door, CaseEvent, CaseEvent.case_id, case.id, beyond)

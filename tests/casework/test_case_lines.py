"""Lines of the timeline: what they say lies sealed under the child's key, or says nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import key_of_case, note_down
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import HOUR, OFFICER, kept


@pytest.mark.parametrize(("text", "said"), [(" Bé ngủ ngoan\n", "Bé ngủ ngoan"), (" \n", "")])
def test_a_line_keeps_who_when_and_what_was_said(house: House, text: str, said: str) -> None:
    code = open_a_case(house, OFFICER)
    with house.app.app_context(), desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
        case = door.find(Case, code=code)
        row = note_down(door, case, "note", NOW - HOUR, text, detail="x")
        child = door.session.get_one(Child, case.child_id)
        assert key_of_case(door, case) == child.key_id
        assert door.unseal(child.key_id, "case_events.text", row.id, row.text) == said
        number = row.id
    asked = select(CaseEvent.kind, CaseEvent.detail, CaseEvent.happened_at, CaseEvent.entered_at)
    assert kept(house, asked.where(CaseEvent.id == number)) == [("note", "x", NOW - HOUR, NOW)]
    ((cell,),) = kept(house, select(CaseEvent.text).where(CaseEvent.id == number))
    assert said.encode() not in cell if said else cell is None

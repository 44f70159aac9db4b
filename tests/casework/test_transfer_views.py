"""Words about a transfer are sealed in their own place; what was withdrawn is told no more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.transfer_views import last_transfer, open_one, people_of
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM
from tests.factories.reports import kept
from tests.factories.transfers import WHOM, Handing


def test_words_open_in_their_own_cell_alone(handing: Handing) -> None:
    house = handing.house
    handing.ask()
    ((blob,),) = kept(house, select(Transfer.contact))
    assert WHOM.encode() not in blob
    with house.app.app_context(), desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW) as door:
        case = door.find(Case, code=handing.case)
        row = open_one(door, case)
        assert row is not None
        assert people_of(row) == {handing.chair.user_id}
        row.answer = row.contact
        with pytest.raises(KeyTrouble):
            last_transfer(door, case)
        row.answer = None
        door.log("test")

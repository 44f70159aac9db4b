"""The supervisor's list of what was proposed and decided, in the supervised units alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.cases import move_case
from caseapp.casework.proposal_reading import list_proposals
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor, Denied
from tests.factories.assessments import close
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, make_user

DAY = timedelta(days=1)


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def chair(house: House) -> Actor:
    return actor_of(house, make_user(house, "chair"))


def test_the_list_shows_ninety_days_of_the_supervised_units(
    house: House, officer: Actor, chair: Actor
) -> None:
    code, end = log_one(house), NOW + 90 * DAY
    elsewhere = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    with house.app.app_context():
        case = open_case(officer, code, a_child(), now=NOW)
        close(house, case, by=officer)
        move_case(officer, case, move="propose_closing", reason="x", now=NOW)
        (line,) = list_proposals(SUPERVISOR, now=end)
        assert (line.kind, line.state, line.code) == ("closing", "proposed", case)
        assert (line.proposed_by, line.decided_by) == (officer.name, "")
        assert list_proposals(elsewhere, now=NOW) == []
        with pytest.raises(Denied):
            list_proposals(chair, now=NOW)
        assert list_proposals(SUPERVISOR, now=end + timedelta(seconds=1)) == []
        move_case(chair, case, move="close", reason="x", now=NOW + DAY)
        (line,) = list_proposals(SUPERVISOR, now=end + DAY)  # ninety days from the decision on
        assert (line.state, line.decided_by) == ("agreed", chair.name)

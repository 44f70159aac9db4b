"""Proposals inside a door: nobody is asked twice, and the words lie sealed."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.proposals import propose_mistake
from caseapp.casework.proposing import lapse, open_ones
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Role
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.reports import kept, log_one
from tests.factories.web import make_user


def test_what_lapsed_waits_no_more_and_was_sealed(house: House) -> None:
    chair, code = actor_of(house, make_user(house, "chair")), log_one(house)
    with house.app.app_context():
        propose_mistake(chair, code, of_case=False, reason="Nhập hai lần", now=NOW)
        with desk.writing(chair, Act.REPORT_PROPOSE, now=NOW) as door:
            report = door.find(Report, code=code)
            assert len(open_ones(door, report)) == 1
            assert open_ones(door, report, "no_case") == []
            lapse(door, report)
            door.session.flush()
            assert open_ones(door, report) == []
    ((state, decides, reason),) = kept(
        house, select(Proposal.state, Proposal.decides, Proposal.reason)
    )
    assert (state, decides) == ("lapsed", Role.SUPERVISOR)
    assert "Nhập hai lần".encode() not in reason

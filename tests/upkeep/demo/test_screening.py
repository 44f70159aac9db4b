"""Reports that pass between the first wards, and what was proposed of others."""

from __future__ import annotations

from caseapp.casework.forwarding_reading import list_sent, list_waiting_reports, read_sent
from caseapp.casework.proposal_reading import list_mistakes, list_proposals, read_mistake
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Act
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_one_report_waits_one_is_late_and_one_was_received(demo: Demo) -> None:
    officer = actor_of(demo.house, "canbo.ninhkieu")
    with demo.house.app.app_context():
        ((passing, clock),) = list_waiting_reports(officer, Act.REPORT_RECEIVE, now=NOW)
        assert not passing.late
        assert "0292" in passing.contact
        assert clock is not None
        states = {each.state: each for each in list_sent(officer, now=NOW)}
        assert states["waiting"].late
        assert read_report(officer, states["waiting"].code, now=NOW).elsewhere
        assert read_sent(officer, states["received"].code, now=NOW).answers
        ((late, _),) = list_waiting_reports(SUPERVISOR, Act.REPORT_ASSIGN_UNIT, now=NOW)
        assert late == states["waiting"]


def test_every_kind_of_proposal_is_there_decided_or_not(demo: Demo) -> None:
    with demo.house.app.app_context():
        found = {(line.kind, line.state) for line in list_proposals(SUPERVISOR, now=NOW)}
        assert found >= {
            ("no_case", "agreed"), ("no_case", "proposed"), ("mistake", "agreed"),
            ("mistake", "proposed"), ("closing", "agreed"),
        }  # fmt: skip
        (mistake,) = list_mistakes(SUPERVISOR, now=NOW)
        assert read_mistake(SUPERVISOR, mistake.code, now=NOW).proposal.reason


def test_every_case_that_waits_for_the_chair_has_its_proposal(demo: Demo) -> None:
    ((waiting,),) = demo.ask("SELECT count(*) FROM cases WHERE state = 'closing_proposed'")
    ((proposed,),) = demo.ask(
        "SELECT count(*) FROM proposals WHERE kind = 'closing' AND state = 'proposed'"
    )
    assert waiting == proposed > 0

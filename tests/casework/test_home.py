"""What waits: each person's own duties, running clocks first, nothing of another ward."""

from __future__ import annotations

from caseapp.casework.cases import move_case
from caseapp.casework.home import gather
from caseapp.casework.reports import log_report
from caseapp.rules.access import Actor, Role
from tests.factories.assessments import close
from tests.factories.children import officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.told import VALUES


def _kinds(actor: Actor) -> list[str]:
    return [task.kind for task in gather(actor, now=NOW).tasks]


def test_a_logged_report_asks_each_for_their_own_part(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        log_report(officer, VALUES, now=NOW)
        assert _kinds(officer) == ["bring", "screen"]
        assert _kinds(an_actor(Role.CHAIR, 31135)) == ["decide"]
        assert _kinds(an_actor(Role.SUPERVISOR)) == ["watch"]
        assert _kinds(an_actor(Role.OFFICER, 31120)) == []
        assert _kinds(an_actor(Role.STATISTICIAN)) == []


def test_the_most_urgent_clock_stands_first(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        later = log_report(officer, VALUES | {"received_at": NOW}, now=NOW)
        sooner = log_report(officer, VALUES, now=NOW)
        tasks = gather(officer, now=NOW).tasks
        assert [task.code for task in tasks if task.clock] == [sooner, later]


def test_a_case_asks_for_its_level_then_its_end(house: House) -> None:
    officer, chair = officer_of(house), an_actor(Role.CHAIR, 31135)
    case = open_a_case(house, officer)
    with house.app.app_context():
        assert "judge" in _kinds(officer)
        close(house, case, by=officer)
        move_case(officer, case, move="propose_closing", reason="x", now=NOW)
        assert "judge" not in _kinds(officer)
        assert "decide_case" in _kinds(chair)


def test_a_drafted_referral_waits_for_the_supervisor(house: House) -> None:
    officer = officer_of(house)
    draft(house, officer, open_a_case(house, officer), add_agency(house))
    with house.app.app_context():
        assert "send" in _kinds(an_actor(Role.SUPERVISOR))
        assert "send" not in _kinds(officer)

"""What a separation starts and stops: its own clock, the report's 12 hours, the plan's clocks."""

from __future__ import annotations

from caseapp import desk as doors
from caseapp.casework.case_clocks import clocks_of
from caseapp.casework.separation_clock import run_on_separation, stop_separation
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.access import Act
from caseapp.rules.separations import ends_at
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, a_desk, decide, prepare


def test_it_starts_at_the_decision_and_holds_the_plan_back(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    with house.app.app_context(), doors.writing(desk.officer, Act.CASE_EDIT, now=NOW) as door:
        case = door.find(Case, code=desk.case)
        clocks = {row.clock: row for row in clocks_of(door, case)}
        own = clocks.pop("separation")
        assert (own.started_at, own.due_at, own.stopped_at) == (NOW, ends_at(NOW), None)
        assert {row.outcome for row in clocks.values()} == {"emergency"}
        paper = door.session.get_one(Paper, own.paper_id)
        stop_separation(door, case, paper, NOW + DAY)
        assert (own.stopped_at, own.outcome) == (NOW + DAY, "done")
        run_on_separation(door, case, paper)
        assert (own.stopped_at, own.outcome) == (None, "")

"""What the demo shows of the first hours: each state that a page asks somebody's word for."""

from __future__ import annotations

from caseapp.casework.home import gather
from caseapp.casework.report_reading import read_report
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_a_decision_waits_a_receipt_waits_and_one_was_corrected(demo: Demo) -> None:
    chair = actor_of(demo.house, "chutich.ninhkieu")
    corrected = demo.one(
        "SELECT r.code FROM receipt_corrections c JOIN reports r ON r.id = c.report_id"
        " WHERE c.accepted = 1"
    )
    with demo.house.app.app_context():
        (waiting,) = [task for task in gather(chair, now=NOW).tasks if task.kind == "confirm"]
        view = read_report(chair, waiting.code, now=NOW)
        (made,) = view.decisions
        assert made.spoken is not None
        assert (made.waits, made.spoken.own) == (True, True)
        assert "Sáu" in made.spoken.witness
        assert made.spoken.entered_after.total_seconds() // 3600 == 9
        assert view.target.hours == 8
        assert "bà ngoại" in view.first_hours.safety[0].place
        proposed = [t for t in gather(SUPERVISOR, now=NOW).tasks if t.kind == "receipt"]
        view = read_report(SUPERVISOR, proposed[0].code, now=NOW)
        assert view.clock is not None
        assert view.clock.kind == "late"
        assert view.first_hours.waiting is not None
        assert view.first_hours.waiting.clears_late
        view = read_report(chair, corrected, now=NOW)
        assert view.clock is not None
        assert view.clock.kind == "kept"
        assert view.received_at == view.first_hours.corrections[0].new_received_at

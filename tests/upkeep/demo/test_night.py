"""What a case of the demo shows of its night: safety, calls, a word by telephone, its receipt."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from tests.factories.children import actor_of
from tests.factories.house import NOW
from tests.upkeep.demo.conftest import Demo


def test_a_case_holds_the_calls_and_a_decision_by_telephone_that_was_confirmed(demo: Demo) -> None:
    chair = actor_of(demo.house, "chutich.ninhkieu")
    code = demo.one(
        "SELECT c.code FROM spoken_decisions s JOIN reports r ON r.id = s.report_id"
        " JOIN cases c ON c.id = r.case_id WHERE s.outcome = 'confirmed'"
    )
    with demo.house.app.app_context():
        case = read_case(chair, code, now=NOW)
    (report,) = (each for each in case.reports if each.calls)
    (made,) = report.decisions
    assert made.spoken is not None
    assert (made.waits, made.spoken.entered_after.total_seconds()) == (False, 3 * 3600)
    assert [call.answer for call in report.calls] == ["no_answer", "reached", "reached"]
    assert report.calls[-1].called_at < made.decided_at < made.entered_at
    assert report.first_hours.safety[0].happened_at < made.decided_at
    assert report.first_hours.corrections[0].accepted
    assert report.clock is not None
    assert report.clock.kind == "kept"
    kinds = {event.kind for event in case.events}
    assert {"safety", "receipt", "call_reached", "call_no_answer", "measure"} <= kinds

"""What was decided on a report stands as of a moment as it had been said and answered by then."""

from __future__ import annotations

from caseapp.casework.as_of import case_as_of
from caseapp.casework.screening import open_case
from caseapp.casework.spoken_decisions import answer_decision
from tests.factories.children import a_child
from tests.factories.first_hours import HOUR, a_night
from tests.factories.house import NOW, House


def test_a_decision_that_was_denied_later_stood_until_then(house: House) -> None:
    night = a_night(house)
    with house.app.app_context():
        case = open_case(night.officer, night.report, a_child(), now=NOW)
    night.record(NOW)
    with house.app.app_context():
        no = {"agreed": False, "remark": "Tôi không nói vậy"}
        answer_decision(night.chair, night.report, 1, **no, now=NOW + 2 * HOUR)
        told = []
        for hours in (1, 2, 20):
            moment = NOW + hours * HOUR
            (report,) = case_as_of(night.officer, case, moment, now=NOW + 30 * HOUR).reports
            (made,) = report.decisions
            assert made.spoken is not None
            assert report.clock is not None
            told.append((made.waits, made.fell, made.spoken.remark, report.clock.kind))
    assert told == [
        (True, False, "", "kept"),
        (False, True, "Tôi không nói vậy", "running"),
        (False, True, "Tôi không nói vậy", "late"),
    ]

"""The first decision that stands stops the clock; without one it never stopped."""

from __future__ import annotations

from caseapp.casework.decisions import decide_measure
from caseapp.casework.spoken_decisions import answer_decision
from tests.factories.first_hours import HOUR, a_night
from tests.factories.house import NOW, House


def test_the_chair_s_own_decision_stands_when_one_entered_before_falls(house: House) -> None:
    night = a_night(house)
    night.record(NOW)
    with house.app.app_context():
        decide_measure(
            night.chair, night.report, kind="emergency", decided_at=NOW + HOUR, reason="Nguy cấp",
            signed_at=None, now=NOW + HOUR,
        )  # fmt: skip
        first = night.seen(NOW + HOUR).clock
        answer_decision(night.chair, night.report, 1, agreed=False, remark="Không", now=NOW + HOUR)
    then = night.seen(NOW + HOUR).clock
    assert first is not None
    assert then is not None
    assert (first.stopped_at, then.stopped_at) == (NOW, NOW + HOUR)

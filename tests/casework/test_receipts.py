"""A corrected receipt: the clock counts anew, the old end is kept, late needs the supervisor."""

from __future__ import annotations

from datetime import datetime

import pytest

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.home import gather
from caseapp.casework.notices import list_own
from caseapp.casework.receipts import correct_receipt, decide_correction
from caseapp.casework.report_list import list_reports
from caseapp.casework.spoken_decisions import answer_decision
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, Night, a_night
from tests.factories.house import NOW, House

END = RECEIVED + 12 * HOUR
MINUTE = 60 * SECOND  # a form knows no seconds


@pytest.fixture
def night(house: House) -> Night:
    return a_night(house)


def correct(
    night: Night,
    received: datetime,
    now: datetime = NOW,
    by: Actor | None = None,
    why: str = "Nhầm",
) -> bool:
    with night.house.app.app_context():
        return correct_receipt(
            by or night.officer, night.report, received_at=received, reason=why, now=now
        )


def decide(night: Night, now: datetime, *, accepted: bool, answer: str = "") -> None:
    with night.house.app.app_context():
        decide_correction(night.supervisor, night.report, accepted=accepted, answer=answer, now=now)


def kind_of(night: Night, now: datetime) -> str:
    clock = night.seen(now).clock
    assert clock is not None
    return clock.kind


def kinds(night: Night, by: Actor, now: datetime) -> list[str]:
    with night.house.app.app_context():
        return [each.kind for each in list_own(by, now=now)]


@pytest.mark.parametrize(
    ("now", "before", "after", "waits"),
    [
        (END, "soon", "soon", False),  # its last moment: in time, so the ward's word is enough
        (END + SECOND, "late", "late", True),
    ],
)
def test_only_turning_late_into_on_time_waits(
    night: Night, now: datetime, before: str, after: str, waits: bool
) -> None:
    assert kind_of(night, now) == before
    assert correct(night, RECEIVED + HOUR, now) is waits
    assert kind_of(night, now) == after
    (row,) = night.seen(now).first_hours.corrections
    assert (row.old_received_at, row.old_due_at, row.new_due_at) == (RECEIVED, END, END + HOUR)
    assert (row.accepted, row.reason) == (None if waits else True, "Nhầm")


def test_a_stopped_clock_is_counted_anew_too(night: Night) -> None:
    night.record(NOW)
    earlier = NOW - 12 * HOUR - MINUTE
    assert not correct(night, earlier, NOW + HOUR)
    assert kind_of(night, NOW + HOUR) == "missed"
    view = night.seen(NOW + HOUR)
    assert view.received_at == view.answers["received_at"] == earlier
    assert view.answers_version == 2
    # Back to where it was would turn late into on time.
    assert correct(night, RECEIVED, NOW + HOUR)
    assert kind_of(night, NOW + HOUR) == "missed"


def test_the_supervisor_decides_and_until_then_it_is_late_everywhere(night: Night) -> None:
    now = END + SECOND
    assert correct(night, RECEIVED + HOUR, now)
    with pytest.raises(RuleBroken, match="waits for the supervisor already"):
        correct(night, RECEIVED + 2 * HOUR, now)
    assert kinds(night, night.supervisor, now) == ["receipt_proposed"]
    for by in (night.officer, night.chair):
        with pytest.raises(Denied), night.house.app.app_context():
            decide_correction(by, night.report, accepted=True, answer="", now=now)

    def everywhere() -> list[str]:
        with night.house.app.app_context():
            listed = list_reports(night.officer, now=now).lines[0].clock
            waits = [
                task.clock.kind
                for by in (night.officer, night.chair, night.supervisor)
                for task in gather(by, now=now).tasks
                if task.clock
            ]
        assert listed is not None
        return [kind_of(night, now), listed.kind, *waits]

    assert everywhere() == ["late"] * 5
    with pytest.raises(RuleBroken) as broken:
        decide(night, now, accepted=False)
    assert broken.value.field == "answer"
    decide(night, now, accepted=False, answer="Sổ trực ghi 08:00")
    assert everywhere() == ["late"] * 5
    (row,) = night.seen(now).first_hours.corrections
    assert (row.accepted, row.answer) == (False, "Sổ trực ghi 08:00")
    assert "receipt_declined" in kinds(night, night.officer, now)
    assert correct(night, RECEIVED + HOUR, now)
    decide(night, now, accepted=True)
    assert everywhere() == ["soon"] * 5
    assert night.seen(now).first_hours.corrections[1].old_due_at == END
    assert "receipt_corrected" in kinds(night, night.chair, now)
    assert kinds(night, night.supervisor, now) == []  # who decided knows it


def test_a_clock_that_is_counted_anew_is_told_anew(night: Night) -> None:
    with night.house.app.app_context():
        assert watch_clocks(now=END - HOUR) == 2
        assert not correct(night, RECEIVED + HOUR, END - HOUR)
        assert watch_clocks(now=END - HOUR) == 2
        assert watch_clocks(now=END + HOUR) == 0
        assert watch_clocks(now=END + HOUR + SECOND) == 3


@pytest.mark.parametrize(
    ("received", "why", "field"),
    [
        (RECEIVED, "Nhầm", "received_at"),
        (NOW + SECOND, "Nhầm", "received_at"),
        (NOW - 370 * 24 * HOUR, "Nhầm", "received_at"),
        (RECEIVED - HOUR, " ", "reason"),
    ],
)
def test_what_cannot_be(night: Night, received: datetime, why: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        correct(night, received, why=why)
    assert broken.value.field == field
    with pytest.raises(Denied):
        correct(night, RECEIVED - HOUR, by=night.supervisor)


def test_a_decision_that_waits_hides_no_lateness(night: Night) -> None:
    now = END + HOUR
    night.record(END - HOUR, now=now)  # untrue perhaps: nobody has confirmed it
    assert kind_of(night, now) == "kept"
    assert correct(night, RECEIVED + 2 * HOUR, now)
    decide(night, now, accepted=False, answer="Chưa rõ")
    with night.house.app.app_context():
        answer_decision(night.chair, night.report, 1, agreed=True, remark="", now=now)
    assert not correct(night, RECEIVED + 2 * HOUR, now)

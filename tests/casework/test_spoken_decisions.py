"""A decision that another enters stops the clock at its own moment, and waits to be confirmed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.files import withdraw_file
from caseapp.casework.notices import list_own
from caseapp.casework.receipts import correct_receipt
from caseapp.casework.screening import open_case
from caseapp.casework.spoken_decisions import answer_decision, prove_decision
from caseapp.records.first_hours import SpokenDecision
from caseapp.rules.access import Actor, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, Night, a_night
from tests.factories.house import NOW, House
from tests.factories.naming import make_deputy
from tests.factories.reports import kept

END = RECEIVED + 12 * HOUR
LATE = END + 9 * HOUR


@pytest.fixture
def night(house: House) -> Night:
    return a_night(house)


def answer(
    night: Night, by: Actor, now: datetime, *, agreed: bool = True, remark: str = ""
) -> None:
    with night.house.app.app_context():
        answer_decision(by, night.report, 1, agreed=agreed, remark=remark, now=now)


def prove(night: Night, file: str, now: datetime) -> None:
    with night.house.app.app_context():
        prove_decision(night.officer, night.report, 1, file_code=file, signed_at=None, now=now)


def kinds(night: Night, by: Actor, now: datetime) -> list[str]:
    with night.house.app.app_context():
        return sorted(each.kind for each in list_own(by, now=now))


@pytest.mark.parametrize(
    ("decided", "stands"), [(END - SECOND, "kept"), (END, "kept"), (END + SECOND, "missed")]
)
def test_the_clock_stops_at_the_moment_of_the_decision(
    night: Night, decided: datetime, stands: str
) -> None:
    night.record(decided, now=LATE)
    view = night.seen(LATE)
    assert view.clock is not None
    assert (view.clock.kind, view.clock.stopped_at) == (stands, decided)
    (made,) = view.decisions
    assert made.spoken is not None
    assert (made.decided_by, made.spoken.entered_by) == ("Người dùng chair", "Người dùng canbo")
    assert made.spoken.entered_after == LATE - decided
    assert (made.waits, made.spoken.way) == (True, "telephone")
    assert made.spoken.witness == "Chị Lài, trực ban"
    ((sealed,),) = kept(night.house, select(SpokenDecision.witness))
    assert "Lài".encode() not in sealed


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "perhaps"}, "kind"),
        ({"way": "dream"}, "way"),
        ({"witness": " "}, "witness"),
        ({"reason": " "}, "reason"),
        ({"decided_by": "canbo"}, "decided_by"),
        ({"decided_by": "giamsat"}, "decided_by"),
        ({"decided_by": ""}, "decided_by"),
    ],
)
def test_what_cannot_be_entered(night: Night, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        night.record(NOW, **wrong)
    assert broken.value.field == field
    assert night.seen().decisions == []


def test_the_role_counts_on_the_day_of_the_decision(night: Night) -> None:
    # Both chairs hold their role from the 23rd on; the report is told to be of the day before.
    with night.house.app.app_context():
        correct_receipt(
            night.officer, night.report, received_at=RECEIVED - 24 * HOUR, reason="Ghi nhầm ngày",
            now=NOW,
        )  # fmt: skip
    with pytest.raises(RuleBroken) as broken:
        night.record(RECEIVED - 20 * HOUR, now=NOW)
    assert broken.value.field == "decided_by"
    night.record(NOW)


def test_only_the_officer_enters_and_only_a_chair_confirms(night: Night) -> None:
    night.record(NOW)
    for by in (night.officer, night.supervisor):
        with pytest.raises(Denied):
            answer(night, by, NOW)
    with pytest.raises(Missing), night.house.app.app_context():
        answer_decision(night.chair, night.report, 2, agreed=True, remark="", now=NOW)
    assert kinds(night, night.chair, NOW) == ["decision_recorded"]
    assert kinds(night, night.other, NOW) == []
    answer(night, night.chair, NOW + HOUR)
    (made,) = night.seen(NOW + HOUR).decisions
    assert made.spoken is not None
    assert (made.spoken.outcome, made.spoken.settled_by) == ("confirmed", "Người dùng chair")
    assert kinds(night, night.chair, NOW + HOUR) == []
    with pytest.raises(RuleBroken, match="already"):
        answer(night, night.chair, NOW + HOUR, agreed=False, remark="Không phải tôi")


def test_what_was_not_decided_falls_and_the_clock_runs_on(night: Night) -> None:
    night.record(END - SECOND, now=END + 2 * HOUR)
    assert night.seen(END + 2 * HOUR).clock.kind == "kept"  # type: ignore[union-attr]
    now = END + 3 * HOUR
    for by, remark in ((night.other, "Tôi không biết"), (night.chair, " ")):
        with pytest.raises(RuleBroken):
            answer(night, by, now, agreed=False, remark=remark)
    answer(night, night.chair, now, agreed=False, remark="Tôi tắt máy cả đêm")
    view = night.seen(now)
    assert view.clock is not None
    assert (view.clock.kind, view.clock.stopped_at, view.clock.due_at) == ("late", None, END)
    (made,) = view.decisions  # nothing is deleted
    assert made.spoken is not None
    assert (made.fell, made.spoken.remark) == (True, "Tôi tắt máy cả đêm")
    assert kinds(night, night.supervisor, now) == ["decision_denied"]
    with night.house.app.app_context():
        watch_clocks(now=now)
    assert kinds(night, night.supervisor, now) == ["clock_late", "decision_denied"]
    night.record(now, decided_by="other")
    clock = night.seen(now).clock
    assert clock is not None
    assert (clock.kind, clock.stopped_at) == ("missed", now)


def test_late_is_told_anew_when_a_decision_falls_that_had_ended_it(night: Night) -> None:
    with night.house.app.app_context():
        assert watch_clocks(now=LATE) == 3
        night.record(END - HOUR, now=LATE)
        assert watch_clocks(now=LATE) == 0
        answer(night, night.chair, LATE, agreed=False, remark="Không có")
        assert watch_clocks(now=LATE) == 3


def test_an_earlier_decision_that_falls_leaves_the_next_one_standing(night: Night) -> None:
    night.record(NOW)
    night.record(NOW + HOUR, decided_by="other")
    answer(night, night.chair, NOW + 2 * HOUR, agreed=False, remark="Không có")
    clock = night.seen(NOW + 2 * HOUR).clock
    assert clock is not None
    assert clock.stopped_at == NOW + HOUR


@pytest.mark.parametrize(
    ("after", "chair", "supervisor"),
    [
        (12 * HOUR - SECOND, ["decision_recorded"], []),
        (12 * HOUR, ["decision_recorded", "decision_unconfirmed"], []),
        (24 * HOUR - SECOND, ["decision_recorded", "decision_unconfirmed"], []),
        (24 * HOUR, ["decision_recorded", "decision_unconfirmed"], ["decision_unconfirmed"]),
    ],
)
def test_it_escalates_until_it_is_confirmed(
    night: Night, after: timedelta, chair: list[str], supervisor: list[str]
) -> None:
    night.record(NOW)
    now = NOW + after
    with night.house.app.app_context():
        assert watch_clocks(now=now) == len(chair) - 1 + len(supervisor)
        assert watch_clocks(now=now) == 0
    assert (kinds(night, night.chair, now), kinds(night, night.supervisor, now)) == (
        chair,
        supervisor,
    )
    answer(night, night.other, now)
    assert kinds(night, night.chair, now) == kinds(night, night.supervisor, now) == []


def test_the_signed_scan_settles_it_until_it_is_withdrawn(night: Night) -> None:
    early = night.attach(NOW - HOUR)
    night.record(NOW)
    for wrong in (early, "TL-26-00000000"):
        with pytest.raises(RuleBroken) as broken:
            prove(night, wrong, NOW)
        assert broken.value.field == "file"
    scan = night.attach(NOW + HOUR)
    prove(night, scan, NOW + HOUR)
    (made,) = night.seen(NOW + HOUR).decisions
    assert made.spoken is not None
    assert (made.spoken.outcome, made.spoken.scan) == ("scan", scan)
    assert kinds(night, night.chair, NOW + HOUR) == ["decision_proved"]
    with pytest.raises(RuleBroken, match="waits for nothing"):
        prove(night, scan, NOW + HOUR)
    with night.house.app.app_context():
        withdraw_file(night.officer, scan, reason="Nhầm hồ sơ", now=NOW + 2 * HOUR)
        assert night.seen(NOW + 2 * HOUR).decisions[0].waits
        assert watch_clocks(now=NOW + 24 * HOUR) == 2


def test_who_is_named_may_deny_what_a_scan_had_settled(night: Night) -> None:
    night.record(NOW)
    prove(night, night.attach(NOW), NOW)
    answer(night, night.chair, NOW, agreed=False, remark="Chữ ký không phải của tôi")
    assert night.seen().clock.stopped_at is None  # type: ignore[union-attr]


def test_all_that_is_sealed_moves_with_the_report_into_the_case(night: Night) -> None:
    night.record(NOW)
    answer(night, night.chair, NOW, remark="Đúng vậy")
    with night.house.app.app_context():
        open_case(night.officer, night.report, a_child(), now=NOW)
    (made,) = night.seen().decisions
    assert made.spoken is not None
    assert (made.spoken.witness, made.spoken.remark) == ("Chị Lài, trực ban", "Đúng vậy")


def test_once_a_deputy_s_term_is_over_the_chair_says_that_it_was_not_so(night: Night) -> None:
    make_deputy(night.house, night.chair, days=1)
    night.record(NOW, decided_by="pho")
    with pytest.raises(RuleBroken):
        answer(night, night.chair, NOW, agreed=False, remark="Không có")
    answer(night, night.chair, NOW + 24 * HOUR, agreed=False, remark="Không có")
    assert night.seen(NOW + 24 * HOUR).clock.kind == "late"  # type: ignore[union-attr]

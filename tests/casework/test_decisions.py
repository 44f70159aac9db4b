"""What the chair says of a report: it stops the 12 hours at its own moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.decisions import decide_measure
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.screening import open_case
from caseapp.records.cases import Deadline, Measure
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child
from tests.factories.house import NOW, House
from tests.factories.proposals import end
from tests.factories.reports import CHAIR, HOUR, OFFICER, kept, log_one

RECEIVED = NOW - HOUR
SECOND = timedelta(seconds=1)


@pytest.fixture
def report(house: House) -> str:
    return log_one(house)


def decide(
    house: House,
    report: str,
    decided_at: datetime,
    *,
    now: datetime | None = None,
    actor: Actor = CHAIR,
    **more: object,
) -> None:
    given = {"kind": "none", "reason": "Không cần", "signed_at": None} | more
    with house.app.app_context():
        decide_measure(actor, report, decided_at=decided_at, now=now or decided_at, **given)


def seen(house: House, report: str, now: datetime = NOW) -> ReportView:
    with house.app.app_context():
        return read_report(OFFICER, report, now=now)


# The chair decides within 12 hours of the receipt: the twelfth hour's last moment is in time
# (Decree 56/2017, Art. 26.3). When the decision is entered does not matter.
@pytest.mark.parametrize("entered_after", [timedelta(), 20 * HOUR])
@pytest.mark.parametrize(
    ("decided_after", "stands"),
    [(12 * HOUR - SECOND, "kept"), (12 * HOUR, "kept"), (12 * HOUR + SECOND, "missed")],
)
def test_the_clock_stops_at_the_decision(
    house: House, report: str, decided_after: timedelta, stands: str, entered_after: timedelta
) -> None:
    decided = RECEIVED + decided_after
    decide(house, report, decided, now=decided + entered_after)
    clock = seen(house, report, decided + 48 * HOUR).clock
    assert clock is not None
    assert (clock.kind, clock.stopped_at) == (stands, decided)


def test_the_first_decision_stops_the_clock_in_whatever_order_they_are_entered(
    house: House, report: str
) -> None:
    now = NOW + 40 * HOUR
    for hours, stopped in ((10, 10), (30, 10), (2, 2)):
        decide(house, report, RECEIVED + hours * HOUR, now=now)
        clock = seen(house, report, now).clock
        assert clock is not None
        assert clock.stopped_at == RECEIVED + stopped * HOUR
    assert len(seen(house, report, now).decisions) == 3


def test_a_decision_keeps_when_it_was_taken_entered_and_signed(house: House, report: str) -> None:
    decided, signed, entered = NOW, NOW + HOUR, NOW + 3 * HOUR
    decide(
        house, report, decided, now=entered, kind="none", reason=" Bé an toàn ", signed_at=signed
    )
    (decision,) = seen(house, report, entered).decisions
    assert (decision.decided_at, decision.signed_at, decision.entered_at) == (
        decided,
        signed,
        entered,
    )
    assert (decision.kind, decision.reason) == ("none", "Bé an toàn")
    ((sealed,),) = kept(house, select(Measure.reason))
    assert "an toàn".encode() not in sealed


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decided_at": RECEIVED - SECOND}, "decided_at"),
        ({"decided_at": NOW + SECOND}, "decided_at"),
        ({"kind": "perhaps"}, "kind"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_a_decision_that_cannot_be(
    house: House, report: str, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        decide(house, report, **{"decided_at": NOW, "now": NOW} | wrong)
    assert broken.value.field == field
    assert kept(house, select(Deadline.stopped_at)) == [(None,)]
    assert seen(house, report).decisions == []


def test_a_report_that_ended_can_still_be_taken_into_a_case(house: House, report: str) -> None:
    decide(house, report, NOW)
    end(house, report)
    with house.app.app_context():
        open_case(OFFICER, report, a_child(), now=NOW)
    view = seen(house, report)
    # Sealed anew under the child's key with all the rest.
    assert view.ended
    assert (view.state, view.ended.reason) == ("screened", "Báo nhầm nhà")
    with pytest.raises(RuleBroken):
        end(house, report)


def test_a_paper_is_not_signed_on_a_day_to_come(house: House, report: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        decide(house, report, NOW, signed_at=NOW + SECOND)
    assert broken.value.field == "signed_on"
    decide(house, report, NOW, signed_at=NOW)

"""Made-up first hours: a decision by telephone that waits, corrected receipts, an own target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from caseapp.records.first_hours import (
    InternalTarget,
    ReceiptCorrection,
    SafetyStep,
    SpokenDecision,
)
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.first_hours import clears_late
from caseapp.rules.values import minute_of
from caseapp.upkeep.demo import cases, reports
from caseapp.upkeep.demo.incidents import write_bare
from caseapp.upkeep.demo.notices import tell_of_receipt, tell_of_report, tell_of_spoken
from caseapp.upkeep.demo.story import Decision, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN, Ward

WARD: Final = DOZEN[0]
TARGET_HOURS: Final = 8
_TARGET_AGO: Final = timedelta(days=120)
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_WITNESS: Final = "Bà Lê Thị Sáu, trực ban UBND phường"
_PLACE: Final = "Nhà bà ngoại của bé, khu vực kế bên"
_TAKEN_BY: Final = "Công an phường và cộng tác viên"
EARLIER: Final = "Trực ban đã nhận cuộc gọi trước khi báo cho cán bộ; có ghi trong sổ trực."
_LATER: Final = "Ghi nhầm giờ khi nhập: sổ trực ghi muộn hơn một giờ mười phút."


@dataclass(frozen=True)
class Receipt:
    """A correction: from which moment to which, why, entered when; done, or still to be decided."""

    old: datetime
    new: datetime
    reason: str
    entered_at: datetime
    done: bool


def write_first_hours(told: Telling, wards: tuple[Ward, ...]) -> None:
    """Write them in one ward: three reports about children whose name nobody knows yet."""
    (ward,) = (each for each in wards if each.id == WARD)
    end = minute_of(told.span.end)
    _write_spoken(told, ward, end)
    _write_corrected(told, ward, end - timedelta(days=3))
    _write_proposed(told, ward, end)
    told.rows.add(
        InternalTarget,
        id=told.rows.new_id(InternalTarget),
        area_id=WARD,
        hours=TARGET_HOURS,
        valid_from=told.span.today - _TARGET_AGO,
        valid_until=None,
        entered_at=told.span.end - _TARGET_AGO,
        entered_by=told.staff.chairs[WARD],
    )


def _write_spoken(told: Telling, ward: Ward, end: datetime) -> None:
    """Ten hours ago: brought to safety, decided by telephone, entered nine hours later."""
    received = end - 10 * _HOUR
    story = _logged(told, ward, received, received + 10 * _MINUTE)
    decided = Decision("emergency", received + 40 * _MINUTE)
    reports.write_logged(told, story, None, decided, measured=False)
    entered = end - 15 * _MINUTE
    measure = cases.write_measure(told, story, decided, entered_at=entered, by=story.officer)
    write_spoken_way(told, story, measure)
    write_safety(told, story, received - 20 * _MINUTE)
    tell_of_spoken(told, story, entered)


def write_spoken_way(
    told: Telling, story: Story, measure: int, confirmed_at: datetime | None = None
) -> None:
    """Write that a decision was given by telephone; the chair has confirmed it, or has not yet."""
    rows = told.rows
    row_id = rows.new_id(SpokenDecision)
    rows.add(
        SpokenDecision,
        id=row_id,
        measure_id=measure,
        report_id=story.report_id,
        area_id=story.area_id,
        way="telephone",
        witness=rows.seal(story.key_id, "spoken_decisions.witness", row_id, _WITNESS),
        outcome="confirmed" if confirmed_at else "",
        settled_at=confirmed_at,
        settled_by=story.chair if confirmed_at else None,
    )


def write_safety(told: Telling, story: Story, happened: datetime) -> None:
    """Write that the child was taken to safety before anybody decided."""
    rows = told.rows
    step = rows.new_id(SafetyStep)
    rows.add(
        SafetyStep,
        id=step,
        report_id=story.report_id,
        area_id=story.area_id,
        happened_at=happened,
        place=rows.seal(story.key_id, "safety_steps.place", step, _PLACE),
        taken_by=rows.seal(story.key_id, "safety_steps.taken_by", step, _TAKEN_BY),
        entered_at=story.entered,
        entered_by=story.officer,
    )


def _write_corrected(told: Telling, ward: Ward, received: datetime) -> None:
    """Three days ago: the receipt was corrected to an earlier moment, and it is still in time."""
    story = _logged(told, ward, received, received + _HOUR)
    decision = Decision("none", received + 5 * _HOUR)
    reports.write_logged(told, story, None, decision)
    old = received + 50 * _MINUTE
    write_correction(told, story, Receipt(old, received, EARLIER, received + 24 * _HOUR, done=True))


def _write_proposed(told: Telling, ward: Ward, end: datetime) -> None:
    """Late by twenty minutes, unless the supervisor agrees that it came in later."""
    received = end - 12 * _HOUR - 20 * _MINUTE
    story = _logged(told, ward, received, received + 80 * _MINUTE)
    reports.write_logged(told, story, None, None)
    entered, later = end - 10 * _MINUTE, received + 70 * _MINUTE
    write_correction(told, story, Receipt(received, later, _LATER, entered, done=False))
    tell_of_report(told, story)
    tell_of_receipt(told, story, entered)


def _logged(told: Telling, ward: Ward, received: datetime, entered: datetime) -> Story:
    story = reports.make_story(told, ward, received, None, imported=False, linked=False)
    story = replace(story, entered=entered)
    write_bare(told, story)
    return story


def write_correction(told: Telling, story: Story, receipt: Receipt) -> None:
    """Write a correction with the old and the new deadline, entered by the officer."""
    rows = told.rows
    row_id = rows.new_id(ReceiptCorrection)
    old_due, new_due = due(EMERGENCY, receipt.old), due(EMERGENCY, receipt.new)
    rows.add(
        ReceiptCorrection,
        id=row_id,
        report_id=story.report_id,
        area_id=story.area_id,
        old_received_at=receipt.old,
        new_received_at=receipt.new,
        old_due_at=old_due,
        new_due_at=new_due,
        clears_late=not receipt.done and clears_late(old_due, new_due, receipt.entered_at, None),
        reason=rows.seal(story.key_id, "receipt_corrections.reason", row_id, receipt.reason),
        accepted=True if receipt.done else None,
        decided_at=receipt.entered_at if receipt.done else None,
        decided_by=story.officer if receipt.done else None,
        entered_at=receipt.entered_at,
        entered_by=story.officer,
    )

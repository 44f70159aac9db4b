"""A child is taken to safety: recorded at once, before any decision, with whatever is known."""

from __future__ import annotations

from datetime import datetime

from caseapp import desk
from caseapp.records.first_hours import SafetyStep
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken


def record_safety(
    actor: Actor,
    report_code: str,
    *,
    happened_at: datetime | None,
    place: str,
    taken_by: str,
    now: datetime,
    post: str = "",
) -> None:
    """Record that the child was taken to safety; without a moment it was now.

    It stops no clock, and may lie before the receipt. RuleBroken only for a moment to come.
    """
    moment = happened_at or now
    if moment > now:
        raise RuleBroken("The moment cannot lie in the future", field="happened_at")
    with desk.writing(actor, Act.SAFETY_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        row = SafetyStep(
            report_id=report.id,
            area_id=report.area_id,
            happened_at=moment,
            entered_at=now,
            entered_by=actor.user_id,
        )
        key_id = door.key_of(report)
        door.session.add(row)
        door.session.flush()
        for name, text in (("place", place.strip()), ("taken_by", taken_by.strip())):
            if text:
                setattr(row, name, door.seal(key_id, f"safety_steps.{name}", row.id, text))
        door.log(f"report:{report.id}", report.area_id, safety=row.id)
        door.made = report.code

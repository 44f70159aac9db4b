"""What marks a made-up report as handled by one person, and whom that is told."""

from __future__ import annotations

from caseapp.records.lone_reports import LoneReport
from caseapp.rules.alone import review_due
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.notices import tell_of_lone
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling


def write_lone(told: Telling, story: Story) -> None:
    """Write that the chair handled a report alone; its review waits for the supervisor."""
    told.rows.add(
        LoneReport,
        id=told.rows.new_id(LoneReport),
        report_id=story.report_id,
        area_id=story.area_id,
        review_due=min(review_due(story.entered), local_day(told.span.end)),
        entered_at=story.entered,
        entered_by=story.chair,
    )
    tell_of_lone(told, story)

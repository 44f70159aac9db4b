"""A made-up night in a case: the child brought to safety, calls, a word by telephone, its proof."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update

from caseapp.records.cases import Measure
from caseapp.upkeep.demo.duty import Lists, write_call
from caseapp.upkeep.demo.first_hours import (
    EARLIER,
    Receipt,
    write_correction,
    write_safety,
    write_spoken_way,
)
from caseapp.upkeep.demo.reports import Logged
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_AGO: Final = timedelta(days=2)
_MINUTE: Final = timedelta(minutes=1)
_ENTERED_AFTER: Final = timedelta(hours=3)
_CONFIRMED_AFTER: Final = timedelta(hours=8)
_WORDS: Final = "Chủ tịch nói qua điện thoại, loa ngoài, có trực ban cùng nghe."


def write_night(told: Telling, logged: Logged, lists: Lists) -> None:
    """Tell it of the newest case of the first ward whose report was decided on in time."""
    found = _newest(told, logged)
    if found is None:
        return
    story, measure, decided = found
    write_safety(told, story, story.received + 2 * _MINUTE)
    _write_calls(told, story, lists, decided)
    entered = told.span.capped(decided + _ENTERED_AFTER)
    told.rows.door.session.execute(
        update(Measure)
        .where(Measure.id == measure)
        .values(entered_at=entered, entered_by=story.officer, signed_at=None)
    )
    write_spoken_way(told, story, measure, told.span.capped(decided + _CONFIRMED_AFTER))
    wrong = story.entered.replace(second=0, microsecond=0)
    corrected = told.span.capped(story.received + timedelta(hours=24))
    write_correction(told, story, Receipt(wrong, story.received, EARLIER, corrected, done=True))


def _newest(told: Telling, logged: Logged) -> tuple[Story, int, datetime] | None:
    """Return the report of the newest such case, with the number and moment of its decision."""
    told.rows.flush()
    before = told.span.end - _AGO
    mine = [
        story
        for story, file in logged
        if file is not None and story.area_id == DOZEN[0] and story.received < before
    ]
    for story in sorted(mine, key=lambda each: each.received, reverse=True):
        row: Any = told.rows.door.session.execute(
            select(Measure.id, Measure.decided_at).where(Measure.report_id == story.report_id)
        ).first()
        if row is not None and row.decided_at - story.received < timedelta(hours=12):
            return story, row.id, row.decided_at
    return None


def _write_calls(told: Telling, story: Story, lists: Lists, decided: datetime) -> None:
    called = story.entered + 4 * _MINUTE
    write_call(told, story, lists, "chair", called, answer="no_answer")
    write_call(told, story, lists, "police", called + 2 * _MINUTE, answer="reached")
    write_call(told, story, lists, "chair", decided - _MINUTE, answer="reached", note=_WORDS)

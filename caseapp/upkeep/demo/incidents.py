"""Made-up incidents: what is said to have happened to a child, where, how certain it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from caseapp.records.reports import Incident
from caseapp.upkeep.demo import wording
from caseapp.upkeep.demo.people import day_between
from caseapp.upkeep.demo.story import Story
from caseapp.upkeep.demo.telling import Telling

_TYPES: Final = {
    "violence": 38, "neglect": 22, "sexual_abuse": 16, "abandonment": 8,
    "exploitation": 9, "trafficking": 1, "other": 6,
}  # fmt: skip
_SETTINGS: Final = {
    "family": 50, "community": 20, "school": 12, "online": 7,
    "facility": 2, "other": 3, "unknown": 6,
}  # fmt: skip
_TWO_TYPES: Final = 0.18
_TWO_SETTINGS: Final = 0.06
_DAY_KNOWN: Final = 0.8
_TWO_INCIDENTS: Final = 0.12


def write_incidents(told: Telling, story: Story, entered: datetime) -> None:
    """Write what was found out; some children suffered more than one thing."""
    _write(told, story, story.certainty, entered)
    if story.certainty == "confirmed" and told.rng.random() < _TWO_INCIDENTS:
        _write(told, story, told.rng.choice(("confirmed", "suspected")), entered)


def write_bare(told: Telling, story: Story) -> None:
    """Write the row that logging leaves: suspected, and nothing said yet."""
    told.rows.add(
        Incident,
        **_row(told, story, "suspected", story.entered),
        abuse_types="",
        settings="",
        occurred_on=None,
        ground=None,
    )


def write_abuse(told: Telling, story: Story) -> None:
    """Write why a child is parted from its home: sexual abuse there, suspected so far."""
    row = _row(told, story, "suspected", story.entered)
    ground = wording.GROUNDS["suspected"]
    told.rows.add(
        Incident,
        **row,
        abuse_types="sexual_abuse",
        settings="family",
        occurred_on=None,
        ground=told.rows.seal(story.key_id, "incidents.ground", int(str(row["id"])), ground),
    )


def _row(told: Telling, story: Story, certainty: str, entered: datetime) -> dict[str, object]:
    return {
        "id": told.rows.new_id(Incident),
        "report_id": story.report_id,
        "area_id": story.area_id,
        "certainty": certainty,
        "entered_at": max(entered, story.entered),
        "entered_by": story.officer,
    }


def _write(told: Telling, story: Story, certainty: str, entered: datetime) -> None:
    rng, row = told.rng, _row(told, story, certainty, entered)
    row_id = row["id"]
    assert isinstance(row_id, int)
    told.rows.add(
        Incident,
        **row,
        abuse_types=_codes(rng, _TYPES, _TWO_TYPES),
        settings=_codes(rng, _SETTINGS, _TWO_SETTINGS),
        occurred_on=_day(rng, story),
        ground=told.rows.seal(story.key_id, "incidents.ground", row_id, wording.GROUNDS[certainty]),
    )


def _codes(rng: Random, shares: dict[str, int], two: float) -> str:
    """Draw one code, now and then two, in the order in which pages keep them."""
    number = 2 if rng.random() < two else 1
    drawn = rng.choices(tuple(shares), weights=tuple(shares.values()), k=number)
    return ";".join(sorted({code for code in drawn if code != "unknown"} or {"unknown"}))


def _day(rng: Random, story: Story) -> date | None:
    """Draw the day it happened, if known: mostly days before the report, at times months."""
    if rng.random() >= _DAY_KNOWN:
        return None
    back = rng.choice((0, 1, 1, 3, 7, 30, 200))
    return day_between(rng, story.earliest(story.day - timedelta(days=back)), story.day)

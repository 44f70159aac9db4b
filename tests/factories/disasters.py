"""Disasters that tests enter the way a ward does, and lines of those whom they hit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.disasters import DisasterEntry, enter_disaster
from caseapp.casework.impact_entry import Kept, record_lines
from caseapp.rules.access import Actor
from caseapp.rules.disasters import ImpactEntry
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU

STARTED = date(2026, 11, 16)
"""A Monday, a week before the day of the tests."""


def a_disaster(*units: str, **fields: object) -> DisasterEntry:
    """A flood that began a week ago, in ward Ninh Kiều unless told otherwise."""
    known: dict[str, object] = {
        "name": "Ngập lụt do triều cường",
        "kind": "flood",
        "started_on": STARTED,
        "ended_on": None,
        "units": units or (NINH_KIEU,),
    }
    return DisasterEntry(**{**known, **fields})  # type: ignore[arg-type]  # fields by name


def enter(house: House, actor: Actor, *units: str, **fields: object) -> int:
    """Enter a disaster; return its number."""
    with house.app.app_context():
        return int(enter_disaster(actor, a_disaster(*units, **fields), now=NOW))


def a_line(name: str = "Thạch Thị Sa Rương", **fields: object) -> ImpactEntry:
    """A girl of eight whom the flood hit on its first day."""
    known: dict[str, object] = {
        "name": name,
        "sex": "female",
        "born": date(2018, 5, 9),
        "precision": "day",
        "harm": "displaced",
        "head": "Thạch Văn Sên",
        "hamlet": "Ấp Mỹ Thuận",
        "affected_on": STARTED,
        "listed_on": None,
    }
    return ImpactEntry(**{**known, **fields})  # type: ignore[arg-type]  # fields by name


def record(house: House, actor: Actor, number: int, lines: Sequence[ImpactEntry]) -> Kept:
    """Record lines for ward Ninh Kiều."""
    with house.app.app_context():
        return record_lines(actor, number, NINH_KIEU, lines, now=NOW)

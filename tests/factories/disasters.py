"""Disasters that tests enter the way a ward does, and lines of those whom they hit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.disasters import DisasterEntry, enter_disaster
from caseapp.casework.impact_entry import Kept, record_lines
from caseapp.casework.impact_reading import read_list
from caseapp.casework.reliefs import withdraw_impact
from caseapp.rules.access import Actor
from caseapp.rules.disasters import ImpactEntry
from tests.factories.children import actor_of
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


def disaster_under_way(house: House) -> None:
    """Let the first ward enter a disaster of its own: one child waits, one was a mistake."""
    officer = actor_of(house, "canbo.ninhkieu")
    number = enter(house, officer, name="Sạt lở bờ kênh", kind="erosion")
    record(house, officer, number, [a_line("Danh Thị Chờ"), a_line("Lâm Văn Nhầm")])
    with house.app.app_context():
        view = read_list(officer, number, NINH_KIEU, now=NOW)
        withdraw_impact(officer, view.place, view.lines[-1].id, why="Ở xã khác", now=NOW)

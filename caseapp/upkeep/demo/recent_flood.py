"""A made-up flood of the last days: some households relieved in time, some waiting too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.upkeep.demo.disasters import make_households
from caseapp.upkeep.demo.people import Person, keeper_of
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling

NAME: Final = "Ngập lụt do triều cường rằm tháng Mười (dữ liệu thử)"
_AGO: Final = timedelta(days=6)
_LISTED: Final = {31135: timedelta(days=5), 31120: timedelta(days=1)}
"""So many days ago each of its units listed whom it hit: the first too long ago by now."""
_MOST: Final = 12
_RELIEVED: Final = frozenset({3, 4, 7, 8, 9})
"""Every other household of each unit was relieved on the day after the list."""
_HARMS: Final = ("displaced", "food_shortage", "school_interrupted")


def write_recent_flood(told: Telling, register: Register) -> None:
    """Write the flood, and a dozen children in each of its two units."""
    began = told.span.today - _AGO
    number = told.rows.new_id(Disaster)
    told.rows.add(
        Disaster,
        id=number,
        name=NAME,
        kind="flood",
        started_on=began,
        ended_on=None,
        entered_at=told.span.at(told.rng, began),
        entered_by=told.staff.supervisor,
    )
    hit: dict[int, list[Person]] = {}
    for unit in sorted(_LISTED):
        told.rows.add(DisasterUnit, disaster_id=number, unit_id=unit)
        hit[unit] = list(_of(register, unit, began))[:_MOST]
        for place, person in enumerate(hit[unit]):
            _write(told, number, unit, person, place)
    make_households(told, hit)


def _of(register: Register, unit: int, day: date) -> Iterator[Person]:
    """Yield children who lived in the unit on the day, and were born and no older than children."""
    for person in register.others:
        home = person.unit_on(day)
        if home is not None and keeper_of(home) == unit and day <= person.last_day(day):
            yield person


def _write(told: Telling, number: int, unit: int, person: Person, place: int) -> None:
    listed = told.span.today - _LISTED[unit]
    relieved = listed + timedelta(days=1) if place in _RELIEVED else None
    officer = told.staff.officers.get(unit)
    told.rows.add(
        Impact,
        id=told.rows.new_id(Impact),
        disaster_id=number,
        child_id=person.id,
        affected_on=told.span.today - _AGO,
        listed_on=listed,
        harm=_HARMS[place % len(_HARMS)],
        relieved_on=relieved,
        relief_kind="food" if relieved else "",
        entered_at=told.entry(person, listed),
        entered_by=officer,
        deleted_at=None,
        deleted_by=None,
        why_deleted=None,
    )

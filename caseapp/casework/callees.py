"""Whom to call about a report: who decides instead first, then the duty lists, less the kept ones.

Where it happened in another unit, or is on its way to one, that unit's list stands beside the own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.call_reading import decider_key
from caseapp.casework.duty import entries_in_force, entries_of_account
from caseapp.casework.entrusting import instead_of
from caseapp.casework.forwarding_views import newest
from caseapp.casework.marked import kept_from
from caseapp.casework.staff import name_of
from caseapp.records.duty import DutyEntry
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.matching import fold
from caseapp.rules.units import CITY_ID, territory

OF_OTHER_UNITS = ("chair", "deputy", "officer")
"""Whom one calls in the unit of the event, before it takes the report over."""
_SETTLED = ("refused", "assigned")
"""How a forwarding stands that another unit than the one that answers now had part in."""


@dataclass(frozen=True)
class Line:
    """Somebody to call; without `entry` no list in force bears a number of this person.

    decides  whether this is who decides instead of the chair
    user_id  whose account it is, where there is no entry
    """

    role: str
    name: str
    entry: DutyEntry | None
    decides: bool = False
    user_id: int | None = None

    @property
    def key(self) -> str:
        """Return what names the line in a form."""
        return (
            f"entry-{self.entry.id}" if self.entry is not None else decider_key(self.user_id or 0)
        )


@dataclass(frozen=True)
class Lines:
    """The lines of the own unit and the city, and those of the other unit by its name."""

    own: list[Line]
    other_unit: str
    other: list[Line]
    chair_kept: bool


def lines_of(door: desk.Door, report: Report) -> Lines:
    """Return whom this person may call, in order, less those who must not know."""
    own = [_line(row) for row in free_entries(door, report, (report.area_id, CITY_ID))]
    instead = instead_of(door, report)
    decider = instead.decider_id
    if decider is not None and decider != door.actor.user_id:
        own = [*_of_decider(door, decider), *(line for line in own if not _is(line, decider))]
    unit = _other_unit(door, report)
    shown = {line.key for line in own}
    other = []
    if unit is not None:
        rows = free_entries(door, report, (unit,))
        other = [_line(row) for row in rows if row.role in OF_OTHER_UNITS]
    return Lines(
        own=own,
        other_unit=areas.label(unit) if unit is not None else "",
        other=[line for line in other if line.key not in shown],
        chair_kept=instead.chair_kept,
    )


def _line(row: DutyEntry) -> Line:
    return Line(row.role, row.name, row)


def _is(line: Line, user_id: int) -> bool:
    return line.entry is not None and line.entry.user_id == user_id


def _of_decider(door: desk.Door, user_id: int) -> list[Line]:
    """Return the numbers of who decides instead, from whatever list they stand on."""
    rows = entries_of_account(door.session, user_id, door.now)
    found = [Line(row.role, row.name, row, decides=True) for row in rows]
    return found or [Line("chair", name_of(door, user_id), None, decides=True, user_id=user_id)]


def _other_unit(door: desk.Door, report: Report) -> int | None:
    """Return the unit that was asked to take the report over, or that passed it on, or the event's.

    Who refused it, or lost it by the supervisor's word, may know more: until it is screened.
    """
    last = newest(door, report, "waiting", "received", "refused", "assigned")
    if last is not None and last.state == "waiting":
        return last.to_area_id
    if report.state == "received" and last is not None and last.state in _SETTLED:
        here = report.area_id == last.from_area_id
        return last.to_area_id if here else last.from_area_id
    unit = territory().keeper(report.event_unit_id)
    if report.imported or report.state != "received" or unit in {report.area_id, CITY_ID}:
        return None
    return unit


def free_entries(door: desk.Door, report: Report, units: Iterable[int]) -> list[DutyEntry]:
    """Return who stands on the lists of some units, less the reader and those kept out.

    By the name as well, where an entry is of no account.
    """
    kept = _kept(door, report)
    names = {fold(user.full_name) for user in kept}
    barred = {user.id for user in kept} | {door.actor.user_id}
    return [
        row
        for row in entries_in_force(door.session, units, door.now)
        if not (row.user_id in barred if row.user_id else fold(row.name) in names)
    ]


def _kept(door: desk.Door, report: Report) -> list[User]:
    """Return the accounts from which the report is kept, whatever their marks hang on."""
    return [door.session.get_one(User, number) for number in sorted(kept_from(door, report))]

"""How many children a unit has: entered with the source, corrected without loss, asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.notices import Subject, settle, tell
from caseapp.casework.population_reading import ASKED, find_unit, rows_of, version_of
from caseapp.records.populations import PastPopulation, Population
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Stale
from caseapp.rules.populations import ALL, CELLS, Cell, check_figures
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, local_day, msgid

OTHER_UNIT: Final = msgid(
    "On that day this unit did not exist yet, or no more: show the list of that day and open the "
    "unit there"
)


@dataclass(frozen=True)
class PopulationEntry:
    """The figures of one day with their source; `version` is that of the day as a form saw it.

    None for a form that knew of no figures of the day.
    """

    reference_date: date
    figures: Mapping[Cell, int]
    source: str
    version: int | None = None


def enter_figures(
    actor: Actor, code: str, entry: PopulationEntry, *, on: date, now: datetime, post: str = ""
) -> None:
    """Let these be the unit's figures of the day: new, corrected, or taken back where left out.

    `on` is the day by which the page read the code: codes were given anew on 1 July 2025, and a
    figure of before belongs to the unit of then, on whose own page it is entered. What a figure
    said before is kept with who changed it. Where the whole is given, what asked the unit for it
    ends. RuleBroken for figures that cannot be, Stale when somebody else entered others meanwhile.
    """
    day, figures = entry.reference_date, entry.figures
    with desk.writing(actor, Act.POPULATION_ENTER, now=now, post=post) as door:
        check_figures(figures, day, entry.source, today=local_day(now))
        if not figures:
            raise RuleBroken("Enter at least how many children there are in all", field="children")
        unit = find_unit(door, code, on)
        if areas.at(code, day) != unit:
            raise RuleBroken(OTHER_UNIT, field="reference_date")
        if entry.version is not None and entry.version != version_of(door, unit, day):
            raise Stale(f"population:{unit}")
        stored = {(r.sex, r.age_band): r for r in door.session.scalars(rows_of(unit, day))}
        if entry.version is None and stored:
            raise RuleBroken(
                "Figures of this day are there already: look at them, then correct them",
                field="reference_date",
            )
        changed = _write(door, unit, day, stored, entry)
        door.log(f"population:{unit}", unit, day=str(day), changed=changed)
        if ALL in figures:
            settle(door, code)
        door.made = f"{code} {day}"


def _write(
    door: desk.Door,
    unit: int,
    day: date,
    stored: Mapping[Cell, Population],
    entry: PopulationEntry,
) -> int:
    """Write what differs from what is stored; return how many cells that are."""
    figures, source = entry.figures, entry.source.strip()
    gone = [row for cell, row in stored.items() if cell not in figures]
    other = [
        row
        for cell, row in stored.items()
        if cell in figures and (row.children, row.source) != (figures[cell], source)
    ]
    keep_past(door, [*gone, *other])
    for row in gone:
        door.session.delete(row)
    for row in other:
        row.children, row.source = figures[row.sex, row.age_band], source
    new = [cell for cell in CELLS if cell in figures and cell not in stored]
    for sex, band in new:
        door.session.add(
            Population(
                unit_id=unit,
                reference_date=day,
                sex=sex,
                age_band=band,
                children=figures[sex, band],
                source=source,
                entered_at=door.now,
                entered_by=door.actor.user_id,
            )
        )
    door.session.flush()
    return len(gone) + len(other) + len(new)


def keep_past(door: desk.Door, rows: Iterable[Population]) -> None:
    """Keep what figures say now, before another act changes them or takes them back."""
    pasts = [
        PastPopulation(
            unit_id=row.unit_id,
            reference_date=row.reference_date,
            sex=row.sex,
            age_band=row.age_band,
            children=row.children,
            source=row.source,
            entered_at=row.entered_at,
            entered_by=row.entered_by,
            replaced_at=door.now,
            replaced_by=door.actor.user_id,
        )
        for row in rows
    ]

    def keep(session: Session) -> None:
        session.add_all(pasts)
        session.flush()

    door.put(keep)


def ask_units(actor: Actor, units: Iterable[int], day: date, *, now: datetime) -> int:
    """Ask these units for their figure of a day: their officers and their chair are told.

    An old unit's heir is asked; one that was split has none. Once for each unit and day; return
    how many were asked now. Units outside the asker's own are left out.
    """
    told = 0
    with desk.writing(actor, Act.POPULATION_ASK, now=now) as door:
        for unit in units:
            heir = territory().keeper(unit)
            if heir == CITY_ID or not door.scope.covers(heir):
                continue
            about = Subject(areas.code_of(heir), heir)
            made = [tell(door, ASKED, about, to=to, cause=day) for to in (Role.OFFICER, Role.CHAIR)]
            told += any(made)
        door.log("population:asked", None, told=told, day=str(day))
    return told

"""Workbooks that the import page offers: the template to fill in, the directory as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from caseapp import desk
from caseapp.casework import areas
from caseapp.exchange.directory_recorded import read_recorded, rows_to_write
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.permits import sheets_for
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.units import CITY_CODE, territory
from caseapp.rules.values import local_day

if TYPE_CHECKING:
    from caseapp.exchange.template import Rows


def template_for(actor: Actor, *, now: datetime) -> bytes:
    """Return the empty workbook of the registers that the actor may import, with their units."""
    names = [name for name in sheets_for(actor, now) if name not in DIRECTORY_SHEETS]
    if not names:
        desk.require(actor, Act.IMPORT_RUN, now=now)
    day = local_day(now)
    act = Act.IMPORT_RUN if len(names) > 1 else Act.POPULATION_ENTER
    units = scope_for(actor, act, day).units
    return _book(names, _within(units, now))


def _within(units: frozenset[int] | None, now: datetime) -> list[tuple[str, str]]:
    """Return the units that a person brings rows of; the whole city is one for who reaches it."""
    day = areas.offered_on(now)
    found = areas.choices(day)
    if units is None:
        return [*found, (CITY_CODE, "Toàn thành phố")]
    codes = {territory().units[unit].code for unit in units if territory().units[unit].covers(day)}
    return [(code, name) for code, name in found if code in codes]


def directory_book(actor: Actor, *, now: datetime) -> bytes:
    """Return the whole directory of agencies as the workbook that its import takes."""
    with desk.reading(actor, Act.AGENCY_READ, now=now) as door:
        rows = dict(rows_to_write(read_recorded(door)))
        door.log("agencies:export", None, **{name: len(of) for name, of in rows.items()})
    return _book(list(DIRECTORY_SHEETS), areas.choices(areas.offered_on(now)), rows)


def _book(
    names: Sequence[str],
    units: Sequence[tuple[str, str]],
    filled: Mapping[str, Rows] | None = None,
) -> bytes:
    from caseapp.exchange.template import write_template  # noqa: PLC0415 - brings openpyxl

    made = BytesIO()
    write_template(made, names, units, filled)
    return made.getvalue()

"""Who may import what: one rule for the page and the command.

Whoever may import registers may bring any sheet, for the whole city. Population figures alone may
also be brought by who enters them on the page, for the units that they enter them for. The
directory of agencies is for who keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.population_reading import covers
from caseapp.exchange.cells import BAD
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.faults import Faults
from caseapp.exchange.sheets import ASIDE, SHEETS
from caseapp.exchange.tables import Table
from caseapp.rules.access import Act, Actor, Denied, may, scope_for
from caseapp.rules.reasons import Reason
from caseapp.rules.values import RuleBroken, local_day, msgid

FIGURES: Final = "population"
_FOREIGN: Final = msgid("this unit is none of those whose figures you may enter")
_NOT_YOURS: Final = msgid(
    "You may not import the sheet “%(sheet)s”. You may import: %(allowed)s. Take the other sheets "
    "out of the file"
)


def may_import_all(actor: Actor, now: datetime) -> bool:
    """Tell whether the actor may import registers, which are always of the whole city."""
    try:
        return scope_for(actor, Act.IMPORT_RUN, local_day(now)).units is None
    except Denied:
        return False


def sheets_for(actor: Actor, now: datetime) -> tuple[str, ...]:
    """Return the sheets that the actor may import, in the order of the format."""
    day = local_day(now)
    registers = tuple(SHEETS) if may_import_all(actor, now) else ()
    if not registers and may(actor, Act.POPULATION_ENTER, day):
        registers = (FIGURES,)
    return registers + (tuple(DIRECTORY_SHEETS) if may(actor, Act.AGENCY_MANAGE, day) else ())


def check_sheets(actor: Actor, names: Collection[str], now: datetime) -> None:
    """Raise RuleBroken at `files` for a sheet of the format that the actor may not import."""
    allowed = sheets_for(actor, now)
    for name in names:
        if name not in allowed and (name in SHEETS or name in DIRECTORY_SHEETS):
            values = {"sheet": name, "allowed": ", ".join(allowed)}
            raise RuleBroken(_NOT_YOURS, field="files", params=values)


def is_directory(names: Collection[str]) -> bool:
    """Tell whether a file with these sheets is one of the directory of agencies."""
    told = set(names) - ASIDE
    return bool(told & DIRECTORY_SHEETS.keys()) and not told & SHEETS.keys()


@contextmanager
def door_for(
    actor: Actor, tables: Mapping[str, Table], faults: Faults, *, now: datetime, dry_run: bool
) -> Iterator[desk.Door]:
    """Open what an import of these tables needs; Denied for whoever may not import them.

    Figures of units that are none of the actor's are faults.
    """
    if _as_registers(actor, tables, now):
        with desk.bulk(actor, Act.IMPORT_RUN, now=now, dry_run=dry_run) as door:
            yield door
        return
    with desk.writing(actor, Act.POPULATION_ENTER, now=now) as door:
        door.trial = dry_run
        if FIGURES in tables:
            _refuse_foreign(door, tables[FIGURES], faults)
        yield door


def may_prepare(actor: Actor, tables: Mapping[str, Table], now: datetime) -> bool:
    """Tell whether an import of these tables can be got ready before its turn (desk.preparing)."""
    return desk.can_prepare() and _as_registers(actor, tables, now)


def _as_registers(actor: Actor, tables: Mapping[str, Table], now: datetime) -> bool:
    return not set(tables) <= {FIGURES} or may_import_all(actor, now)


def by_page_alone(door: desk.Door) -> bool:
    """Tell whether the door opens no more than the page of population figures does."""
    return door.act == Act.POPULATION_ENTER


def _refuse_foreign(door: desk.Door, table: Table, faults: Faults) -> None:
    for row, unit in zip(table.rows, table.values["unit_id"], strict=True):
        if unit is not BAD and not covers(door.scope.units, unit):
            faults.add(table.name, row, "area_code", Reason(_FOREIGN))

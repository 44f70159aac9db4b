"""The import of registers: all or nothing, every fault named, the second time without effect."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from caseapp import desk
from caseapp.exchange.checking import check_tables
from caseapp.exchange.directory import Directory
from caseapp.exchange.directory_importing import import_directory
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.faults import Faults
from caseapp.exchange.figures import write_figures
from caseapp.exchange.import_results import ImportResult, of_directory, result_of
from caseapp.exchange.linking import link, no_links
from caseapp.exchange.loading import Plan, load
from caseapp.exchange.matching import KEYS, match
from caseapp.exchange.permits import FIGURES, by_page_alone, door_for, is_directory, may_prepare
from caseapp.exchange.reading import read_source
from caseapp.exchange.residing import Residing, fit_stays
from caseapp.exchange.sheets import SHEETS
from caseapp.exchange.tables import Table, read_tables
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import local_day

Progress = Callable[[str, int, int], None]
"""Told of each step: its name, its number, the number of steps."""
Fence = Callable[[desk.Door], None]
"""Called once nobody else can write any more; raises where the file must not be written."""
Clock = Callable[[], datetime]
"""Tells the moment that stands for now."""

_KNOWN: Final = {**SHEETS, **DIRECTORY_SHEETS}
_TRIES: Final = 3
"""How often an import is got ready beside other acts before it takes its turn for all of it."""
_STEPS: Final = ("read", "check", "compare", "write")


class _Refused(Exception):
    """Ends an import with faults, and its transaction with it."""


def import_path(
    actor: Actor,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    update: bool = False,
    progress: Progress | None = None,
    fence: Fence | None = None,
    clock: Clock | None = None,
) -> ImportResult:
    """Import a workbook or a folder of CSV files (contracts §4); all of it or nothing.

    A file of the directory of agencies is told by its sheets (docs/directory.md).

    `now` decides what lies in the future. A known row with other values is a fault unless
    `update`. A dry run checks and counts, and keeps nothing. `clock` is asked anew before each
    comparison: what is written bears a moment after that of every act it was compared with; without
    one that moment is `now`. Raises Denied when the actor may not import.
    """
    ways = _Ways(dry_run, update, progress or _silent, fence or _unfenced, clock or (lambda: now))
    with _without_collecting():
        return _import(actor, path, now, ways)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the collector of cycles rest: among a million cells it finds none and walks them all.

    Measured on 100,000 rows, it took a quarter of the import's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class _Ways:
    """How a file is taken in."""

    dry_run: bool
    update: bool
    tell: Progress
    fence: Fence
    clock: Clock


@dataclass(frozen=True)
class _Asked:
    """Who brings which tables, and how they are to be taken."""

    actor: Actor
    tables: Mapping[str, Table]
    faults: Faults
    now: datetime
    ways: _Ways

    def anew(self) -> _Asked:
        """Return the same at the moment that is now, which is never an earlier one."""
        return replace(self, now=max(self.now, self.ways.clock()))


def _import(actor: Actor, path: Path, now: datetime, ways: _Ways) -> ImportResult:
    dry_run, update, tell = ways.dry_run, ways.update, ways.tell
    faults = Faults(_KNOWN)
    tell(_STEPS[0], 1, len(_STEPS))
    raw = read_source(path, faults)
    tell(_STEPS[1], 2, len(_STEPS))
    if is_directory([sheet.name for sheet in raw]):
        tables = read_tables(raw, faults, DIRECTORY_SHEETS)
        tell(_STEPS[2], 3, len(_STEPS))
        plans = import_directory(
            actor,
            tables,
            faults,
            now=max(now, ways.clock()),
            dry_run=dry_run,
            update=update,
            fence=ways.fence,
        )
        return of_directory(plans, faults, dry_run=dry_run)
    tables = read_tables(raw, faults)
    check_tables(tables, faults, local_day(now))
    asked = _Asked(actor, tables, faults, now, ways)
    try:
        return _prepared(asked) or _at_once(asked.anew())
    except _Refused:
        return ImportResult(dry_run, faults.listed())


def _prepared(asked: _Asked) -> ImportResult | None:
    """Compare and get all rows ready while others write, then write them in one short turn.

    None when that cannot be, or when acts of others came between again and again.
    """
    for _ in range(_TRIES if may_prepare(asked.actor, asked.tables, asked.now) else 0):
        asked = asked.anew()
        with desk.preparing(asked.actor, Act.IMPORT_RUN, now=asked.now) as door:
            result = _take_in(door, asked)
        if asked.ways.dry_run:
            return result
        turn = desk.bulk(asked.actor, Act.IMPORT_RUN, now=asked.now, prepared=door)
        try:
            with turn as writing:
                asked.ways.fence(writing)
                return result
        except desk.Overtaken:
            continue
    return None


def _at_once(asked: _Asked) -> ImportResult:
    """Compare and write in one turn, during which nobody else writes."""
    now, dry_run = asked.now, asked.ways.dry_run
    with door_for(asked.actor, asked.tables, asked.faults, now=now, dry_run=dry_run) as door:
        return _take_in(door, asked)


def _take_in(door: desk.Door, asked: _Asked) -> ImportResult:
    ways, tables = asked.ways, asked.tables
    ways.fence(door)
    ways.tell(_STEPS[2], 3, len(_STEPS))
    plan = _compare(door, tables, asked.faults, update=ways.update)
    ways.tell(_STEPS[3], 4, len(_STEPS))
    if by_page_alone(door):
        write_figures(door, tables[FIGURES], plan.matches[FIGURES])
        directory = Directory()
    else:
        directory = load(door, plan)
    result = result_of(plan, directory, asked.now, dry_run=ways.dry_run)
    door.log("import:0", None, **{name: dict(n) for name, n in result.sheets.items()})
    return result


def _unfenced(_door: desk.Door) -> None:
    """Let everything be written."""


def _silent(_name: str, _number: int, _of: int) -> None:
    """Tell nobody."""


def _compare(door: desk.Door, tables: Mapping[str, Table], faults: Faults, *, update: bool) -> Plan:
    alone = by_page_alone(door)
    links = no_links() if alone else link(door, tables, faults)
    matches = {
        name: match(door, table, links, faults, update=update)
        for name, table in tables.items()
        if name in KEYS
    }
    children = matches.get("children")
    residing = (
        Residing() if alone else fit_stays(door, tables, children, links, faults, update=update)
    )
    if "residences" in tables:
        matches["residences"] = residing.match
    if faults:
        raise _Refused
    return Plan(tables, links, matches, residing)

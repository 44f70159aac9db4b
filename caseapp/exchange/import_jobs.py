"""The import as jobs: a file is handed in and tried, then taken in by a second act, then erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from caseapp.casework import areas, handed_files
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.handed_files import FILE, erase_handed, insist_kept, open_handed
from caseapp.casework.job_turns import insist_may_still
from caseapp.casework.jobs import JobView
from caseapp.casework.sent_forms import sent_before
from caseapp.desk import Door
from caseapp.exchange import findings, handing_in
from caseapp.exchange.faults import Fault, Faults
from caseapp.exchange.findings import Findings
from caseapp.exchange.handing_in import Files
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import Clock, Progress, import_path
from caseapp.exchange.memory_folder import memory_folder
from caseapp.exchange.permits import check_sheets
from caseapp.exchange.reading import read_source
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.reasons import Reason
from caseapp.rules.values import RuleBroken, local_day, msgid

UPDATE: Final = "update"
_COPY: Final = "copy.xlsx"


def ask_check(actor: Actor, files: Files, *, update: bool, now: datetime, post: str = "") -> str:
    """Hand files in to be tried; return the job's number. RuleBroken at `files` for unfit ones."""
    package = handing_in.accept(files)
    check_sheets(actor, handing_in.sheet_names(package), now)
    return handed_files.hand_in(actor, {UPDATE: "1"} if update else {}, package, now=now, post=post)


def ask_import(actor: Actor, number: int, *, now: datetime, fresh: Fresh, post: str = "") -> str:
    """Let a file that was tried be taken in; return the new job's number.

    Where a second factor is had or demanded, its code is asked for once more. RuleBroken for a
    file that has faults.
    """
    if not sent_before(actor, post):
        _insist_on_sound(actor, number, now)
        prove(actor, fresh, now=now)
    return handed_files.take_in(actor, number, now=now, post=post)


def _insist_on_sound(actor: Actor, number: int, now: datetime) -> None:
    _, found = read_import(actor, number, now=now)
    if found is None or not found.result.dry_run:
        raise RuleBroken(_NOT_KEPT)
    if found.result.faults:
        raise RuleBroken("A file with faults cannot be imported: mend it first")


_NOT_KEPT: Final = msgid("The file is not kept any more: choose it once more")


def read_import(actor: Actor, number: int, *, now: datetime) -> tuple[JobView, Findings | None]:
    """Return one's own import and what it found, None while there is nothing to show."""
    view, kept = handed_files.read_import(actor, number, now=now)
    return view, findings.read(kept) if kept else None


def fetch_copy(actor: Actor, number: int, *, now: datetime) -> bytes:
    """Hand out the copy of one's own file in which each faulty cell is marked."""
    _, kept = handed_files.read_import(actor, number, now=now)
    if not kept:
        raise RuleBroken(_NOT_KEPT)
    try:
        return findings.read_copy(kept)
    except KeyError:
        raise Missing(f"jobs:{number}") from None


def run_check(
    actor: Actor, arguments: Mapping[str, str], *, now: datetime, progress: Progress
) -> bytes:
    """Try a file: count, compare, find every fault, and write nothing."""
    return _run(actor, arguments, now, progress, dry_run=True)


def run_import(
    actor: Actor,
    arguments: Mapping[str, str],
    *,
    now: datetime,
    progress: Progress,
    clock: Clock | None = None,
) -> bytes:
    """Take a file in, all of it or nothing, by the rights of now; then erase it.

    `clock` tells the moment anew before each try beside other acts.

    One that was taken in before a crash is found to be recorded already.
    """
    kept = _run(actor, arguments, now, progress, dry_run=False, clock=clock)
    if not findings.read(kept).result.faults:
        erase_handed(int(arguments[FILE]))
    return kept


def _run(
    actor: Actor,
    arguments: Mapping[str, str],
    now: datetime,
    progress: Progress,
    *,
    dry_run: bool,
    clock: Clock | None = None,
) -> bytes:
    package = open_handed(int(arguments[FILE]))
    with memory_folder() as folder:
        try:
            source = handing_in.lay_out(package, folder)
        except RuleBroken as broken:
            reason = Reason(broken.message, **broken.params)
            return findings.keep(ImportResult(dry_run, (Fault("", 1, "", reason),)))
        result = import_path(
            actor, source, now=now, dry_run=dry_run, update=UPDATE in arguments, progress=progress,
            fence=lambda door: _insist(door, int(arguments[FILE])), clock=clock,
        )  # fmt: skip
        return findings.keep(result, _copy(source, folder, result, now))


def _insist(door: Door, number: int) -> None:
    """Raise Gone or Denied where the file may not be written any more, at the moment of writing."""
    insist_may_still(door)
    insist_kept(door, number)


def _copy(source: Path, folder: Path, result: ImportResult, now: datetime) -> bytes:
    """Return the copy with the faulty cells marked; b"" for a sound file or one not readable."""
    from caseapp.exchange.corrected_copy import write_copy  # noqa: PLC0415 - brings openpyxl

    if not result.faults:
        return b""
    raw = read_source(source, Faults())
    if not raw:
        return b""
    place = folder / _COPY
    write_copy(place, raw, result.faults, areas.choices(local_day(now)))
    return place.read_bytes()

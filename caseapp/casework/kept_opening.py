"""The bytes of kept papers: opened for a print or a dossier, and to know a signed file by them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from caseapp import desk
from caseapp.casework.deciding_rows import OF_REPORT, decision_of
from caseapp.casework.file_reading import CHANGED, ERASED, Unreadable, subject_key
from caseapp.casework.kept_reading import owner_of, subject_of, versions_of
from caseapp.casework.measure_papers import ORDERS
from caseapp.casework.printed import Printed, begin
from caseapp.records.cases import Case, Measure
from caseapp.records.kept_papers import KEPT, SOURCE, KeptCopy, KeptPaper, place_of_copy
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.records.vault import KeyDestroyed, KeyTrouble, unseal_bytes
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.copies import Copy
from caseapp.rules.kept_papers import ANY_ORDER
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class OpenedCopy:
    """The bytes of a copy as they were put before the signer, under a name that tells nothing."""

    name: str
    content: bytes
    printed: Printed


def open_copy(actor: Actor, code: str, copy: Copy, *, now: datetime) -> OpenedCopy:
    """Return a kept copy for printing; logged as a print.

    Missing for the file's copy to whom the place may not be shown, and for the paper of a report to
    whoever may print no report; Unreadable when it was changed or its key destroyed.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        row = door.find(KeptPaper, code=code)
        of_report = row.report_id is not None
        if of_report and not may(door.actor, Act.REPORT_PRINT, local_day(door.now), row.area_id):
            raise Missing(f"kept_papers:{row.code}")
        return _opened(door, row, copy)


def _opened(door: desk.Door, row: KeptPaper, copy: Copy) -> OpenedCopy:
    content, about = bytes_of(door, row, copy), subject_of(owner_of(door, row))
    printed = begin(door, about, row.area_id, form=row.form, kept=row.id, copy=copy.value)
    return OpenedCopy(f"{row.code}-{copy.value}", content, printed)


def open_newest(
    actor: Actor, kind: str, code: str, number: int, copy: Copy, *, now: datetime
) -> OpenedCopy | None:
    """Return the newest kept copy of a decision; None while none was put before a signer.

    Logged as a print once there is one; Missing and Unreadable as for open_copy.
    """
    with _at_newest(actor, kind, code, number, now) as (door, row):
        return None if door is None or row is None else _opened(door, row, copy)


def source_of(door: desk.Door, row: Paper | Measure, copy: Copy) -> str | None:
    """Return what the newest kept copy of a decision was drawn from, as HTML; None without one."""
    rows = versions_of(door, row)
    return bytes_of(door, rows[0], copy, SOURCE).decode() if rows else None


@contextmanager
def _at_newest(
    actor: Actor, kind: str, code: str, number: int, now: datetime
) -> Iterator[tuple[desk.Door | None, KeptPaper | None]]:
    """Open the newest kept paper of a decision; where the file has none, no door is opened."""
    act = Act.REPORT_PRINT if kind in OF_REPORT else Act.CASE_PRINT
    if not desk.tally(actor, act, _of_file(kind, code), now=now):
        yield None, None
        return
    with desk.reading(actor, act, now=now) as door:
        try:
            rows = versions_of(door, decision_of(door, kind, code, number).row)
        except RuleBroken:
            rows = []  # it was not decided yet, unlike another one of the file
        yield door, rows[0] if rows else None


def _of_file(kind: str, code: str) -> Select[tuple[int]]:
    """Return what selects the papers of that kind in a case, or on a report."""
    kinds = ORDERS if kind == ANY_ORDER else (kind,)
    asked = select(KeptPaper.id).where(KeptPaper.kind.in_(kinds))
    if kind in OF_REPORT:
        return asked.join(Report, Report.id == KeptPaper.report_id).where(Report.code == code)
    return asked.join(Case, Case.id == KeptPaper.case_id).where(Case.code == code)


def bytes_of(door: desk.Door, row: KeptPaper, copy: Copy, cell: str = KEPT) -> bytes:
    """Open a cell of a copy and check it; Missing and Unreadable as for open_copy."""
    sees = may(door.actor, Act.PLACE_SEE, local_day(door.now), row.area_id)
    if copy == Copy.FILE and not sees:
        raise Missing(f"kept_papers:{row.code}")
    return unsealed_copy(door, row, copy, cell)


def unsealed_copy(door: desk.Door, row: KeptPaper, copy: Copy, cell: str = KEPT) -> bytes:
    """Open a cell of a copy for who shows nothing of it; Unreadable as for open_copy."""
    kept = door.find(KeptCopy, kept_id=row.id, copy=copy.value)
    key_id = subject_key(door, owner_of(door, row))
    try:
        own = door.unseal(key_id, "kept_copies.content_key", kept.id, kept.content_key)
        sealed = kept.content if cell == KEPT else kept.source
        content = unseal_bytes(bytes.fromhex(own), place_of_copy(cell, row.id, copy), sealed)
    except KeyDestroyed:
        raise Unreadable(ERASED) from None
    except KeyTrouble:
        raise Unreadable(CHANGED) from None
    if cell == KEPT and hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Unreadable(CHANGED)
    return content

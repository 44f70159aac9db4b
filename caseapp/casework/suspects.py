"""What is known of who is accused in a report: kept sealed with it, under the key of its child.

What the first question brings stands with the report as it was said, and as a row that can be
corrected later (casework.suspect_rows).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from caseapp import desk
from caseapp.records.reports import Report
from caseapp.records.suspects import SuspectEntry

WORKS_HERE: Final = ("no", "yes", "unsure")
"""Answers to whether the suspect works at the People's Committee, the police or a school here."""

INTAKE: Final = "intake"
"""The origin of a row that the first question brought."""

CELLS: Final = ("name", "phone", "personal_id", "note")
"""What of a suspect's row is sealed."""


@dataclass(frozen=True)
class Suspect:
    """What is known of who is accused; `works_here` is one of WORKS_HERE, or '' unasked."""

    works_here: str = ""
    name: str = ""
    phone: str = ""
    personal_id: str = ""


UNASKED: Final = Suspect()


def keep_suspect(door: desk.Door, report: Report, suspect: Suspect) -> None:
    """Seal what was said under the report's key."""
    if suspect != UNASKED:
        text = json.dumps(asdict(suspect), ensure_ascii=False, sort_keys=True)
        report.suspect = door.seal(door.key_of(report), "reports.suspect", report.id, text)
    if names_somebody(suspect):
        row = SuspectEntry(
            report_id=report.id,
            area_id=report.area_id,
            origin=INTAKE,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        seal_row(door, report, row, asdict(suspect))


def names_somebody(suspect: Suspect) -> bool:
    """Tell whether more is known than whether the suspect works here."""
    return bool(suspect.name or suspect.phone or suspect.personal_id)


def seal_row(
    door: desk.Door, report: Report, row: SuspectEntry, texts: Mapping[str, object]
) -> None:
    """Store a suspect's row, its texts sealed under the report's key; flushes."""
    key_id = door.key_of(report)
    door.session.add(row)
    door.session.flush()
    for cell in CELLS:
        text = str(texts.get(cell) or "").strip()
        setattr(row, cell, door.seal(key_id, f"suspects.{cell}", row.id, text))


def suspect_in(door: desk.Door, key_id: int | None, row: SuspectEntry) -> Suspect:
    """Return by what a suspect's row names the person; the key is the report's."""
    name, phone, personal_id = (
        door.unseal(key_id, f"suspects.{cell}", row.id, getattr(row, cell)) for cell in CELLS[:3]
    )
    return Suspect(name=name, phone=phone, personal_id=personal_id)


def read_suspect(door: desk.Door, report: Report) -> Suspect:
    """Return what was said of the suspect when the report came."""
    return told_suspect(door, report.id, report.key_id, report.suspect)


def told_suspect(
    door: desk.Door, report_id: int, key_id: int | None, sealed: bytes | None
) -> Suspect:
    """Return what a report's sealed cell says of the suspect."""
    text = door.unseal(key_id, "reports.suspect", report_id, sealed)
    return Suspect(**json.loads(text)) if text else UNASKED

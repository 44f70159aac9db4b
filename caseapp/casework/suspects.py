"""What is known of who is accused in a report: kept sealed with it, under the key of its child."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from caseapp import desk
from caseapp.records.reports import Report

WORKS_HERE: Final = ("no", "yes", "unsure")
"""Answers to whether the suspect works at the People's Committee, the police or a school here."""


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


def read_suspect(door: desk.Door, report: Report) -> Suspect:
    """Return what was said of the suspect when the report came."""
    return told_suspect(door, report.id, report.key_id, report.suspect)


def told_suspect(
    door: desk.Door, report_id: int, key_id: int | None, sealed: bytes | None
) -> Suspect:
    """Return what a report's sealed cell says of the suspect."""
    text = door.unseal(key_id, "reports.suspect", report_id, sealed)
    return Suspect(**json.loads(text)) if text else UNASKED

"""A print of a file's paper: its number, who takes it out, when and why, and what it said.

Only the log is written, so that looking at a paper changes nothing. The line of the print bears its
number before anything is shown; a second one, under that number, bears the hash of what was made:
whoever holds a paper can be told whether it is the one that left the house.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.records import marks
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.prints import PRINT_REASONS
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Printed:
    """One print: its number, the reader's name, the aware moment, the code of why, its unit."""

    number: str
    by: str
    at: datetime
    act: Act
    unit_id: int
    reason: str = ""


def begin(
    door: desk.Door, subject: str, unit: int, *, reason: str = "", **detail: str | int | bool
) -> Printed:
    """Give a print its number and log it as the act of the open door.

    `subject` is `case:7` or `report:7`; `detail` says which paper. RuleBroken for a reason that
    the list does not have.
    """
    if reason and reason not in PRINT_REASONS:
        raise RuleBroken("Choose what the print is for", field="reason")
    number = marks.new_mark(marks.PRINT, local_day(door.now).year)
    why = {"reason": reason} if reason else {}
    door.log(subject, unit, print=number, **why, **detail)
    return Printed(number, door.actor.name, door.now, door.act, unit, reason)


def finish(actor: Actor, printed: Printed, content: bytes, *, now: datetime) -> str:
    """Log under the number of a print what was made; return the hash, SHA-256 in hexadecimal."""
    digest = hashlib.sha256(content).hexdigest()
    with desk.reading(actor, printed.act, now=now) as door:
        door.log(f"print:{printed.number}", printed.unit_id, sha256=digest, size=len(content))
    return digest

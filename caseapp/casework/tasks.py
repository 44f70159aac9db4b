"""One thing that waits for somebody on the home page, and the tasks of the register of help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp.casework.assistance_confirming import list_to_confirm
from caseapp.rules.access import Actor
from caseapp.rules.clocks import Standing


@dataclass(frozen=True)
class Task:
    """One thing to do: what kind, about whom, where it leads, and the clock if one runs."""

    kind: str
    code: str
    about: str
    unit: str
    clock: Standing | None
    since: datetime
    target_at: datetime | None = None


def help_to_confirm(actor: Actor, now: datetime) -> list[Task]:
    """Running help of which nobody said for a year that it still runs: one line for a unit."""
    return [
        Task("confirm_help", each.code, str(each.number), each.unit, None, each.since)
        for each in list_to_confirm(actor, now=now)
    ]

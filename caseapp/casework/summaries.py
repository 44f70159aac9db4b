"""The summary of a case for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp.casework.case_reading import CaseView, read_case
from caseapp.rules.access import Act, Actor


@dataclass(frozen=True)
class Summary:
    """A case as its reader may print it, by whom and when (an aware moment)."""

    case: CaseView
    printed_by: str
    printed_at: datetime


def gather(actor: Actor, code: str, *, now: datetime) -> Summary:
    """Return what the actor may print of a case; logged as a print, with the case's opaque id.

    Raises Denied for those who may not print any case, Missing for a case outside their units.
    """
    case = read_case(actor, code, now=now, act=Act.CASE_PRINT)
    return Summary(case, actor.name, now)

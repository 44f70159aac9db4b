"""The minutes of a meeting for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.held_by import unit_of_case_at
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.plan_reading import view_plans
from caseapp.casework.plan_views import MinutesView
from caseapp.casework.printed import Printed, begin
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class MinutesPrint:
    """Minutes as they are printed, under the head of who answered for the case on that day."""

    code: str
    letterhead: Letterhead
    minutes: MinutesView
    child_name: str
    printed: Printed


def gather_minutes(
    actor: Actor, code: str, number: int, *, now: datetime, reason: str = ""
) -> MinutesPrint:
    """Return what the minutes of that number say; that they were printed is logged.

    A hidden name stands on them for those who decide on the file alone. Missing beyond.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        found = view_plans(door, case).minutes
        if not 1 <= number <= len(found):
            raise Missing(f"papers:{case.code},{number}")
        minutes = found[number - 1]
        unit = unit_of_case_at(door, case, minutes.met_at)
        return MinutesPrint(
            code=case.code,
            letterhead=letterhead(door, unit, local_day(minutes.met_at)),
            minutes=minutes,
            child_name=name_shown(door, door.session.get_one(Child, case.child_id)),
            printed=begin(
                door, f"case:{case.id}", case.area_id, reason=reason, form="BB", number=number
            ),
        )

"""Alternative care as the printed summary of a case tells it: with whom, by which decision, since.

Where the carer lives is never part of it: a summary is handed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.carer_cells import said_of
from caseapp.casework.child_reading import ChildView
from caseapp.casework.papers import contents_of, papers_of
from caseapp.casework.staff import decider_name
from caseapp.records.carers import Carer
from caseapp.records.cases import Case
from caseapp.rules.access import Act, may
from caseapp.rules.care_states import HELD
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class RunningCare:
    """What was decided and has not ended; `carer` is None for who may not see with whom."""

    state: str
    carer: str | None
    relative: bool
    number: str
    decided_at: datetime | None
    decided_by: str
    since: date | None


def running_care(door: desk.Door, case: Case, child: ChildView) -> RunningCare | None:
    """Return the alternative care that holds in a case, None when there is none.

    The name is told to who may see where children are placed, and not beside a hidden one.
    """
    rows = [row for row in papers_of(door, case, "care") if row.state in HELD]
    if not rows:
        return None
    row = rows[-1]
    said = contents_of(door, [row]).get(row.id, {})
    known = may(door.actor, Act.PLACE_SEE, local_day(door.now), case.area_id)
    seen = known and (not child.name_hidden or child.name_opens)
    return RunningCare(
        state=row.state,
        carer=_name(door, int(said.get("carer", 0))) if seen else None,
        relative=bool(said.get("relative")),
        number=str(said.get("number", "")),
        decided_at=row.happened_at,
        decided_by=decider_name(door, row.decided_by, row.naming_id),
        since=row.valid_from if row.state == "in_care" else None,
    )


def _name(door: desk.Door, number: int) -> str:
    row = door.session.scalars(select(Carer).where(Carer.id == number)).first()
    return str(said_of(door, row).get("name", "")) if row is not None else ""

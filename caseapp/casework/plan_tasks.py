"""What plans ask of somebody today: the chair's decision, a returned plan, what is overdue."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, and_, select

from caseapp import desk
from caseapp.casework import carrying_out, visits
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.values import LOCAL, local_day

_PLANS: Final = (
    select(Case.code, Child.full_name.label("about"), Case.area_id)
    .join(Paper, and_(Paper.case_id == Case.id, Paper.area_id == Case.area_id))
    .join(Child, Child.id == Case.child_id)
    .where(Paper.kind == "plan", Case.deleted_at.is_(None), Case.state != "closed")
)
SUBMITTED: Final = (
    _PLANS.add_columns(Paper.submitted_at.label("since"))
    .where(Paper.state == "submitted")
    .order_by(Paper.submitted_at)
)
"""Plans that wait for the chair, the longest first."""

UNREVISED: Final = (
    _PLANS.add_columns(Paper.decided_at.label("since"))
    .where(Paper.state == "returned")
    .order_by(Paper.decided_at)
)
"""Plans that the chair returned and nobody has mended."""

_SEES_TO_IT: Final = (Act.CASE_EDIT, Act.CASE_ASSIGN)
"""Officers carry plans out, supervisors watch over it."""


def behind(actor: Actor, *, now: datetime, most: int) -> list[tuple[str, Any, datetime]]:
    """Return what is overdue for an officer or a supervisor: kind of task, its row, since when.

    A case with several overdue activities stands there once, by the first of them.
    """
    day = local_day(now)
    if not any(may(actor, act, day) for act in _SEES_TO_IT):
        return []
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        first: dict[str, Any] = {}
        for row in door.few(_overdue(day, 4 * most)):
            first.setdefault(row.code, row)
        late = door.few(_late(day, most)).all()
        door.log("tasks:plans", None, rows=len(first) + len(late))
    activities = [("activity", row, _begin(row.due_on)) for row in first.values()]
    unseen = [
        ("visit", row, _begin(visits.due_of(row.level, row.since, now) or row.since))
        for row in late
    ]
    return [*activities[:most], *unseen]


@lru_cache(maxsize=4)
def _overdue(day: date, most: int) -> Select[Any]:
    return carrying_out.overdue(day).limit(most)


@lru_cache(maxsize=4)
def _late(day: date, most: int) -> Select[Any]:
    return visits.late_cases(day).limit(most)


def _begin(day: date) -> datetime:
    """Return when a day begins; a moment that stands for one is that moment itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), LOCAL)

"""What separations ask of somebody today: tasks of the home page, and the worker's notices.

No separation ends by itself: one past its 15 days stays at the head of these lists until a document
says what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, bindparam, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.either_chair import engage_chairs
from caseapp.casework.measure_papers import ORDERS, SEPARATION
from caseapp.casework.notices import Subject, end, is_told, tell
from caseapp.casework.papers import contents_of
from caseapp.casework.separation_reading import is_before_court
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor, Role, may
from caseapp.rules.clocks import Standing
from caseapp.rules.notice_kinds.measures import ON_TIME
from caseapp.rules.separations import Need, need, stands
from caseapp.rules.values import local_day

_DAY: Final = timedelta(days=1)
_TOLD: Final = {
    "asks": ("separation_asks", (Role.OFFICER, Role.CHAIR)),
    "over": ("separation_asks", (Role.OFFICER, Role.CHAIR)),
    "late": ("separation_late", (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR)),
}
OF_CARE: Final = ("care", "care_end")
"""Papers of alternative care that wait for the chair in the same list."""

_RUNS: Final = Case.state != "closed"
"""In a closed case no paper is decided on, sent or answered any more."""

_ORDER: Final = {"late": 0, "over": 1, "asks": 2}
MOST: Final = 20


@dataclass(frozen=True)
class SeparationTask:
    """One thing to do with a separation, and how its 15 days stand once it holds."""

    kind: str
    code: str
    about: str
    unit: str
    clock: Standing | None
    since: datetime


@dataclass(frozen=True)
class _Live:
    """A separation that holds and asks for something."""

    paper: Paper
    code: str
    about: str
    last: date
    needs: Need


def _papers(*which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(Paper, Case.code, Child.full_name.label("about"))
        .join(Case, Case.id == Paper.case_id)
        .join(Child, Child.id == Case.child_id)
        .where(Case.deleted_at.is_(None), *which)
        .order_by(Paper.happened_at, Paper.id)
    )


_HELD: Final = _papers(Paper.kind == SEPARATION, Paper.state == "in_force")
_WAITING: Final = _papers(
    Paper.kind.in_((SEPARATION, *ORDERS, *OF_CARE)),
    Paper.state.in_(bindparam("states", expanding=True)),
    _RUNS,
).limit(MOST)
_TO_SEND: Final = _papers(
    Paper.kind == "court_request", Paper.state.in_(("decided", "sent")), _RUNS
).limit(MOST)


def asking(door: desk.Door) -> list[_Live]:
    """Return the separations within reach that ask for a document now, the latest first."""
    held = door.few(_HELD).all()
    found = []
    for row in held:
        last = row.Paper.valid_until - _DAY
        needs = need(row.Paper.happened_at, last, door.now)
        if needs:
            found.append(_Live(row.Paper, row.code, row.about, last, needs))
    settled = _before_court(door, [each.paper.id for each in found])
    live = [each for each in found if each.paper.id not in settled]
    return sorted(live, key=lambda each: (_ORDER[each.needs], each.paper.happened_at))


def _before_court(door: desk.Door, separations: list[int]) -> set[int]:
    """Return those whose request to the court or competent body was sent and not rejected."""
    if not separations:
        return set()
    asked = select(Paper).where(
        Paper.follows_id.in_(separations),
        Paper.kind == "court_request",
        Paper.state.in_(("sent", "answered")),
    )
    rows = list(door.session.scalars(asked))
    said = contents_of(door, rows)
    return {
        row.follows_id
        for row in rows
        if row.follows_id is not None
        and is_before_court(row.kind, row.state, str(said.get(row.id, {}).get("outcome", "")))
    }


def list_tasks(actor: Actor, *, now: datetime) -> list[SeparationTask]:
    """Return what separations ask of this person, those past their 15 days first.

    The supervisor is shown these alone; officers and chairs also what nears its end, a chair what
    waits for a decision, an officer what was returned or must be sent.
    """
    day = local_day(now)
    prepares, decides = (may(actor, act, day) for act in (Act.CASE_EDIT, Act.MEASURE_DECIDE))
    watches = may(actor, Act.CASE_ASSIGN, day)
    if not (prepares or decides or watches):
        return []
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        tasks = [
            _task(f"separation_{'late' if each.needs == 'late' else 'asks'}", each, now)
            for each in asking(door)
            if each.needs == "late" or prepares or decides
        ]
        for wanted, states in ((decides, ("submitted",)), (prepares, ("returned",))):
            tasks += _waiting(door, states) if wanted else []
        tasks += _to_send(door) if prepares else []
        door.log("tasks:separations", None, rows=len(tasks))
    return tasks[:MOST]


def _task(kind: str, live: _Live, now: datetime) -> SeparationTask:
    row = live.paper
    clock = stands(row.happened_at, live.last, now)
    return SeparationTask(
        kind, live.code, live.about, areas.label(row.area_id), clock, row.happened_at
    )


def _waiting(door: desk.Door, states: tuple[str, ...]) -> Iterator[SeparationTask]:
    for row in door.few(_WAITING, states=states):
        if row.Paper.kind in OF_CARE:
            yield _plain(f"care_{row.Paper.state}", row)
            continue
        what = "separation" if row.Paper.kind == SEPARATION else "order"
        yield _plain(f"{what}_{row.Paper.state}", row)


def _to_send(door: desk.Door) -> Iterator[SeparationTask]:
    """Yield requests that were signed and not sent yet, and those that wait for the answer."""
    for row in door.few(_TO_SEND):
        yield _plain(f"order_{row.Paper.state}", row)


def _plain(kind: str, row: Row[Any]) -> SeparationTask:
    unit = areas.label(row.Paper.area_id)
    return SeparationTask(kind, row.code, row.about, unit, None, row.Paper.submitted_at)


def watch_separations(door: desk.Door) -> int:
    """Tell who must act of every separation that asks for a document; return how many were told.

    Once for each last day, and once when the 15 days are over. Whoever has become chair of the
    other unit meanwhile is let into what waits for a decision.
    """
    told = 0
    for live in asking(door):
        kind, roles = _TOLD[live.needs]
        subject = Subject(live.code, live.paper.area_id)
        cause = f"{live.paper.id} {live.last if live.needs != 'late' else ''}".strip()
        if not is_told(door, kind, subject, to=roles[0], cause=cause):
            end(door, live.code, ON_TIME)  # what was told of its days before
            told += sum(tell(door, kind, subject, to=role, cause=cause) for role in roles)
    waiting = _papers(Paper.kind.in_((SEPARATION, *ORDERS)), Paper.state == "submitted")
    for row in door.session.execute(waiting).all():
        case = door.session.get_one(Case, row.Paper.case_id)
        told += engage_chairs(door, case, row.Paper)
    return told

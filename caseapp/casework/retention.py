"""Closed files past the city's period of keeping: a list for the supervisor, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Select, func, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.city_settings import Decided, decide, held, history, withdraw
from caseapp.casework.merge_sides import OPEN as ASKED
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry
from caseapp.records.data_requests import DataRequest
from caseapp.records.erasures import Erasure
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper
from caseapp.records.twins import Merge
from caseapp.rules.access import Act, Actor
from caseapp.rules.data_requests import RUNNING
from caseapp.rules.retention import RETENTION, checked_years, closed_before
from caseapp.rules.values import LOCAL, local_day

MOST: Final = 200


@dataclass(frozen=True)
class PastFile:
    """A closed file whose period has passed."""

    code: str
    unit: str
    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True)
class PastFiles:
    """The list, by the day of closing; `years` is None while nothing was decided."""

    years: int | None
    lines: list[PastFile]


def list_decisions(actor: Actor, *, now: datetime) -> list[Decided]:
    """Return what the city decided, the newest first."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        rows = history(door, [RETENTION])
        door.log("settings:retention", None, rows=len(rows))
        return rows


def decide_retention(
    actor: Actor, typed: str, *, decision: str, valid_from: date, now: datetime, post: str = ""
) -> None:
    """Enter for how many years closed files are kept, from a day on."""
    value = checked_years(typed)
    with desk.writing(actor, Act.RETENTION_SET, now=now, post=post) as door:
        decide(door, RETENTION, value, decision=decision, valid_from=valid_from)


def withdraw_retention(actor: Actor, number: int, *, now: datetime) -> None:
    """Withdraw a decision that was entered wrongly; it stays in the list."""
    with desk.writing(actor, Act.RETENTION_SET, now=now) as door:
        withdraw(door, number, [RETENTION])


def list_past(actor: Actor, *, now: datetime) -> PastFiles:
    """Return the closed files past the period that holds today; none while nothing was decided.

    Never an open case, nor one of a child, whatever records count as it and in whichever unit, who
    has another case that is open or was closed later, of whom something is asked, who may be merged
    with another, or of whom the file says that a court or a body of proceedings needs it.
    """
    with desk.reading(actor, Act.RETENTION_READ, now=now) as door:
        row = held(door, RETENTION, local_day(now))
        if row is None:
            door.log("retention:list", None, rows=0)
            return PastFiles(None, [])
        years = int(row.value)
        past = datetime.combine(closed_before(local_day(now), years), time(), LOCAL)
        asked = select(Case).where(
            Case.state == "closed", Case.closed_at < past, Case.deleted_at.is_(None)
        )
        rows = door.session.scalars(asked.order_by(Case.closed_at, Case.id)).all()
        kept = _kept(door, {case.child_id for case in rows}, past)
        lines = [
            PastFile(case.code, areas.label(case.area_id), case.opened_at, case.closed_at)
            for case in rows
            if case.child_id not in kept and case.closed_at is not None
        ][:MOST]
        door.log("retention:list", None, rows=len(lines))
        return PastFiles(years, lines)


def _kept(door: desk.Door, children: set[int], past: datetime) -> set[int]:
    """Return those of the children whose files are no matter of this list, asked at the tables."""
    with at_the_tables(door.session):
        root = func.coalesce(Child.merged_into_id, Child.id)
        roots = dict(
            door.session.execute(select(Child.id, root).where(Child.id.in_(sorted(children))))
            .tuples()
            .all()
        )
        wanted = sorted(set(roots.values()))
        family = dict(
            door.session.execute(select(Child.id, root).where(root.in_(wanted))).tuples().all()
        )
        asked = _reasons(sorted(family), past)
        needed = {family[child] for each in asked for child in door.session.scalars(each)}
    return {child for child, stays in roots.items() if stays in needed}


def _reasons(family: list[int], past: datetime) -> tuple[Select[Any], ...]:
    """Return what asks which of these records are needed still, or are erased already."""
    own = Case.child_id.in_(family)
    asked_of = select(DataRequest.child_id).where(DataRequest.child_id.in_(family))
    return (
        select(Case.child_id).where(
            own, Case.deleted_at.is_(None), or_(Case.state != "closed", Case.closed_at >= past)
        ),
        select(ConsentEntry.child_id).where(
            ConsentEntry.child_id.in_(family), ConsentEntry.basis == "proceedings"
        ),
        asked_of.where(DataRequest.ground == "proceedings"),
        asked_of.where(DataRequest.state.in_(RUNNING)),
        select(Case.child_id)
        .join(Paper, Paper.case_id == Case.id)
        .where(own, Paper.kind == "court_request"),
        select(Merge.first_id).where(Merge.first_id.in_(family), Merge.state == ASKED),
        select(Merge.second_id).where(Merge.second_id.in_(family), Merge.state == ASKED),
        select(Erasure.child_id).where(Erasure.child_id.in_(family), Erasure.state == "done"),
    )

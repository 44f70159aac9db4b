"""Closed files past the city's period of keeping: a list for the supervisor, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.city_settings import Decided, decide, held, history, withdraw
from caseapp.records.cases import Case
from caseapp.records.consents import ConsentEntry
from caseapp.records.data_requests import DataRequest
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
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

    Never an open case, nor one of a child with another case that is not closed, and none of which
    the file says that a court or a body of proceedings needs it.
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
        kept = _kept(door, {case.child_id for case in rows})
        lines = [
            PastFile(case.code, areas.label(case.area_id), case.opened_at, case.closed_at)
            for case in rows
            if case.child_id not in kept and case.closed_at is not None
        ][:MOST]
        door.log("retention:list", None, rows=len(lines))
        return PastFiles(years, lines)


def _kept(door: desk.Door, children: set[int]) -> set[int]:
    """Return the children whose files are no matter of this list: open, or under proceedings."""
    of_child = sorted(children)
    asked = (
        select(Case.child_id).where(
            Case.child_id.in_(of_child), Case.state != "closed", Case.deleted_at.is_(None)
        ),
        select(ConsentEntry.child_id).where(
            ConsentEntry.child_id.in_(of_child), ConsentEntry.basis == "proceedings"
        ),
        select(DataRequest.child_id).where(
            DataRequest.child_id.in_(of_child), DataRequest.ground == "proceedings"
        ),
        select(Case.child_id)
        .join(Paper, Paper.case_id == Case.id)
        .where(Case.child_id.in_(of_child), Paper.kind == "court_request"),
    )
    return {child for statement in asked for child in door.session.scalars(statement)}

"""The row behind a decision that stands on paper: found by what addresses name it by.

Inside an open door: a separation and what follows it, the approval of a plan, and emergency
measures that a chair decided on for a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.held_by import unit_at, unit_of_case_at
from caseapp.casework.measure_papers import ORDERS, SEPARATION
from caseapp.casework.papers import content_of, newest_text, numbered, papers_of
from caseapp.casework.plan_views import APPROVAL, PLAN
from caseapp.records.cases import Case, Measure
from caseapp.records.first_hours import SpokenDecision
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.care_states import DECIDED
from caseapp.rules.kept_papers import ANY_ORDER
from caseapp.rules.measure_states import HELD, ORDERED
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

OF_REPORT: Final = frozenset({"emergency"})
"""Kinds of decision that are made on a report; the others are made in a case."""
_OF_CARE: Final = frozenset({"care", "care_end"})


@dataclass(frozen=True)
class Decided:
    """A decision of a chair's: its row, the rows that bear its signature, when and where made.

    `unit` is the unit whose chair decided, and whose number the paper bears. `seen` changes with
    what the record says of it.
    """

    owner: Case | Report
    row: Paper | Measure
    signed: tuple[Paper | Measure, ...]
    decided_at: datetime
    unit: int
    seen: str


def decision_of(door: desk.Door, kind: str, code: str, number: int) -> Decided:
    """Return the decision of that kind and number in a case or on a report.

    Missing where there is none; RuleBroken while nobody decided, or where it was refused.
    """
    if kind in OF_REPORT:
        return _measure(door, code, number)
    case = door.find(Case, code=code, deleted_at=None)
    if kind == PLAN:
        return _approval(door, case, number)
    if kind in _OF_CARE:
        return _care(door, case, kind, number)
    return _separation(door, case, number) if kind == SEPARATION else _order(
        door, case, kind, number
    )  # fmt: skip


def _undecided() -> RuleBroken:
    return RuleBroken("Nothing has been decided yet that could be put on paper for the signature")


def _seen(door: desk.Door, *rows: Paper) -> str:
    return " ".join(f"{row.id}.{row.version}.{newest_text(door, row)}" for row in rows)


def _separation(door: desk.Door, case: Case, number: int) -> Decided:
    row = numbered(door, case, number, SEPARATION)
    if row.state not in HELD:
        raise _undecided()
    unit = content_of(door, row).get("decided_in") or case.area_id
    # Its first end is decided anew by an extension; the paper of the separation is not.
    signed: tuple[Paper | Measure, ...] = (row, *_standing_for(door, case, row))
    return Decided(case, row, signed, row.happened_at, int(unit), _seen(door, row))


def _standing_for(door: desk.Door, case: Case, row: Paper) -> list[Measure]:
    """Return the decisions on the case's reports that the separation stands for."""
    asked = (
        select(Measure)
        .join(Report, Report.id == Measure.report_id)
        .where(
            Report.case_id == case.id,
            Measure.kind == "emergency",
            Measure.decided_at == row.happened_at,
            Measure.entered_at == row.decided_at,
            Measure.entered_by == row.decided_by,
        )
        .order_by(Measure.id)
    )
    return list(door.session.scalars(asked))


def _order(door: desk.Door, case: Case, kind: str, number: int) -> Decided:
    row = numbered(door, case, number, *ORDERS)
    if kind not in {row.kind, ANY_ORDER}:
        raise Missing(f"papers:{case.code},{number}")
    if row.state not in ORDERED:
        raise _undecided()
    parted = next(each for each in papers_of(door, case, SEPARATION) if each.id == row.follows_id)
    # As the paper's head has it: what follows a separation stays with the unit that decided.
    decided_in = content_of(door, parted).get("decided_in")
    unit = int(decided_in or unit_of_case_at(door, case, row.happened_at))
    return Decided(case, row, (row,), row.happened_at, unit, _seen(door, row))


def _care(door: desk.Door, case: Case, kind: str, number: int) -> Decided:
    row = numbered(door, case, number, kind)
    if row.state not in DECIDED:
        raise _undecided()
    unit = unit_of_case_at(door, case, row.happened_at)
    return Decided(case, row, (row,), row.happened_at, unit, _seen(door, row))


def _approval(door: desk.Door, case: Case, number: int) -> Decided:
    plan = numbered(door, case, number, PLAN)
    approvals = papers_of(door, case, APPROVAL)
    made = next((each for each in approvals if each.follows_id == plan.id), None)
    if made is None or made.decided_at is None:
        raise _undecided()
    unit = unit_of_case_at(door, case, made.decided_at)
    return Decided(case, plan, (plan, made), made.decided_at, unit, _seen(door, plan, made))


def _measure(door: desk.Door, code: str, number: int) -> Decided:
    report = door.find(Report, code=code, deleted_at=None)
    row = dict(enumerate(measures_of(door, report), 1)).get(number)
    if row is None:
        raise Missing(f"measures:{report.code},{number}")
    denied = select(SpokenDecision.id).where(
        SpokenDecision.measure_id == row.id, SpokenDecision.outcome == "denied"
    )
    if row.kind != "emergency" or door.session.scalar(denied) is not None:
        raise _undecided()
    unit = unit_at(door, report, row.decided_at)
    return Decided(report, row, (row,), row.decided_at, unit, str(row.id))


def measures_of(door: desk.Door, report: Report) -> list[Measure]:
    """Return the decisions on a report in the order in which they were made, as pages do."""
    asked = select(Measure).where(Measure.report_id == report.id)
    return list(door.session.scalars(asked.order_by(Measure.decided_at, Measure.id)))


def number_of(door: desk.Door, owner: Case | Report, row: Paper | Measure) -> int:
    """Return the number by which addresses name a decision, counted from 1."""
    rows: list[int]
    if isinstance(owner, Report):
        rows = [each.id for each in measures_of(door, owner)]
    else:
        kinds = ORDERS if row.kind in ORDERS else (row.kind,)
        rows = [each.id for each in papers_of(door, owner, *kinds)]
    return rows.index(row.id) + 1

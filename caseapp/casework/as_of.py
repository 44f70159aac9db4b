"""A case as it stood on a past moment: what had been entered by then, and not taken out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.as_of_papers import Known, PastPapers, papers_as_of
from caseapp.casework.as_of_parts import (
    PastFile,
    PastReferral,
    PastSuspect,
    parts_of,
    proposals_as_of,
)
from caseapp.casework.as_of_people import PastPeople, people_as_of
from caseapp.casework.as_of_reports import PastReport, entered_by_then
from caseapp.casework.case_head import Entry, entry_of, is_paper_day
from caseapp.casework.held_by import unit_of_case_at
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.one_child import records_then
from caseapp.casework.past_values import Stood, case_stood, child_stood
from caseapp.casework.proposal_views import ProposalView
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.records.flags import CaseFlag
from caseapp.rules.access import Act, Actor
from caseapp.rules.raised_flags import birthday_flag
from caseapp.rules.values import RuleBroken, local_day

T = TypeVar("T", bound=Any)

GAPS: Final = ("case", "child", "people", "papers")
"""Parts of which a change may not have been kept."""


@dataclass(frozen=True)
class PastEvent:
    """A line of the timeline that had been entered."""

    kind: str
    happened_at: datetime
    entered_at: datetime
    by: str
    detail: str
    text: str
    day_only: bool


@dataclass(frozen=True)
class PastStay:
    """Where the child lived, as far as it had been entered."""

    unit: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class PastCircumstance:
    """A special circumstance of the child, as far as it had been entered."""

    group_code: str
    status: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class PastHelp:
    """Help that had been entered."""

    kind: str
    given_on: date


@dataclass(frozen=True)
class PastCase:
    """A case as it stood: `gaps` says what cannot be shown as of then, each a word of GAPS.

    `values` are the child's columns; `kept_since` the moment since when their changes are kept.
    """

    code: str
    unit: str
    moment: datetime
    entered_at: datetime
    state: str
    level: str
    officer: str
    opened_at: datetime
    closed_at: datetime | None
    entry: Entry
    child_code: str
    child_name: str
    child: Stood
    flags: list[tuple[str, str]]
    proposals: list[ProposalView]
    reports: list[PastReport]
    suspects: list[PastSuspect]
    referrals: list[PastReferral]
    files: list[PastFile]
    circumstances: list[PastCircumstance]
    help: list[PastHelp]
    stays: list[PastStay]
    events: list[PastEvent]
    papers: PastPapers
    around: PastPeople
    gaps: list[str]
    kept_since: datetime | None


def case_as_of(actor: Actor, code: str, moment: datetime, *, now: datetime) -> PastCase:
    """Return a case as it stood at a moment, to whoever may read it now; the look is logged.

    RuleBroken, at `moment`, for one that lies ahead or before the case was entered.
    """
    if moment > now:
        raise RuleBroken("The moment cannot lie in the future", field="moment")
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, as_of=moment.isoformat())
        if moment < case.entered_at:
            raise RuleBroken(
                "The case was entered later: choose a moment after %(moment)s",
                field="moment",
                params={"moment": f"{case.entered_at.astimezone(moment.tzinfo):%d/%m/%Y %H:%M}"},
            )
        return _past(door, case, moment)


def _past(door: desk.Door, case: Case, moment: datetime) -> PastCase:
    child = door.session.get_one(Child, case.child_id)
    stood, own = case_stood(door, case, moment), child_stood(door, child, moment)
    events = _events(door, case, child, moment)
    reports, suspects, referrals, files = parts_of(door, case, child, moment)
    one = sorted(records_then(door, child, moment))
    around = people_as_of(door, child, one, moment)
    known = Known({each.code for each in reports}, events, one)
    papers = papers_as_of(door, case, moment, known)
    kept = (stood.whole, own.whole, around.whole, papers.whole)
    return PastCase(
        code=case.code,
        unit=areas.label(unit_of_case_at(door, case, moment)),
        moment=moment,
        entered_at=case.entered_at,
        state=stood.values["state"],
        level=stood.values["level"],
        officer=name_of(door, stood.values["officer_id"]),
        opened_at=stood.values["opened_at"],
        closed_at=stood.values["closed_at"],
        entry=entry_of(case),
        child_code=child.code,
        child_name=_name(door, child, own),
        child=own,
        flags=_flags(door, case, own, moment),
        proposals=proposals_as_of(door, case, moment),
        reports=reports,
        suspects=suspects,
        referrals=referrals,
        files=files,
        circumstances=_circumstances(door, one, moment),
        help=[PastHelp(row.kind, row.given_on) for row in _of_child(door, Assistance, one, moment)],
        stays=_stays(door, child, one, moment),
        events=events,
        papers=papers,
        around=around,
        gaps=[gap for gap, whole in zip(GAPS, kept, strict=True) if not whole],
        kept_since=own.kept_since or stood.kept_since,
    )


def _name(door: desk.Door, child: Child, stood: Stood) -> str:
    """Return the name of then; one that is hidden now is shown to nobody else for being old."""
    hidden = child.hidden_name is not None
    return name_shown(door, child) if hidden else str(stood.values["full_name"])


def _events(door: desk.Door, case: Case, child: Child, moment: datetime) -> list[PastEvent]:
    rows = door.session.scalars(
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id)
        .order_by(CaseEvent.happened_at.desc(), CaseEvent.id.desc())
    )
    return [
        PastEvent(
            row.kind,
            row.happened_at,
            row.entered_at,
            decider_name(door, row.entered_by, row.naming_id),
            row.detail,
            door.unseal(child.key_id, "case_events.text", row.id, row.text),
            is_paper_day(case, row.happened_at),
        )
        for row in entered_by_then(rows, moment)
    ]


def _flags(door: desk.Door, case: Case, stood: Stood, moment: datetime) -> list[tuple[str, str]]:
    """Return list and code of each flag that stood."""
    rows = door.session.scalars(select(CaseFlag).where(CaseFlag.case_id == case.id))
    was = stood.values
    raised = birthday_flag(was["date_of_birth"], was["birth_precision"], local_day(moment))
    first = [("raised_flags", raised)] if raised else []
    return first + [("case_flags", row.flag) for row in entered_by_then(rows, moment, "lifted_at")]


def _circumstances(door: desk.Door, one: list[int], moment: datetime) -> list[PastCircumstance]:
    return [
        PastCircumstance(row.group_code, row.status, row.valid_from, row.valid_until)
        for row in _of_child(door, Circumstance, one, moment)
    ]


def _of_child(door: desk.Door, model: type[T], one: list[int], moment: datetime) -> list[T]:
    """Return the rows of the records that were one child then, as far as they had been entered."""
    rows = door.session.scalars(select(model).where(model.child_id.in_(one)).order_by(model.id))
    return entered_by_then(rows, moment)


def _stays(
    door: desk.Door, child: Child, then: Collection[int], moment: datetime
) -> list[PastStay]:
    """Return the stays entered by then; one ended by a stay that came later was open still.

    That may stand on another record, which is one child with this one only since.
    """
    ever = records_then(door, child)
    asked = select(Residence).where(Residence.child_id.in_(sorted(ever)))
    rows = list(door.session.scalars(asked.order_by(Residence.valid_from.desc())))
    later = {row.valid_from for row in rows if row.entered_at > moment}
    return [
        PastStay(
            areas.label_then_and_now(row.unit_id),
            row.valid_from,
            None if row.valid_until in later else row.valid_until,
        )
        for row in entered_by_then(rows, moment)
        if row.child_id in then
    ]

"""Lists of proposals: whose word is awaited, the supervisor's 90 days, what was a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Select, func, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.case_reading import CaseView, view_case
from caseapp.casework.proposal_views import ProposalView, view_proposal
from caseapp.casework.proposals import mistake_of
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role, may
from caseapp.rules.outcomes import Missing
from caseapp.rules.proposal_states import LISTED_FOR
from caseapp.rules.values import local_day

MOST: Final = 200
"""So many lines the supervisor's list shows."""


@dataclass(frozen=True)
class ToDecide:
    """A report or case about which something is proposed."""

    about: Literal["report", "case"]
    code: str
    name: str
    unit: str
    proposed_at: datetime


@dataclass(frozen=True)
class Listed:
    """A line of the supervisor's list: no word of why, which stands on the page itself.

    `removed` is what was taken for a mistake and is: its own page opens no more.
    """

    about: Literal["report", "case"]
    kind: str
    state: str
    code: str
    unit: str
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    removed: bool


@dataclass(frozen=True)
class Removed:
    """What was taken for a mistake, as it lies there: a report or a case, never both."""

    listed: Listed
    proposal: ProposalView
    report: ReportView | None
    case: CaseView | None


def list_to_decide(actor: Actor, *, now: datetime) -> list[ToDecide]:
    """Return what waits for this person's word, the oldest first: never what they proposed."""
    day = local_day(now)
    found: list[ToDecide] = []
    if may(actor, Act.REPORT_END, day):
        name = func.coalesce(Child.full_name, Report.child_name)
        asked = (
            select(Report.code, name.label("name"), Proposal.area_id, Proposal.entered_at)
            .join(Report, Report.id == Proposal.report_id)
            .outerjoin(Child, Child.id == Report.child_id)
            .where(Report.deleted_at.is_(None))
        )
        found += _to_decide(actor, Act.REPORT_LIST, "report", asked, now)
    if may(actor, Act.CASE_CLOSE, day):
        asked = (
            select(Case.code, Child.full_name.label("name"), Proposal.area_id, Proposal.entered_at)
            .join(Case, Case.id == Proposal.case_id)
            .join(Child, Child.id == Case.child_id)
            .where(Case.deleted_at.is_(None))
        )
        found += _to_decide(actor, Act.CASE_LIST, "case", asked, now)
    return found


def _to_decide(
    actor: Actor, act: Act, kind: Literal["report", "case"], asked: Select[Any], now: datetime
) -> list[ToDecide]:
    roles = sorted(actor.roles(local_day(now)) & {Role.CHAIR, Role.SUPERVISOR})
    asked = asked.where(
        Proposal.state == "proposed",
        Proposal.decides.in_(roles),
        or_(Proposal.entered_by.is_(None), Proposal.entered_by != actor.user_id),
    ).order_by(Proposal.entered_at)
    with desk.reading(actor, act, now=now) as door:
        rows = door.session.execute(asked).all()
        door.log(f"proposals:{kind}", None, rows=len(rows))
    lines = {
        row.code: ToDecide(kind, row.code, row.name, areas.label(row.area_id), row.entered_at)
        for row in reversed(rows)
    }
    return sorted(lines.values(), key=lambda line: line.proposed_at)


def list_proposals(actor: Actor, *, now: datetime) -> list[Listed]:
    """Return what was proposed or decided in the last 90 days in the supervised units."""
    since = now - LISTED_FOR
    recent = or_(Proposal.entered_at >= since, Proposal.decided_at >= since)
    return _listed(actor, recent, now)


def list_mistakes(actor: Actor, *, now: datetime) -> list[Listed]:
    """Return what lies out of all lists because it was entered by mistake, however long ago."""
    mistake = (Proposal.kind == "mistake") & (Proposal.state == "agreed")
    return _listed(actor, mistake, now)


def _listed(actor: Actor, which: Any, now: datetime) -> list[Listed]:  # noqa: ANN401 - a condition
    asked = (
        select(Proposal, Report, Case)
        .outerjoin(Report, Report.id == Proposal.report_id)
        .outerjoin(Case, Case.id == Proposal.case_id)
        .where(which, or_(Report.id.is_not(None), Case.id.is_not(None)))
        .order_by(Proposal.entered_at.desc(), Proposal.id.desc())
        .limit(MOST)
    )
    with desk.reading(actor, Act.PROPOSAL_REVIEW, now=now) as door:
        rows = door.session.execute(asked).all()
        door.log("proposals:list", None, rows=len(rows))
        return [_line(door, row.Proposal, row.Report or row.Case) for row in rows]


def _line(door: desk.Door, row: Proposal, subject: Report | Case) -> Listed:
    return Listed(
        about="report" if isinstance(subject, Report) else "case",
        kind=row.kind,
        state=row.state,
        code=subject.code,
        unit=areas.label(row.area_id),
        proposed_at=row.entered_at,
        proposed_by=name_of(door, row.entered_by),
        decided_at=row.decided_at,
        decided_by=name_of(door, row.decided_by),
        removed=subject.deleted_at is not None,
    )


def read_mistake(actor: Actor, code: str, *, now: datetime) -> Removed:
    """Return what was taken for a mistake, which nobody but the supervisor reads any more."""
    with desk.reading(actor, Act.PROPOSAL_REVIEW, now=now) as door:
        subject, row = mistake_of(door, code)
        if row.state != "agreed":
            raise Missing(f"proposals:{code}")
        listed = _line(door, row, subject)
        door.log(f"{listed.about}:{subject.id}", subject.area_id, mistake=True)
        return Removed(
            listed=listed,
            proposal=view_proposal(door, row, subject),
            report=view_report(door, subject) if isinstance(subject, Report) else None,
            case=view_case(door, subject) if isinstance(subject, Case) else None,
        )

"""What hung on a case at a past moment: its reports, suspects, referrals and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.as_of_reports import KnownRows, PastReport, report_as_of
from caseapp.casework.proposal_views import ProposalView
from caseapp.casework.proposal_views import views_of as proposal_views
from caseapp.casework.report_reading import OF_REPORT
from caseapp.casework.suspect_rows import first_named
from caseapp.records.agencies import Agency, Service
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.reports import Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, may
from caseapp.rules.proposal_states import PROPOSALS
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class PastSuspect:
    """A suspect as they were known."""

    name: str
    relation: str
    access: str
    no_access_since: date | None
    note: str


@dataclass(frozen=True)
class PastReferral:
    """A referral with the state to which it had come."""

    code: str
    agency: str
    service: str
    state: str
    since: datetime


@dataclass(frozen=True)
class PastFile:
    """A document that had been attached and not withdrawn."""

    code: str
    description: str
    entered_at: datetime


Parts = tuple[list[PastReport], list[PastSuspect], list[PastReferral], list[PastFile]]


def parts_of(door: desk.Door, case: Case, child: Child, moment: datetime) -> Parts:
    """Return the reports, suspects, referrals and documents of a case as they stood."""
    reports = _joined(door, case, moment)
    numbers = [report.id for report in reports]
    door.fetch(*((column, numbers) for column in OF_REPORT))
    known = KnownRows(door, reports, moment)
    first = [
        PastSuspect(each.details.name, each.details.relation, each.details.access, None, "")
        for each in first_named(door, reports)
    ]
    return (
        [report_as_of(door, each, known) for each in reports],
        first + [_suspect(door, child, row) for row in known.all(SuspectEntry.report_id)],
        _referrals(door, case, moment),
        _files(door, case, child, reports, moment),
    )


def proposals_as_of(door: desk.Door, case: Case, moment: datetime) -> list[ProposalView]:
    """Return what had been proposed about a case, with what had become of it by then."""
    seen = [each for each in proposal_views(door, case) if each.proposed_at <= moment]
    return [_as_proposed(each, moment) for each in seen]


def _as_proposed(view: ProposalView, moment: datetime) -> ProposalView:
    if view.taken_back_at is not None and view.taken_back_at > moment:
        view = replace(view, state="agreed", taken_back_at=None, taken_back_by="")
    if view.decided_at is not None and view.decided_at > moment:
        waits = PROPOSALS.initial
        return replace(view, state=waits, decided_at=None, decided_by="", decision="")
    return view


def _joined(door: desk.Door, case: Case, moment: datetime) -> list[Report]:
    """Return the reports that stood in the case: each joined it by a line of the timeline."""
    lines = select(CaseEvent.detail, CaseEvent.entered_at).where(
        CaseEvent.case_id == case.id, CaseEvent.kind.in_(("opened", "joined"))
    )
    joined = {row.detail: row.entered_at for row in door.session.execute(lines)}
    rows = door.session.scalars(
        select(Report).where(Report.case_id == case.id).order_by(Report.received_at)
    )
    return [
        row
        for row in rows
        if joined.get(row.code, row.entered_at) <= moment
        and (row.deleted_at is None or row.deleted_at > moment)
    ]


def _suspect(door: desk.Door, child: Child, row: SuspectEntry) -> PastSuspect:
    return PastSuspect(
        door.unseal(child.key_id, "suspects.name", row.id, row.name),
        row.relation,
        row.access,
        row.no_access_since,
        door.unseal(child.key_id, "suspects.note", row.id, row.note),
    )


def _referrals(door: desk.Door, case: Case, moment: datetime) -> list[PastReferral]:
    moves = (
        select(ReferralMove.referral_id, ReferralMove.state, ReferralMove.entered_at)
        .join(Referral, Referral.id == ReferralMove.referral_id)
        .where(Referral.case_id == case.id, ReferralMove.entered_at <= moment)
        .order_by(ReferralMove.id)
    )
    last = {row.referral_id: (row.state, row.entered_at) for row in door.session.execute(moves)}
    rows = door.session.execute(
        select(Referral, Agency.name, Service.name.label("service"))
        .join(Agency, Agency.id == Referral.agency_id)
        .join(Service, Service.id == Referral.service_id)
        .where(Referral.case_id == case.id, Referral.entered_at <= moment)
        .order_by(Referral.id)
    )
    return [
        PastReferral(
            row.Referral.code,
            row.name,
            row.service,
            *last.get(row.Referral.id, ("draft", row.Referral.entered_at)),
        )
        for row in rows
    ]


def _files(
    door: desk.Door, case: Case, child: Child, reports: Sequence[Report], moment: datetime
) -> list[PastFile]:
    if not may(door.actor, Act.FILE_READ, local_day(door.now), case.area_id):
        return []
    numbers = [report.id for report in reports]
    rows = door.session.scalars(
        select(StoredFile)
        .where(
            or_(StoredFile.case_id == case.id, StoredFile.report_id.in_(numbers)),
            StoredFile.entered_at <= moment,
            or_(StoredFile.withdrawn_at.is_(None), StoredFile.withdrawn_at > moment),
        )
        .order_by(StoredFile.id)
    )
    return [
        PastFile(
            row.code,
            door.unseal(child.key_id, "files.description", row.id, row.description),
            row.entered_at,
        )
        for row in rows
    ]

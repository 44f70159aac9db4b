"""Reading cases: the list of a ward, one case with its child, reports, referrals, timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assessment_reading import AssessmentView, assessments_of
from caseapp.casework.care_brief import CareBrief, brief_of_care
from caseapp.casework.case_brief import PlanBrief, brief_of_plans
from caseapp.casework.case_clocks import ClockView
from caseapp.casework.case_clocks import views_of as clock_views
from caseapp.casework.case_head import Entry, entry_of, is_paper_day
from caseapp.casework.case_timeline import (
    EventView,
    events_of_help,
    events_of_referrals,
    events_of_reports,
    newest_first,
)
from caseapp.casework.child_people import Uncalled, uncalled
from caseapp.casework.child_people import rows_of as people_of
from caseapp.casework.child_reading import ChildView, view_child
from caseapp.casework.file_reading import FileView, view_file
from caseapp.casework.flags import FlagView, flags_of
from caseapp.casework.kept_waiting import WaitingPaper, waiting_of
from caseapp.casework.measures_reading import KINDS as OF_MEASURES
from caseapp.casework.measures_reading import Measures, view_measures
from caseapp.casework.one_child import root_of
from caseapp.casework.papers import opened
from caseapp.casework.proposal_views import ProposalView, views_of
from caseapp.casework.referral_reading import ReferralView, view_referral
from caseapp.casework.report_reading import OF_REPORT, ToldReport, tell_report
from caseapp.casework.review_rounds import NewRound, round_of
from caseapp.casework.staff import decider_name, name_of
from caseapp.casework.suspect_rows import SuspectView, suspects_of
from caseapp.casework.transfer_views import TransferView, last_transfer
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.consents import ReferralHold
from caseapp.records.files import StoredFile
from caseapp.records.flags import CaseFlag
from caseapp.records.kept_papers import KeptPaper
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.records.people import ChildPerson
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.case_states import CASES
from caseapp.rules.units import OUTSIDE_ID
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class CaseView:
    """A case as its reader may see it."""

    code: str
    version: int
    unit: str
    unit_id: int
    state: str
    level: str
    officer: str
    opened_at: datetime
    closed_at: datetime | None
    child: ChildView
    reports: list[ToldReport]
    referrals: list[ReferralView]
    events: list[EventView]
    moves: tuple[str, ...]
    proposals: list[ProposalView]
    assessments: list[AssessmentView]
    clocks: list[ClockView]
    files: list[FileView] | None
    entry: Entry
    flags: list[FlagView]
    suspects: list[SuspectView]
    uncalled: list[Uncalled]
    measures: Measures
    plan: PlanBrief
    care: CareBrief
    round: NewRound | None
    transfer: TransferView | None
    outside: bool
    unsigned: list[WaitingPaper]
    """Papers of its decisions, and of its reports, that wait for the signature."""


def read_case(actor: Actor, code: str, *, now: datetime, act: Act = Act.CASE_READ) -> CaseView:
    """Return a case with all that hangs on it, as far as the reader may see it."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id)
        return view_case(door, case)


_OF_CASE: Final = (
    CaseClock.case_id,
    CaseEvent.case_id,
    CaseFlag.case_id,
    KeptPaper.case_id,
    Paper.case_id,
    PaperText.case_id,
    PlanActivity.case_id,
    Proposal.case_id,
    Referral.case_id,
    Report.case_id,
    StoredFile.case_id,
    Transfer.case_id,
)
_OF_CHILD: Final = (
    Assistance.child_id,
    Case.child_id,
    ChildPerson.child_id,
    ChildUnit.child_id,
    Circumstance.child_id,
    Residence.child_id,
)
"""By these columns hangs on a case and on its child whatever the case's page tells."""


def _fetch(door: desk.Door, case: Case) -> Child:
    """Read all that hangs on a case, its child, reports and referrals: three statements in all.

    Return the record that the child counts as; where others were merged with it, one more is sent.
    """
    of_case = [(column, [case.id]) for column in _OF_CASE]
    of_child = [(column, [case.child_id]) for column in _OF_CHILD]
    door.fetch(*of_case, *of_child, (Child.id, [case.child_id]))
    root = root_of(door, door.session.get_one(Child, case.child_id))
    reports = [row.id for row in door.rows(Report.case_id, case.id)]
    referrals = [row.id for row in door.rows(Referral.case_id, case.id)]
    columns = (*OF_REPORT, KeptPaper.report_id, Paper.report_id, PaperText.report_id)
    of_reports = [(column, reports) for column in columns]
    of_referrals = [
        (column, referrals) for column in (ReferralHold.referral_id, ReferralMove.referral_id)
    ]
    of_root = [(column, {root.id} - {case.child_id}) for column in _OF_CHILD]
    door.fetch(*of_reports, *of_referrals, *of_root, (Child.merged_into_id, [root.id]))
    merged = [row.id for row in door.rows(Child.merged_into_id, root.id) if row.id != case.child_id]
    door.fetch(*((column, merged) for column in _OF_CHILD))
    activities = [row.activity_id for row in door.at_hand(Assistance) if row.activity_id]
    known = {row.id for row in door.at_hand(PlanActivity)}
    door.fetch_names(case, root, beside=(PlanActivity.id, set(activities) - known))
    return root


def view_case(door: desk.Door, case: Case) -> CaseView:
    """Gather what the reader may see of a case, inside an open door."""
    root = _fetch(door, case)
    child = door.session.get_one(Child, case.child_id)
    found = [row for row in door.rows(Report.case_id, case.id) if row.deleted_at is None]
    found.sort(key=attrgetter("received_at"))
    child_view = view_child(door, root, alone=True)
    assessments, reports = assessments_of(door, case), [tell_report(door, one) for one in found]
    referrals = [view_referral(door, row) for row in door.rows(Referral.case_id, case.id)[::-1]]
    return CaseView(
        code=case.code,
        version=case.version,
        unit=areas.label(case.area_id),
        unit_id=case.area_id,
        state=case.state,
        level=case.level,
        officer=name_of(door, case.officer_id),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        child=child_view,
        reports=reports,
        referrals=referrals,
        events=_timeline(case, child_view, reports, referrals, _events(door, case, child)),
        moves=tuple(move.name for move in CASES.moves_from(case.state)),
        proposals=views_of(door, case),
        assessments=assessments,
        clocks=clock_views(door.rows(CaseClock.case_id, case.id), door.now),
        files=_files(door, case, found),
        entry=entry_of(case),
        flags=flags_of(door, case, child),
        suspects=suspects_of(door, found),
        uncalled=uncalled(people_of(door, root)),
        measures=_measures(door, case),
        plan=_plan(door, case),
        care=brief_of_care(door.rows(Paper.case_id, case.id)),
        round=round_of(case, assessments, door.rows(Paper.case_id, case.id)),
        transfer=last_transfer(door, case),
        outside=_outside(door, root),
        unsigned=_unsigned(door, case, found),
    )


def _unsigned(door: desk.Door, case: Case, reports: list[Report]) -> list[WaitingPaper]:
    of_reports = [row for each in reports for row in door.rows(KeptPaper.report_id, each.id)]
    return waiting_of([*door.rows(KeptPaper.case_id, case.id), *of_reports])


def _outside(door: desk.Door, child: Child) -> bool:
    """Tell whether the child lives outside the city, by the stay that began last."""
    today = local_day(door.now)
    stays = door.rows(Residence.child_id, child.id)
    begun = [(stay.valid_from, stay.id, stay.unit_id) for stay in stays if stay.valid_from <= today]
    return bool(begun) and max(begun)[2] == OUTSIDE_ID


def _plan(door: desk.Door, case: Case) -> PlanBrief:
    columns = (Paper.case_id, PlanActivity.case_id, CaseEvent.case_id)
    papers, activities, events = (door.rows(column, case.id) for column in columns)
    return brief_of_plans(door, case, papers, activities, events)


def _measures(door: desk.Door, case: Case) -> Measures:
    """Return separations and placements, of whose texts those that name a place stay closed."""
    papers = [row for row in door.rows(Paper.case_id, case.id) if row.kind in OF_MEASURES]
    texts = door.rows(PaperText.case_id, case.id)
    return view_measures(door, case, papers, opened(door, papers, texts))


def _files(door: desk.Door, case: Case, reports: list[Report]) -> list[FileView] | None:
    """Return the documents of a case and its reports, None for who may not read any."""
    if not may(door.actor, Act.FILE_READ, local_day(door.now), case.area_id):
        return None
    owners: list[Case | Report] = [case, *reports]
    rows = [
        (row, owner)
        for owner in owners
        for row in door.rows(
            StoredFile.case_id if isinstance(owner, Case) else StoredFile.report_id, owner.id
        )
    ]
    rows.sort(key=lambda pair: pair[0].id)
    return [view_file(door, row, owner) for row, owner in rows]


def _events(door: desk.Door, case: Case, child: Child) -> list[EventView]:
    """Return what was done in the case itself.

    Decisions and steps of referrals leave a line here too; they are told from their own rows,
    which know who decided and what was answered, also of the time before the case.
    """
    rows = [
        row
        for row in door.rows(CaseEvent.case_id, case.id)
        if row.kind != "measure" and not row.kind.startswith("referral_")
    ]
    return [
        EventView(
            row.kind,
            row.happened_at,
            row.entered_at,
            decider_name(door, row.entered_by, row.naming_id),
            row.detail,
            door.unseal(child.key_id, "case_events.text", row.id, row.text),
            day_only=is_paper_day(case, row.happened_at),
        )
        for row in rows
    ]


def _timeline(
    case: Case,
    child: ChildView,
    reports: list[ToldReport],
    referrals: list[ReferralView],
    steps: list[EventView],
) -> list[EventView]:
    """Return all that happened in the case, and the help given between its first and last day."""
    began = min([case.opened_at, *(report.received_at for report in reports)])
    ended = local_day(case.closed_at) if case.closed_at else None
    return newest_first(
        [
            *events_of_reports(reports),
            *steps,
            *events_of_referrals(reversed(referrals)),
            *events_of_help(reversed(child.assistance), local_day(began), ended),
        ]
    )

"""What a file has of a dossier's papers, and binding them: an act of printing, so it is logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.casework.care import KIND as KIND_OF_CARE
from caseapp.casework.case_reading import CaseView, view_case
from caseapp.casework.deciding_rows import decision_of
from caseapp.casework.file_reading import FileView
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.kept_opening import source_of
from caseapp.casework.papers import papers_of
from caseapp.casework.plan_reading import CasePlans, view_plans
from caseapp.casework.printed import Printed, begin
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.copies import Copy
from caseapp.rules.dossiers import (
    CARE,
    CLOSING,
    MINUTES,
    ORDER,
    PLAN,
    PROCEDURES,
    REPORT,
    SEPARATION,
    Pick,
    Procedure,
    check_files,
    check_picks,
    check_reason,
    copy_for,
)
from caseapp.rules.kept_papers import ANY_ORDER
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Held:
    """A paper that the file has: which, of what day, and whether nobody has signed or decided."""

    pick: Pick
    day: date
    draft: bool = False


@dataclass(frozen=True)
class Survey:
    """What may be bound of a case: its papers in the order of the dossier, and its documents.

    sees    whether its reader may see the place, and so bind the file's own copy of decisions
    barred  kinds of papers that the file has and that its reader may not print
    """

    code: str
    unit_id: int
    child: str
    procedure: Procedure
    papers: tuple[Held, ...]
    files: tuple[FileView, ...]
    sees: bool
    barred: frozenset[str] = frozenset()

    @property
    def proposed(self) -> list[str]:
        """The keys of the newest paper of each kind."""
        newest = {each.pick.paper: each.pick.key for each in self.papers}
        return list(newest.values())


@dataclass(frozen=True)
class Binding:
    """A dossier to be drawn: the papers and documents that were ticked, and which print it is.

    copy   that of each decision in it
    kept   what the decisions that were put before a signer were drawn from, as HTML
    """

    survey: Survey
    copy: Copy
    picks: tuple[Pick, ...]
    files: tuple[FileView, ...]
    kept: Mapping[Pick, str]
    printed: Printed


def survey(actor: Actor, code: str, procedure: str, *, now: datetime) -> Survey:
    """Return what the file has of a procedure's papers; Missing for a procedure that is none."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, dossier=procedure[:20])
        return _survey(door, case, procedure)


def bind(
    actor: Actor,
    code: str,
    procedure: str,
    *,
    papers: Sequence[str],
    files: Sequence[str],
    reason: str,
    now: datetime,
) -> Binding:
    """Return what is bound into one print, each by its key or code; logged as a print.

    RuleBroken where no paper is ticked, or one that the file does not have, and for a purpose for
    which no dossier is bound.
    """
    check_reason(reason)
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        found = _survey(door, case, procedure)
        check_picks(papers, [each.pick.key for each in found.papers])
        check_files(files, [file.code for file in found.files])
        copy = copy_for(reason, sees_place=found.sees)
        held = [each for each in found.papers if each.pick.key in papers]
        printed = begin(
            door,
            f"case:{case.id}",
            case.area_id,
            reason=reason,
            dossier=procedure,
            papers=len(set(papers)),
            copy=copy,
        )
        return Binding(
            survey=found,
            copy=copy,
            picks=tuple(each.pick for each in held),
            files=tuple(file for file in found.files if file.code in files),
            kept=_kept(door, held, copy),
            printed=printed,
        )


_DECISIONS: Final = {PLAN: "plan", SEPARATION: "separation", ORDER: ANY_ORDER}


def _kept(door: desk.Door, held: Iterable[Held], copy: Copy) -> dict[Pick, str]:
    """Return what was put before a signer: later edits of the record do not reach it."""
    found = {}
    for each in held:
        if each.pick.paper in _DECISIONS and not each.draft:
            kind = _DECISIONS[each.pick.paper]
            row = decision_of(door, kind, each.pick.code, each.pick.number).row
            source = source_of(door, row, copy)
            if source is not None:
                found[each.pick] = source
    return found


def _survey(door: desk.Door, case: Case, name: str) -> Survey:
    if name not in PROCEDURES:
        raise Missing(f"dossiers:{case.code}")
    procedure = PROCEDURES[name]
    view, plans = view_case(door, case), view_plans(door, case)
    today = local_day(door.now)
    reports = list(_reports(view))
    may_report = may(door.actor, Act.REPORT_PRINT, today, case.area_id)
    held = [
        *(reports if may_report else ()),
        *_assessments(view),
        *_planned(plans),
        *_measures(view),
        *_cared(door, case),
        *_closing(view, today),
    ]
    order = procedure.papers
    papers = [each for each in held if each.pick.paper in order]
    papers.sort(key=lambda each: order.index(each.pick.paper))
    sees = may(door.actor, Act.PLACE_SEE, today, case.area_id)
    return Survey(
        code=case.code,
        unit_id=case.area_id,
        child=name_shown(door, door.session.get_one(Child, case.child_id)),
        procedure=procedure,
        papers=tuple(papers),
        files=tuple(
            file for file in view.files or () if file.withdrawn_at is None and not file.erased
        ),
        sees=sees,
        barred=frozenset({REPORT} if reports and not may_report else ()),
    )


def _reports(view: CaseView) -> Iterator[Held]:
    for report in view.reports:
        if report.answers_version:
            yield Held(Pick(REPORT, report.code), local_day(report.received_at))


def _assessments(view: CaseView) -> Iterator[Held]:
    for each in view.assessments:
        pick = Pick(FORM_OF[each.kind], each.subject, each.number)
        yield Held(pick, local_day(each.happened_at), each.is_draft)


_APPROVED: Final = frozenset({"approved", "replaced"})
_ORDERED: Final = frozenset({"decided", "sent", "answered"})
"""States of a plan and of what follows a separation in which a decision was made so."""


def _planned(plans: CasePlans) -> Iterator[Held]:
    for minutes in plans.minutes:
        yield Held(Pick(MINUTES, plans.code, minutes.number), local_day(minutes.met_at))
    for plan in plans.plans:
        if plan.state != "withdrawn":
            made = plan.decided_at if plan.state in _APPROVED else None
            day = local_day(made or plan.submitted_at or plan.written_at)
            yield Held(Pick(PLAN, plans.code, plan.number), day, made is None)


def _measures(view: CaseView) -> Iterator[Held]:
    parted = [each for each in reversed(view.measures.separations) if each.state != "withdrawn"]
    for each in parted:
        made = each.decided_at if each.was_decided else None
        day = local_day(made) if made else each.first_day
        yield Held(Pick(SEPARATION, view.code, each.number), day, made is None)
    orders = [order for each in parted for order in each.orders if order.state != "withdrawn"]
    for order in sorted(orders, key=lambda each: each.number):
        moment = order.decided_at or order.submitted_at
        if moment is not None:
            draft = order.state not in _ORDERED
            yield Held(Pick(ORDER, view.code, order.number), local_day(moment), draft)


def _cared(door: desk.Door, case: Case) -> Iterator[Held]:
    for number, row in enumerate(papers_of(door, case, KIND_OF_CARE), start=1):
        if row.state != "withdrawn":
            draft = row.state not in _GIVEN
            yield Held(Pick(CARE, case.code, number), local_day(row.happened_at), draft)


_GIVEN: Final = frozenset({"decided", "in_care", "ended"})
"""States of alternative care in which the chair decided on it so."""


def _closing(view: CaseView, today: date) -> Iterator[Held]:
    """Yield the decision that closes a case, or its draft once closing is proposed."""
    if view.state != "open":
        day = local_day(view.closed_at) if view.closed_at else today
        yield Held(Pick(CLOSING, view.code), day, view.state != "closed")

"""What would take a report or a case out of sight: proposed with a reason, decided by another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.forwarding_views import insist_on_holding
from caseapp.casework.notices import Subject, settle, tell, tell_officers
from caseapp.casework.proposing import about, add_proposal, decide, lapse, numbered
from caseapp.casework.screening import give_back
from caseapp.casework.transfer_views import insist_on_staying
from caseapp.records import marks
from caseapp.records.cases import Case, Deadline
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.proposal_states import PROPOSALS
from caseapp.rules.report_states import REPORTS
from caseapp.rules.values import RuleBroken


def propose_no_case(actor: Actor, code: str, *, reason: str, now: datetime, post: str = "") -> None:
    """Propose to end a report without a case (Decree 56/2017, Art. 26.2).

    RuleBroken without a reason, when the report stands in a case, or while it is passed on.
    """
    if not reason.strip():
        raise RuleBroken("Say why no case is opened", field="reason")
    with desk.writing(actor, Act.REPORT_PROPOSE, now=now, post=post) as door:
        report = door.find(Report, code=code, deleted_at=None)
        REPORTS.next_state(report.state, "end")
        insist_on_holding(door, report)
        row = add_proposal(door, report, "no_case", reason)
        door.log(f"report:{report.id}", report.area_id, proposal=row.id, kind=row.kind)
        door.made = report.code


def propose_mistake(
    actor: Actor, code: str, *, of_case: bool, reason: str, now: datetime, post: str = ""
) -> None:
    """Propose that a report, or a case, was entered by mistake; until decided it stays."""
    if not reason.strip():
        raise RuleBroken("Say what was entered by mistake, and how you know", field="reason")
    act = Act.CASE_PROPOSE_CLOSING if of_case else Act.REPORT_PROPOSE
    model: type[Report | Case] = Case if of_case else Report
    with desk.writing(actor, act, now=now, post=post) as door:
        subject: Report | Case = door.find(model, code=code, deleted_at=None)
        if isinstance(subject, Report):
            insist_on_holding(door, subject)
        row = add_proposal(door, subject, "mistake", reason)
        kind = "case" if of_case else "report"
        door.log(f"{kind}:{subject.id}", subject.area_id, proposal=row.id, kind=row.kind)
        door.made = subject.code


def decide_on_report(
    actor: Actor, code: str, number: int, *, agree: bool, words: str, now: datetime, post: str = ""
) -> None:
    """Decide on what is proposed about a report; RuleBroken for who proposed it."""
    if not words.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")
    with desk.writing(actor, Act.REPORT_END, now=now, post=post) as door:
        report = door.find(Report, code=code, deleted_at=None)
        row = numbered(door, report, number)
        decide(door, row, report, agree=agree, words=words)
        if agree:
            _carry_out(door, row, report)
        settle(door, report.code)
        officer, at = row.entered_by, Subject(report.code, report.area_id)
        tell_officers(door, "proposal_decided", at, officer, cause=row.id)
        door.log(
            f"report:{report.id}", report.area_id, proposal=row.id, kind=row.kind, agreed=agree
        )
        door.made = report.code


def _carry_out(door: desk.Door, row: Proposal, report: Report) -> None:
    """Do with a report what was agreed on."""
    if row.kind == "no_case":
        _end(door, row, report)
    elif row.kind == "unfounded":
        incident = door.find(Incident, id=row.incident_id, report_id=report.id)
        incident.certainty = "unfounded"
    else:
        report.deleted_at = door.now
        lapse(door, report)


def _end(door: desk.Door, row: Proposal, report: Report) -> None:
    owed = select(Deadline.id).where(Deadline.report_id == report.id, Deadline.stopped_at.is_(None))
    if door.session.scalars(owed).first() is not None:
        raise RuleBroken("Decide on emergency measures first: that decision is still owed")
    report.state = REPORTS.next_state(report.state, "end")
    report.ended_at, report.ended_by = door.now, door.actor.user_id
    report.ended_naming_id = row.naming_id
    key_id = door.key_of(report)
    words = door.unseal(key_id, "proposals.reason", row.id, row.reason)
    report.ending = door.seal(key_id, "reports.ending", report.id, words)


def decide_on_case(
    actor: Actor, code: str, number: int, *, agree: bool, words: str, now: datetime, post: str = ""
) -> None:
    """Decide whether a case was entered by mistake; its reports are then open again.

    Where a case was opened for the wrong child its reports must not vanish with it: each goes back
    to the officer, under a key of its own.
    """
    if not words.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")
    with desk.writing(actor, Act.CASE_CLOSE, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number)
        if row.kind != "mistake":
            raise Missing(f"proposals:{case.code},{number}")
        decide(door, row, case, agree=agree, words=words)
        if agree:
            insist_on_staying(door, case)
            case.deleted_at = now
            lapse(door, case)
            give_back(door, case)
        settle(door, case.code)
        if not agree:
            at = Subject(case.code, case.area_id)
            tell_officers(door, "case_not_removed", at, row.entered_by, cause=row.id)
        door.log(f"case:{case.id}", case.area_id, proposal=row.id, kind=row.kind, agreed=agree)
        door.made = case.code


def take_back(actor: Actor, code: str, *, now: datetime) -> str:
    """Put back the report or case that was taken for a mistake, as it was; return its code.

    A report's clock runs on from its first receipt. The reports of a case stay where they are now.
    """
    with desk.writing(actor, Act.PROPOSAL_REVIEW, now=now) as door:
        subject, row = mistake_of(door, code)
        row.state = PROPOSALS.next_state(row.state, "take_back")
        row.taken_back_at, row.taken_back_by = now, actor.user_id
        subject.deleted_at = None
        at = Subject(subject.code, subject.area_id)
        kind = "report" if isinstance(subject, Report) else "case"
        tell_officers(door, f"{kind}_taken_back", at, row.entered_by, cause=row.id)
        if row.decided_by is not None:
            tell(door, f"{kind}_taken_back", at, to=row.decided_by, cause=row.id)
        door.log(f"{kind}:{subject.id}", subject.area_id, proposal=row.id, taken_back=True)
        return subject.code


def mistake_of(door: desk.Door, code: str) -> tuple[Report | Case, Proposal]:
    """Return a report or case with the last proposal by which it is a mistake, or was one.

    Missing when there is none, and when it is kept from this person.
    """
    model: type[Report | Case] = Report if code.startswith(marks.REPORT) else Case
    subject: Report | Case = door.find(model, code=code)
    agreed = select(Proposal).where(
        about(subject), Proposal.kind == "mistake", Proposal.state.in_(("agreed", "taken_back"))
    )
    row = door.session.scalars(agreed.order_by(Proposal.id.desc())).first()
    if row is None:
        raise Missing(f"proposals:{code}")
    return subject, row

"""Proposals inside an open door: made by one person, decided by another, lapsed when overtaken."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from caseapp import desk
from caseapp.casework.case_lines import key_of_case
from caseapp.casework.marked import kept_from
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.proposals import Proposal
from caseapp.records.reach import Rows
from caseapp.records.reports import Report
from caseapp.rules.access import Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.proposal_states import PROPOSALS, decider
from caseapp.rules.values import RuleBroken, local_day

CELLS = ("reason", "decision")
"""The cells of a proposal that are sealed under the key of what it is about."""

_TOLD = {"mistake": "case_proposed", "closing": "closing_proposed"}


def add_proposal(
    door: desk.Door,
    subject: Report | Case,
    kind: str,
    reason: str,
    *,
    incident: int | None = None,
    step: int | None = None,
) -> Proposal:
    """Propose something and tell who decides; RuleBroken while the same waits already.

    `step` is the line of a case's timeline that says why, and then no reason is kept here.
    """
    if any(row.incident_id == incident for row in open_ones(door, subject, kind)):
        raise RuleBroken("This is proposed already and waits for its decision")
    row = Proposal(
        kind=kind,
        report_id=subject.id if isinstance(subject, Report) else None,
        case_id=subject.id if isinstance(subject, Case) else None,
        incident_id=incident,
        area_id=subject.area_id,
        decides=_decider(door, subject),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    row.reason = seal(door, subject, row, "reason", reason)
    _tell_decider(door, subject, row, step or f"proposal {row.id}")
    return row


def _tell_decider(door: desk.Door, subject: Report | Case, row: Proposal, cause: str | int) -> None:
    told = "report_proposed" if isinstance(subject, Report) else _TOLD[row.kind]
    about = Subject(subject.code, subject.area_id)
    tell(door, told, about, to=Role(row.decides), cause=cause)


def pass_on(door: desk.Door, kept: Rows) -> None:
    """Give the supervisor what waits for a chair from whom these files are kept now."""
    cases = door.session.scalars(select(Case.id).where(Case.child_id.in_(sorted(kept.children))))
    about_them = or_(
        Proposal.report_id.in_(sorted(kept.reports)), Proposal.case_id.in_(cases.all())
    )
    waiting = select(Proposal).where(
        about_them, Proposal.state == "proposed", Proposal.decides == Role.CHAIR.value
    )
    for row in door.session.scalars(waiting).all():
        if row.case_id is not None:
            subject: Report | Case = door.session.get_one(Case, row.case_id)
        else:
            subject = door.session.get_one(Report, row.report_id)
        if whose_word(door, row, subject) == Role.SUPERVISOR:
            row.decides = Role.SUPERVISOR
            _tell_decider(door, subject, row, f"proposal {row.id}")


def _decider(door: desk.Door, subject: Report | Case) -> Role:
    """Return who decides on what this person proposes."""
    return decider(
        by_the_chair=Role.CHAIR in door.actor.roles_in(subject.area_id, local_day(door.now)),
        without_a_chair=_is_kept_from_the_chair(door, subject),
    )


def _is_kept_from_the_chair(door: desk.Door, subject: Report | Case) -> bool:
    """Tell whether the unit has a chair, and the file is kept from whoever that is."""
    file = door.session.get_one(Child, subject.child_id) if isinstance(subject, Case) else subject
    kept = kept_from(door, file)
    if not kept:  # asked first: nearly nothing is kept from anybody
        return False
    chairs = holders(door, Role.CHAIR, subject.area_id)
    return bool(chairs) and chairs <= kept


def decide(
    door: desk.Door, row: Proposal, subject: Report | Case, *, agree: bool, words: str = ""
) -> None:
    """Decide on a proposal; RuleBroken for who made it, and for whose word it is not."""
    proposer = row.entered_by
    if proposer is not None and proposer == door.actor.user_id:
        raise RuleBroken("Another person decides on what you proposed")
    if not _may_decide(door, row, subject):
        if whose_word(door, row, subject) == Role.SUPERVISOR:
            raise RuleBroken("The supervisor decides on this proposal")
        raise RuleBroken("The chair decides on this proposal")
    row.state = PROPOSALS.next_state(row.state, "agree" if agree else "refuse")
    row.decided_at, row.decided_by = door.now, door.actor.user_id
    row.naming_id = naming_used(door, row.area_id, door.now)
    row.decision = seal(door, subject, row, "decision", words)
    door.session.flush()


def _may_decide(door: desk.Door, row: Proposal, subject: Report | Case) -> bool:
    """Tell whether it is this person's word, by a role that holds in the unit."""
    if door.act in door.actor.operator_acts:
        return True
    return whose_word(door, row, subject) in door.actor.roles_in(row.area_id, local_day(door.now))


def whose_word(door: desk.Door, row: Proposal, subject: Report | Case) -> Role:
    """Return who decides, as things stand: a mark may have been set since it was proposed."""
    if row.state == "proposed" and _is_kept_from_the_chair(door, subject):
        return Role.SUPERVISOR
    return Role(row.decides)


def lapse(door: desk.Door, subject: Report | Case, *kinds: str) -> None:
    """End the proposals that something else has overtaken."""
    for row in open_ones(door, subject, *kinds):
        row.state = PROPOSALS.next_state(row.state, "lapse")
        row.decided_at = door.now


def open_ones(door: desk.Door, subject: Report | Case, *kinds: str) -> list[Proposal]:
    """Return the proposals about something that wait; of all kinds when none is named."""
    asked = select(Proposal).where(about(subject), Proposal.state == "proposed")
    if kinds:
        asked = asked.where(Proposal.kind.in_(kinds))
    return list(door.session.scalars(asked.order_by(Proposal.id)))


def numbered(door: desk.Door, subject: Report | Case, number: int) -> Proposal:
    """Return the proposal of that number about something, counted from 1; Missing beyond.

    The number of its row would tell how many others there are, of files that are kept as well.
    """
    rows = door.session.scalars(select(Proposal).where(about(subject)).order_by(Proposal.id)).all()
    if not 1 <= number <= len(rows):
        raise Missing(f"proposals:{subject.code},{number}")
    return rows[number - 1]


def about(subject: Report | Case) -> ColumnElement[bool]:
    """Return what tells the proposals about a report or a case."""
    if isinstance(subject, Report):
        return Proposal.report_id == subject.id
    return Proposal.case_id == subject.id


def key_of(door: desk.Door, subject: Report | Case) -> int:
    """Return the key under which a subject's proposals are sealed."""
    if isinstance(subject, Report):
        return door.key_of(subject)
    return key_of_case(door, subject)


def seal(
    door: desk.Door, subject: Report | Case, row: Proposal, cell: str, words: str
) -> bytes | None:
    """Seal the words of one of the cells."""
    return door.seal(key_of(door, subject), f"proposals.{cell}", row.id, words.strip())

"""An agency's inbox: the live referrals to it, what goes with each, and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.addenda import AddendumView, acknowledge, addenda_of, unacknowledged
from caseapp.casework.calendars import calendar_of
from caseapp.casework.disclosures import disclosure_of, values_of
from caseapp.casework.duty import entries_of_account
from caseapp.casework.marked import kept_from_any
from caseapp.casework.notices import Subject, holders, settle, tell, tell_officers
from caseapp.casework.referral_holds import held_among
from caseapp.casework.referrals import Answer, check_answer, take_step
from caseapp.casework.shared_values import Values
from caseapp.casework.staff import name_of
from caseapp.records import marks
from caseapp.records.agencies import Agency, Service
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.sharing import Shared, shared_with
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.answer_terms import WAITING, owed, to_note
from caseapp.rules.clocks import Standing
from caseapp.rules.notices import told_of_step
from caseapp.rules.referral_states import REFERRALS, REPLIES
from caseapp.rules.values import RuleBroken

MOST: Final = 100


@dataclass(frozen=True)
class SentLine:
    """A referral in the inbox's list."""

    code: str
    child_name: str
    agency: str
    service: str
    unit: str
    state: str
    sent_on: date | None
    since: datetime
    held: bool = False
    """Consent was withdrawn: nothing of the child is shown meanwhile."""
    owed: Standing | None = None
    to_note: Standing | None = None
    """How long the agency may still take to note what was added since, if anything was."""

    @property
    def added(self) -> bool:
        """Whether something was added that the agency has not acknowledged."""
        return self.to_note is not None

    @property
    def owes(self) -> bool:
        """Whether the agency's answer is owed."""
        return self.state in WAITING


@dataclass(frozen=True)
class StepView:
    """A step of a referral; `comment` stands with the agency's own answers alone."""

    state: str
    happened_at: datetime
    answered_by: str
    comment: str
    way: str = ""
    post: str = ""


@dataclass(frozen=True)
class SentView:
    """All that an agency is shown of a referral; `replies` are the steps open to it now.

    `values` are what was shared when it was sent, and nothing of what the file says since.
    `officer_phone` is the officer's number on the unit's duty list, '' where none stands there.
    """

    code: str
    unit: str
    officer: str
    agency: str
    service: str
    values: Values
    state: str
    sent_on: date | None
    history: list[StepView]
    replies: tuple[str, ...]
    addenda: list[AddendumView]
    owed: Standing | None = None
    officer_phone: str = ""
    held: bool = False

    @property
    def child_name(self) -> str:
        """The child's name where it was shared, '' where it was not."""
        return str(self.values.get("name", ""))


def list_sent(actor: Actor, *, now: datetime) -> list[SentLine]:
    """Return the live referrals to the person's agencies, those that wait for an answer first."""
    with desk.reading(actor, Act.REFERRAL_INBOX, now=now) as door:
        rows = door.session.execute(
            select(Referral, Agency.name, Service.name)
            .join(Agency, Agency.id == Referral.agency_id)
            .join(Service, Service.id == Referral.service_id)
            .order_by(Referral.state.in_(WAITING).desc(), Referral.id.desc())
            .limit(MOST)
        ).all()
        door.log("referrals:inbox", None, rows=len(rows))
        numbers = [row.Referral.id for row in rows]
        held = held_among(door, numbers)
        added = unacknowledged(door, [each for each in numbers if each not in held])
        calendar = calendar_of(door)
        return [
            SentLine(
                row.code,
                "" if row.id in held else str(_values(door, row).get("name", "")),
                agency,
                service,
                areas.label(row.area_id),
                row.state,
                row.sent_on,
                row.entered_at,
                row.id in held,
                None if row.imported else owed(row.state, row.sent_on, now, calendar),
                to_note(added[row.id], now, calendar) if row.id in added else None,
            )
            for row, agency, service in rows
        ]


def _values(door: desk.Door, row: Referral, shared: Shared | None = None) -> Values:
    """Return what was shared when it was sent.

    Of what was sent before the choice was kept, or imported: what went with it then.
    """
    shared = shared or shared_with(door.session, row)
    found = disclosure_of(door, row)
    if found is not None and found.shared_at is not None:
        return values_of(door, found, shared.key_id)
    told: dict[str, Any] = {
        "reason": door.unseal(shared.key_id, "referrals.reason", row.id, row.reason),
        "name": shared.full_name,
        "sex": shared.sex,
        "birth": {"on": shared.born.isoformat(), "precision": shared.birth_precision}
        if shared.born
        else {},
    }
    return {field: value for field, value in told.items() if value}


def read_sent(actor: Actor, code: str, *, now: datetime) -> SentView:
    """Return a live referral to the person's agency; Missing for any other, and once it ended."""
    with desk.reading(actor, Act.REFERRAL_INBOX, now=now) as door:
        row = door.find(Referral, code=code)
        door.log(f"referral:{row.id}", row.area_id)
        shared = shared_with(door.session, row)
        officer = _to_ask(door, row, shared)
        held = bool(held_among(door, [row.id]))
        possible = {move.name for move in REFERRALS.moves_from(row.state)}
        return SentView(
            code=row.code,
            unit=areas.label(row.area_id),
            officer=name_of(door, officer),
            agency=door.session.get_one(Agency, row.agency_id).name,
            service=door.session.get_one(Service, row.service_id).name,
            values={} if held else _values(door, row, shared),
            state=row.state,
            sent_on=row.sent_on,
            history=_history(door, row, shared, words=not held),
            replies=tuple(move for move in REPLIES if move in possible),
            addenda=[] if held else addenda_of(door, row, shared.key_id),
            owed=None if row.imported else owed(row.state, row.sent_on, now, calendar_of(door)),
            officer_phone=_phone_of(door, officer, row.area_id),
            held=held,
        )


def _to_ask(door: desk.Door, row: Referral, shared: Shared) -> int | None:
    """Return the officer whom the agency asks and answers: nobody from whom the file is kept."""
    kept = kept_from_any(door, [row.child_id])
    return None if shared.officer_id in kept else shared.officer_id


def _phone_of(door: desk.Door, officer: int | None, unit: int) -> str:
    """Return an officer's number on the unit's own list of today."""
    if officer is None:
        return ""
    rows = entries_of_account(door.session, officer, door.now)
    return next((row.phone for row in rows if row.area_id == unit), "")


def _history(door: desk.Door, row: Referral, shared: Shared, *, words: bool) -> list[StepView]:
    """Return the steps since it was drafted; words of the office itself stay in the office."""
    steps = door.session.scalars(
        select(ReferralMove)
        .where(ReferralMove.referral_id == row.id, ReferralMove.move != "draft")
        .order_by(ReferralMove.id)
    )
    return [
        StepView(
            step.state,
            step.happened_at,
            step.answered_by,
            door.unseal(shared.key_id, "referral_moves.comment", step.id, step.comment)
            if words and step.move in REPLIES
            else "",
            step.way,
            step.post,
        )
        for step in steps
    ]


def reply(
    actor: Actor, code: str, *, move: str, answer: Answer, now: datetime, post: str = ""
) -> None:
    """Take a step in the agency's own name; whoever answers is named by the own account.

    Without an account, by a link, they name themselves and what they are there. The officer and
    the supervisors of the unit are told. RuleBroken as in `move_referral`.
    """
    if move not in REPLIES:
        raise RuleBroken("This step does not exist", field="move")
    check_answer(move, answer, now)
    about = marks.subject_of(Referral.__tablename__, code)
    with desk.writing(actor, Act.REFERRAL_REPLY, now=now, post=post, about=about) as door:
        row = door.find(Referral, code=code)
        shared = shared_with(door.session, row)
        if shared.key_id is None and answer.comment.strip():
            raise RuleBroken(
                "Words cannot be kept with this referral, which came from an older register: leave "
                "them out, and tell the officer by telephone",
                field="comment",
            )
        step = take_step(door, row, move, answer, shared.key_id)
        if actor.user_id is not None:
            step.answered_by, step.way = actor.name, "account"
        subject = Subject(row.code, row.area_id)
        settle(door, row.code)
        officer = _to_ask(door, row, shared)
        tell_officers(door, told_of_step(move), subject, officer, cause=step.id)
        for supervisor in sorted(holders(door, Role.SUPERVISOR, row.area_id)):
            tell(door, "referral_news", subject, to=supervisor, cause=step.id)
        door.log(f"referral:{row.id}", row.area_id, move=move)
        door.made = row.code


def note_addendum(
    actor: Actor,
    code: str,
    number: int,
    *,
    now: datetime,
    who: str = "",
    way: str = "account",
    post: str = "",
) -> None:
    """Acknowledge in the agency's name what was added; by a link they name themselves."""
    with desk.writing(actor, Act.REFERRAL_REPLY, now=now, post=post) as door:
        row = door.find(Referral, code=code)
        if held_among(door, [row.id]):
            raise RuleBroken("Sharing is suspended: ask the officer")
        acknowledge(door, row, number, who or actor.name, way)
        settle(door, row.code)
        door.log(f"referral:{row.id}", row.area_id, acknowledged=number)
        door.made = row.code

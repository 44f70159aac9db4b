"""Hands over, in one act, all that a person has in a unit to one officer of it.

For somebody who leaves or is away for long, and for what hung on an account that was closed. What
is kept from the officer chosen stays, and is given to another by the same act once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.assigning import give_to
from caseapp.casework.leaving_work import CASE, notices_to, things_of
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.staff import holding
from caseapp.casework.typed_drafts import ActOf, give_typed, is_kept, marks_on, typed_in
from caseapp.records.cases import Case
from caseapp.records.handed_works import ALONG, HandedWork
from caseapp.records.notices import Notice
from caseapp.records.own_reach import hidden_codes
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Handing:
    """To whom the work goes; `version` is that of the page on which it was looked at.

    `act_of` tells which drafts are those of an officer's page.
    """

    to: str
    act_of: ActOf
    version: int | None = None
    post: str = ""


@dataclass
class Outcome:
    """How many things were handed over and of which files, and what is kept from the one chosen."""

    given: int = 0
    marks: set[str] = field(default_factory=set)
    notices: int = 0
    kept: set[str] = field(default_factory=set)
    drafts_kept: int = 0

    @property
    def stay(self) -> int:
        """How many files, and drafts of others, stay with the person."""
        return len(self.kept) + self.drafts_kept

    @property
    def text(self) -> str:
        """The outcome as the form's key keeps it."""
        return f"{self.given}/{self.stay}"


@dataclass
class _Giving:
    """A hand-over under way: from whom, to whom, in which unit, and what the other may not see."""

    door: desk.Door
    user: User
    chosen: User
    area_id: int
    hidden: frozenset[str]
    outcome: Outcome = field(default_factory=Outcome)


def hand_on(actor: Actor, username: str, unit: str, handing: Handing, *, now: datetime) -> str:
    """Give all that a person has in a unit to an officer there; return `given/stay`.

    Raises RuleBroken for nobody of the list and when there is nothing to give, Missing for
    what is not there, Stale when some of it was handed over since the page was drawn.
    """
    with desk.writing(actor, Act.ACCOUNT_HAND_ON, now=now, post=handing.post) as door:
        user, area_id = find_person(door, username, unit)
        door.expect_version(user, handing.version, newest=version_of(door, user.id, area_id))
        chosen = next(
            (each for each in takers(door, user.id, area_id) if each.username == handing.to), None
        )
        if chosen is None:
            raise RuleBroken("Choose an officer of the list", field="officer")
        hidden = hidden_codes(door.session, Actor(chosen.id, chosen.full_name))
        giving = _Giving(door, user, chosen, area_id, hidden)
        _give_drafts(giving, handing.act_of)
        _give_things(giving)
        _give_notices(giving)
        outcome = giving.outcome
        if not (outcome.given or outcome.notices or outcome.stay):
            raise RuleBroken("This person has nothing here that could be handed over")
        if outcome.given:
            _tell(giving)
        counts = {"given": outcome.given, "stay": outcome.stay}
        door.log(f"user:{user.id}", area_id, handed_on_to=chosen.id, **counts)
        door.made = outcome.text
        return door.made


def find_person(door: desk.Door, username: str, unit: str) -> tuple[User, int]:
    """Return an account and a unit within reach; Missing for what is not there."""
    units = {row.code: row.id for row in territory().units.values() if row.until is None}
    if unit not in units or not door.scope.covers(units[unit]):
        raise Missing(f"areas:{unit[:10]}")
    return door.find(User, username=username), units[unit]


def version_of(door: desk.Door, user_id: int, area_id: int) -> int:
    """Return the number of the last thing that was handed over from a person in a unit."""
    asked = select(func.max(HandedWork.id)).where(
        HandedWork.from_id == user_id, HandedWork.area_id == area_id
    )
    return door.session.scalar(asked) or 0


def takers(door: desk.Door, user_id: int, area_id: int) -> list[User]:
    """Return the officers of a unit today to whom a person's work can go, by name.

    Nobody who only stands in for one: when that ends the work would hang on nobody of the unit.
    """
    posts = holding(door, [Role.OFFICER], [area_id])
    found = {user.id: user for user, post in posts if post.naming is None}
    return [user for number, user in found.items() if number != user_id]


def _give_things(giving: _Giving) -> None:
    door, theirs = giving.door, things_of(giving.door, giving.user.id, giving.area_id)
    giving.outcome.kept |= {thing.mark for thing in theirs if thing.mark in giving.hidden}
    given = [thing for thing in theirs if thing.mark not in giving.hidden]
    for thing in given:
        if thing.kind == CASE:
            case = door.session.get_one(Case, thing.number)
            door.session.add_all(_line(giving, ALONG, mark) for mark in marks_on(door, case))
            give_to(door, case, giving.chosen)
        else:
            subject = f"{thing.kind}:{thing.number}"
            door.log(subject, giving.area_id, officer=giving.chosen.id)
    for kind, mark in dict.fromkeys((thing.kind, thing.mark) for thing in given):
        door.session.add(_line(giving, kind, mark))
    door.session.flush()
    giving.outcome.given += len(given)
    giving.outcome.marks |= {thing.mark for thing in given}


def _line(giving: _Giving, kind: str, mark: str) -> HandedWork:
    return HandedWork(
        area_id=giving.area_id,
        kind=kind,
        mark=mark,
        from_id=giving.user.id,
        to_id=giving.chosen.id,
        entered_at=giving.door.now,
        entered_by=giving.door.actor.user_id,
    )


def _give_notices(giving: _Giving) -> None:
    """Let what was told to the one be told to the other; once, where both were told."""
    door, user, chosen = giving.door, giving.user, giving.chosen
    unseen = giving.hidden | hidden_codes(door.session, door.actor)
    for notice in notices_to(door, user.id, giving.area_id):
        if notice.mark in unseen:
            continue
        start = notice.cause.removesuffix(f":{user.id}")
        same = select(Notice.id).where(
            Notice.cause == f"{start}:{chosen.id}", Notice.area_id == giving.area_id
        )
        if door.session.scalars(same).first() is None:
            notice.user_id, notice.cause = chosen.id, f"{start}:{chosen.id}"
        else:
            notice.ended_at = door.now
        giving.outcome.notices += 1
    door.session.flush()


def _give_drafts(giving: _Giving, act_of: ActOf) -> None:
    for draft in typed_in(giving.door, giving.user.id, giving.area_id, act_of):
        if is_kept(giving.door, draft, giving.chosen, giving.hidden):
            giving.outcome.drafts_kept += 1
        else:
            give_typed(giving.door, draft, giving.chosen.id, giving.area_id)
            giving.outcome.given += 1
            giving.outcome.marks.add(min(draft.marks, default=""))


def _tell(giving: _Giving) -> None:
    """Tell the one who goes on, once, those who decide in the unit, and whose work it was.

    Nobody of what is all kept from them: they would look for it and find nothing.
    """
    door, user, chosen = giving.door, giving.user, giving.chosen
    about, cause = Subject(f"user:{user.id}", giving.area_id), door.now.isoformat()
    tell(door, "work_given_to_you", about, to=chosen.id, cause=cause)
    for chair in sorted(holders(door, Role.CHAIR, giving.area_id) - {chosen.id, user.id}):
        if _finds_any(giving, chair):
            tell(door, "work_given", about, to=chair, cause=cause)
    if user.disabled_at is None and _finds_any(giving, user.id):
        now_with = Subject(f"user:{chosen.id}", giving.area_id)
        tell(door, "work_taken_from_you", now_with, to=user.id, cause=cause)


def _finds_any(giving: _Giving, person: int) -> bool:
    hidden = hidden_codes(giving.door.session, Actor(person, ""))
    return not giving.outcome.marks <= hidden

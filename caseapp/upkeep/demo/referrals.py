"""Made-up referrals in every state, each step as its lifecycle allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Final

from caseapp.records import marks
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.referral_states import REFERRALS
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import names, wording
from caseapp.upkeep.demo.cases import write_event
from caseapp.upkeep.demo.directory import write_directory, write_other_kinds
from caseapp.upkeep.demo.disclosures import POST, Sent, way_of, write_shared
from caseapp.upkeep.demo.notices import tell_of_referral
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling

# Ways through the lifecycle, gone in turn so that every state is met; the end of the data may cut
# one short. Nobody proposes to close a case while help is still awaited.
_ENDED: Final = (
    ("send", "receive", "accept", "start", "complete"),
    ("send", "accept", "start", "complete"),
    ("send", "receive", "accept", "start", "complete"),
    ("send", "receive", "decline"),
    ("send", "withdraw"),
)
_OPEN: Final = (
    ("send", "accept", "start"),
    ("send",),
    ("send", "receive", "accept", "start", "complete"),
    (),
    ("send", "receive", "accept"),
    ("send", "receive"),
    ("send", "decline"),
    ("withdraw",),
)
_FINAL: Final = frozenset({"completed", "declined", "withdrawn"})
_REFERRED: Final = 0.65
_DAYS: Final = {
    "send": (0, 2),
    "receive": (0, 3),
    "accept": (1, 5),
    "decline": (1, 5),
    "start": (2, 10),
    "complete": (20, 90),
    "withdraw": (1, 20),
}
_STAFF_OF_AGENCIES: Final = 8


@dataclass(frozen=True)
class Directory:
    """Pairs of agency and service that may be referred to, who answers there, which way next.

    The first agency has an account; `phones` are the numbers of all.
    """

    offers: tuple[tuple[int, int], ...]
    people: tuple[str, ...]
    phones: dict[int, str]
    ended: Iterator[tuple[str, ...]] = field(default_factory=lambda: cycle(_ENDED))
    open: Iterator[tuple[str, ...]] = field(default_factory=lambda: cycle(_OPEN))


@dataclass(frozen=True)
class Step:
    """A move that was made: the state it led to and the moment it happened."""

    move: str
    state: str
    happened_at: datetime


def write_agencies(told: Telling) -> Directory:
    """Write the directory of agencies and their services, and who answers for them."""
    offers, phones = write_directory(told)
    people = tuple(
        names.full_name(told.rng, told.rng.choice(("male", "female")), "Kinh")
        for _ in range(_STAFF_OF_AGENCIES)
    )
    write_other_kinds(told)
    return Directory(tuple(offers), people, phones)


def write_referrals(told: Telling, story: Story, file: CaseFile, directory: Directory) -> None:
    """Write none, one or two referrals of the case's child, to different services."""
    rng = told.rng
    if rng.random() >= _REFERRED:
        return
    for agency, service in rng.sample(directory.offers, rng.choice((1, 1, 1, 2))):
        drafted = file.opened_at + timedelta(days=rng.randint(0, 9), minutes=rng.randint(60, 400))
        last = min(told.span.end, file.proposed_at or told.span.end)
        if drafted > last:
            continue
        way = next(directory.ended if file.proposed_at else directory.open)
        steps = _steps(told, drafted, way, last)
        if file.proposed_at is not None and steps[-1].state not in _FINAL:
            continue
        _write(told, story, file, (agency, service), steps, directory)


def _steps(told: Telling, drafted: datetime, way: Sequence[str], last: datetime) -> list[Step]:
    """Go the way step by step until the last moment."""
    rng, moment = told.rng, drafted
    steps = [Step("draft", REFERRALS.initial, drafted)]
    for move in way:
        days = rng.randint(*_DAYS[move])
        moment += timedelta(days=days, minutes=rng.randint(30, 200))
        if moment > last:
            break
        steps.append(Step(move, REFERRALS.next_state(steps[-1].state, move), moment))
    return steps


def _day_of(steps: list[Step], *moves: str) -> date | None:
    return next((local_day(step.happened_at) for step in steps if step.move in moves), None)


def _write(
    told: Telling,
    story: Story,
    file: CaseFile,
    offer: tuple[int, int],
    steps: list[Step],
    directory: Directory,
) -> None:
    assert story.person is not None
    row_id = told.rows.new_id(Referral)
    drafted = steps[0].happened_at
    code = told.mark(marks.REFERRAL, local_day(drafted).year)
    reason = wording.one(told.rng, wording.REFERRAL)
    told.rows.add(
        Referral,
        id=row_id,
        code=code,
        area_id=story.area_id,
        child_id=story.person.id,
        case_id=file.id,
        report_id=None,
        agency_id=offer[0],
        service_id=offer[1],
        reason=told.rows.seal(story.key_id, "referrals.reason", row_id, reason),
        state=steps[-1].state,
        sent_on=_day_of(steps, "send"),
        answered_on=_day_of(steps, "accept", "decline"),
        completed_on=_day_of(steps, "complete"),
        imported=False,
        version=1,
        entered_at=drafted,
        entered_by=story.officer,
    )
    how = way_of(row_id, by_account=offer[0] == directory.offers[0][0]), directory.phones[offer[0]]
    taken = [(step.move, step.happened_at) for step in steps]
    write_shared(told, story, file, Sent(row_id, code, reason, steps[-1].state, taken), how)
    for step in steps:
        _write_step(told, story, row_id, step, directory, how)
        write_event(told, story, file, f"referral_{step.move}", step.happened_at, detail=code)
    tell_of_referral(told, story, code, *taken[-1], by_account=how[0] == "account")


def _write_step(
    told: Telling,
    story: Story,
    referral_id: int,
    step: Step,
    directory: Directory,
    how: tuple[str, str],
) -> None:
    answered = step.move not in {"draft", "send", "withdraw"}
    row_id = told.rows.new_id(ReferralMove)
    comment = wording.ANSWERS.get(step.state, "")
    way, phone = how if answered else ("", "")
    told.rows.add(
        ReferralMove,
        id=row_id,
        referral_id=referral_id,
        area_id=story.area_id,
        move=step.move,
        state=step.state,
        happened_at=step.happened_at,
        answered_by=told.rng.choice(directory.people) if answered else "",
        way=way,
        post=POST if answered else "",
        called=phone if way == "phone" else "",
        comment=told.rows.seal(story.key_id, "referral_moves.comment", row_id, comment),
        entered_at=told.span.capped(step.happened_at + timedelta(minutes=15)),
        entered_by=_entered_by(told, story, step.move, way),
    )


def _entered_by(told: Telling, story: Story, move: str, way: str) -> int | None:
    """Return whose account a step was entered by: none where it came by a link."""
    if move == "draft":
        return story.officer
    return {"link": None, "account": told.staff.agency}.get(way, told.staff.supervisor)

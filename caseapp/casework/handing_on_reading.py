"""What hangs on whom in the units within reach, before it is handed over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.handing_on import find_person, takers, version_of
from caseapp.casework.leaving_work import (
    CASE,
    Staying,
    Thing,
    count_activities,
    notices_to,
    open_cases,
    shared_out,
    staying_with,
    things_of,
)
from caseapp.casework.staff import held
from caseapp.casework.typed_drafts import ActOf, TypedDraft, is_kept, serves_in, typed_in, units_of
from caseapp.records.cases import Case
from caseapp.records.kept_forms import KeptForm
from caseapp.records.own_reach import hidden_codes
from caseapp.records.users import User
from caseapp.rules.access import CONTENT_ROLES, Act, Actor, Role
from caseapp.rules.matching import fold, name_order
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID, territory

MOST: Final = 50
"""So many open accounts are listed; a search finds the others."""
_SERVES: Final = (*sorted(CONTENT_ROLES), Role.COLLABORATOR)


@dataclass(frozen=True)
class Person:
    """Somebody in a unit and how much hangs on them there, by kind of thing; `typed`: drafts."""

    username: str
    full_name: str
    unit: str
    unit_code: str
    counts: Counter[str]


@dataclass(frozen=True)
class People:
    """Who serves no more in a unit and has something left, and the officers of today.

    `more`: than are listed.
    """

    gone: list[Person]
    officers: list[Person]
    more: bool


@dataclass(frozen=True)
class Taker:
    """Who could take the work on: their open cases in the unit, and what is kept from them."""

    username: str
    full_name: str
    cases: int
    kept: int


@dataclass(frozen=True)
class Typed:
    """A draft that would go along: the mark of its file, '' for a new report or file."""

    mark: str
    at: datetime


@dataclass(frozen=True)
class Left:
    """All that would be handed over from a person in a unit, and to whom it can go."""

    username: str
    full_name: str
    closed: bool
    unit: str
    unit_code: str
    unit_id: int
    things: list[Thing]
    activities: int
    notices: int
    typed: list[Typed]
    staying: Staying
    takers: list[Taker]
    version: int

    def of_kind(self, kind: str) -> list[Thing]:
        """Return the things of one kind."""
        return [thing for thing in self.things if thing.kind == kind]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to hand over."""
        return not (self.things or self.typed or self.notices)


def list_people(actor: Actor, search: str, act_of: ActOf, *, now: datetime) -> People:
    """Return on whom work hangs in the units within reach; `search` narrows the officers.

    An officer of today stands there with nothing too, and another who serves there with cases.
    """
    with desk.reading(actor, Act.ACCOUNT_HAND_ON, now=now) as door:
        counts = _counted(door)
        posts = _posts(door)
        _add_typed(door, counts, act_of)
        served = {place for place, _ in posts}
        gone = [
            _person(door, user, area, counts)
            for user, area in counts
            if served.isdisjoint({(user, area), (user, CITY_ID)})
        ]
        gone.sort(key=lambda each: (name_order(each.full_name), each.unit))
        today = {place for place, role in posts if role == Role.OFFICER}
        today |= {place for place in served if counts.get(place, Counter())[CASE]}
        units = {area: areas.label(area) for _, area in today if door.scope.covers(area)}
        found = [_person(door, user, area, counts) for user, area in today if area in units]
        officers = sorted(
            (each for each in found if _fits(each, search)),
            key=lambda each: (each.unit, name_order(each.full_name), each.username),
        )
        door.log("handing_on:list", None, rows=len(gone) + min(len(officers), MOST))
        return People(gone, officers[:MOST], len(officers) > MOST)


def _posts(door: desk.Door) -> set[tuple[tuple[int, int], str]]:
    """Return who serves where today in a post of their own, and in which role."""
    return {
        ((user.id, post.area_id), post.role)
        for user, post in held(door.session, _SERVES, None, now=door.now)
        if post.naming is None
    }


def _fits(person: Person, search: str) -> bool:
    return fold(search) in fold(f"{person.full_name} {person.username} {person.unit}")


def _counted(door: desk.Door) -> dict[tuple[int, int], Counter[str]]:
    """Return how much of each kind everybody has, by person and unit."""
    found: dict[tuple[int, int], Counter[str]] = {}
    cases = (
        select(Case.officer_id, Case.area_id, func.count(Case.id))
        .where(Case.officer_id.is_not(None), *open_cases())
        .group_by(Case.officer_id, Case.area_id)
    )
    for officer, area_id, number in door.session.execute(cases):
        found.setdefault((officer, area_id), Counter())[CASE] = number
    for had, people in shared_out(door):
        for user in people:
            found.setdefault((user, had.area_id), Counter())[had.thing.kind] += 1
    return found


def _add_typed(door: desk.Door, counts: dict[tuple[int, int], Counter[str]], act_of: ActOf) -> None:
    """Add what closed accounts had typed and not sent, in each unit where it can be handed on."""
    closed = select(User.id).where(User.disabled_at.is_not(None))
    typed = select(KeptForm.user_id).where(
        KeptForm.fields.is_not(None), KeptForm.user_id.in_(closed)
    )
    for number in sorted(set(door.session.scalars(typed))):
        served = {area for area in units_of(door, number) if door.scope.covers(area)}
        for area in sorted(served | {area for user, area in counts if user == number}):
            drafts = len(typed_in(door, number, area, act_of))
            if drafts:
                counts.setdefault((number, area), Counter())["typed"] += drafts


def _person(
    door: desk.Door, user_id: int, area_id: int, counts: dict[tuple[int, int], Counter[str]]
) -> Person:
    user = door.session.get_one(User, user_id)
    return Person(
        username=user.username,
        full_name=user.full_name,
        unit=areas.label(area_id),
        unit_code=territory().units[area_id].code,
        counts=counts.get((user_id, area_id), Counter()),
    )


def read_left(actor: Actor, username: str, unit: str, act_of: ActOf, *, now: datetime) -> Left:
    """Return what would be handed over from a person in a unit.

    Missing for somebody who never served there and has nothing there.
    """
    with desk.reading(actor, Act.ACCOUNT_HAND_ON, now=now) as door:
        user, area_id = find_person(door, username, unit)
        things = things_of(door, user.id, area_id)
        if not things and not serves_in(door, user.id, area_id):
            raise Missing(f"user:{user.id}")
        typed = typed_in(door, user.id, area_id, act_of)
        hidden = hidden_codes(door.session, actor)
        told = [row for row in notices_to(door, user.id, area_id) if row.mark not in hidden]
        counts = {"things": len(things), "typed": len(typed), "notices": len(told)}
        door.log(f"user:{user.id}", area_id, **counts)
        return Left(
            username=user.username,
            full_name=user.full_name,
            closed=user.disabled_at is not None,
            unit=areas.label(area_id),
            unit_code=unit,
            unit_id=area_id,
            things=things,
            activities=count_activities(door, user.id, area_id),
            notices=len(told),
            typed=[Typed(min(each.marks, default=""), each.row.at) for each in typed],
            staying=staying_with(door, user.id, area_id),
            takers=_takers(door, user, area_id, things, typed),
            version=version_of(door, user.id, area_id),
        )


def _takers(
    door: desk.Door, user: User, area_id: int, things: list[Thing], typed: list[TypedDraft]
) -> list[Taker]:
    loads = select(Case.officer_id, func.count(Case.id)).where(
        Case.area_id == area_id, *open_cases()
    )
    load: dict[Any, int] = {
        row[0]: row[1] for row in door.session.execute(loads.group_by(Case.officer_id))
    }
    marks = {thing.mark for thing in things}
    return [
        Taker(each.username, each.full_name, load.get(each.id, 0), _kept(door, each, marks, typed))
        for each in takers(door, user.id, area_id)
    ]


def _kept(door: desk.Door, taker: User, marks: set[str], typed: list[TypedDraft]) -> int:
    """Return how many files and drafts would stay, as the act itself counts them."""
    hidden = hidden_codes(door.session, Actor(taker.id, taker.full_name))
    drafts = sum(is_kept(door, draft, taker, hidden) for draft in typed)
    return len(marks & hidden) + drafts

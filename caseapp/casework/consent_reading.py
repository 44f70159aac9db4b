"""What was agreed to of a child's record: who said what, how it stands, who may speak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_people import PersonView, Uncalled, rows_of, uncalled
from caseapp.casework.consent_bars import barred
from caseapp.casework.joined_words import Joined, joined_among
from caseapp.casework.one_child import find_child, in_one, record_of, root_of
from caseapp.casework.representing import Speaking, speaking_for
from caseapp.casework.staff import decider_name
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.consent import PURPOSES, SHARING
from caseapp.rules.consents import REPRESENTATIVE, STOPS, Said, child_speaks, standing, strictest
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Told:
    """All that was said of a child's record, and who may say it; `barred` may not."""

    rows: list[ConsentEntry]
    people: list[PersonView]
    speaking: list[Speaking]
    barred: frozenset[int]
    current: frozenset[int]
    with_child: bool
    joined: Joined

    def said(self, purpose: str) -> list[Said]:
        """Return what counts for a purpose, the oldest first."""
        return self._told(row for row in self.rows if row.purpose == purpose)

    def _told(self, rows: Iterable[ConsentEntry]) -> list[Said]:
        return [Said(r.kind, r.speaker, r.person_id or 0, self.counts(r)) for r in rows]

    def counts(self, row: ConsentEntry) -> bool:
        """Tell whether an entry was said by somebody who may speak for the child."""
        return row.speaker != REPRESENTATIVE or row.person_id not in self.barred

    def stands(self, purpose: str) -> str:
        """Return how it stands with a purpose: a code of STANDINGS.

        Of a child that was entered twice what one record stops is stopped, until who said it there
        speaks again for the one child.
        """
        rows = [row for row in self.rows if row.purpose == purpose]
        since = [
            self._standing(whole)
            for alone, whole in self.joined.apart(rows)
            if self._standing(alone) in STOPS
        ]
        return strictest([self._standing(rows), *since])

    def _standing(self, rows: Iterable[ConsentEntry]) -> str:
        return standing(self._told(rows), with_child=self.with_child, current=self.current)

    def stopped(self) -> str:
        """Return how it stands with the sharing that is stopped first, '' when none is."""
        found = (self.stands(purpose) for purpose in SHARING)
        return next((stands for stands in found if stands in STOPS), "")


def told_of(door: desk.Door, child: Child) -> Told:
    """Gather what was said, and by whom it may be said, inside an open door."""
    child = root_of(door, child)
    people = rows_of(door, child)
    return _with_people(door, child, _rows(door, child), people, speaking_for(door, child))


def _rows(door: desk.Door, child: Child) -> list[ConsentEntry]:
    said = select(ConsentEntry).where(in_one(door, ConsentEntry.child_id, child))
    return list(door.session.scalars(said.order_by(ConsentEntry.id)))


def _with_people(
    door: desk.Door,
    child: Child,
    rows: list[ConsentEntry],
    people: list[PersonView],
    speaking: list[Speaking],
) -> Told:
    today = local_day(door.now)
    who = {each.person for each in speaking} | {row.person_id for row in rows if row.person_id}
    return Told(
        rows=rows,
        people=people,
        speaking=speaking,
        barred=barred(door, child, [each for each in people if each.number in who]),
        current=frozenset(each.person for each in speaking if each.on(today)),
        with_child=child_speaks(child.date_of_birth, child.birth_precision, today),
        joined=joined_among(door, child, {row.child_id for row in rows}),
    )


@dataclass(frozen=True)
class EntryView:
    """An entry as it is shown; `who` is a person's name, '' for the child and the office."""

    kind: str
    speaker: str
    who: str
    basis: str
    edition: str
    happened_at: datetime
    entered_at: datetime
    entered_by: str
    words: str
    counts: bool


@dataclass(frozen=True)
class PurposeView:
    """How it stands with a purpose, and all that was said, the newest first."""

    code: str
    stands: str
    entries: list[EntryView]


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for the child today; `barred` ones cannot."""

    number: int
    name: str
    relation: str
    ground: str
    barred: bool


@dataclass(frozen=True)
class ConsentView:
    """The page of a child's consents; `units` may open the child."""

    code: str
    child_name: str
    units: tuple[int, ...]
    with_child: bool
    purposes: list[PurposeView]
    speakers: list[Speaker]

    @property
    def disputed(self) -> list[str]:
        """The purposes on which child and representative differ: the chair decides."""
        return [each.code for each in self.purposes if each.stands == "disputed"]


def read_consents(actor: Actor, code: str, *, now: datetime) -> ConsentView:
    """Return who agreed to what of a child's record."""
    with desk.reading(actor, Act.CHILD_READ, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}", None, consents=True)
        told = told_of(door, child)
        return ConsentView(
            code=child.code,
            child_name=child.full_name,
            units=tuple(unit.area_id for unit in child.units),
            with_child=told.with_child,
            purposes=[_purpose(door, child, told, purpose) for purpose in PURPOSES.codes],
            speakers=_speakers(told),
        )


def _purpose(door: desk.Door, child: Child, told: Told, purpose: str) -> PurposeView:
    names = {each.number: each.name for each in told.people}
    entries = [
        EntryView(
            row.kind,
            row.speaker,
            names.get(row.person_id or 0, ""),
            row.basis,
            row.edition,
            row.happened_at,
            row.entered_at,
            decider_name(door, row.entered_by, row.naming_id),
            door.unseal(
                record_of(door, child, row.child_id).key_id,
                "consent_entries.words",
                row.id,
                row.words,
            ),
            told.counts(row),
        )
        for row in reversed(told.rows)
        if row.purpose == purpose
    ]
    return PurposeView(purpose, told.stands(purpose), entries)


def _speakers(told: Told) -> list[Speaker]:
    people = {each.number: each for each in told.people}
    return [
        Speaker(
            each.person,
            people[each.person].name,
            people[each.person].entry.relation,
            each.ground,
            each.person in told.barred,
        )
        for each in reversed(told.speaking)
        if each.person in told.current and each.person in people
    ]


@dataclass(frozen=True)
class Brief:
    """What other pages say of it: how each purpose stands, and numbers that nobody calls."""

    child_code: str
    stands: dict[str, str]
    uncalled: list[Uncalled]


def read_brief(actor: Actor, child_code: str, *, now: datetime, act: Act = Act.CHILD_READ) -> Brief:
    """Return in short what the pages of a case and of a referral say of the child."""
    with desk.reading(actor, act, now=now) as door:
        child = find_child(door, child_code)
        door.log("consents:brief")  # the page's own entry names what was read
        return brief_of(door, child)


def brief_of(door: desk.Door, child: Child) -> Brief:
    """Gather it inside an open door: by two statements where nobody was asked yet."""
    rows, people = _rows(door, child), rows_of(door, child)
    if not rows:
        return Brief(child.code, dict.fromkeys(PURPOSES.codes, "open"), uncalled(people))
    told = _with_people(door, child, rows, people, speaking_for(door, child))
    stands = {purpose: told.stands(purpose) for purpose in PURPOSES.codes}
    return Brief(child.code, stands, uncalled(people))

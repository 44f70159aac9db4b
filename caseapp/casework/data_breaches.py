"""The log of breaches of personal data: written down once, added to, told to A05 in 72 hours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records import marks
from caseapp.records.data_breaches import BreachAddendum, DataBreach, cell_of
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.personal_data import BREACH_ADDENDA, BREACH_KINDS
from caseapp.rules.data_breaches import (
    TOLD,
    UNTOLD,
    Told,
    is_late,
    kept_until,
    standing,
    tell_until,
)
from caseapp.rules.values import RuleBroken, local_day

MOST_PEOPLE: Final = 10_000_000
_LONGEST: Final = 10_000


@dataclass(frozen=True)
class NewBreach:
    """A breach as it was found; `people`: how many it touches at most. No child's name in it."""

    found_at: datetime
    kind: str
    people: int
    happened: str
    whose: str
    measures: str


@dataclass(frozen=True)
class AddendumView:
    """Something that was added, when it happened, and by whom it was entered.

    `takes_back`: the moment at which A05 was said to be told, which this says was a mistake;
    `taken_back`: this says that A05 was told, and was taken back since.
    """

    kind: str
    happened_at: datetime
    text: str
    entered_at: datetime
    entered_by: str
    takes_back: datetime | None = None
    taken_back: bool = False


@dataclass(frozen=True)
class BreachView:
    """A breach with all that was added; `late`: A05 was told too late, or is still to be told."""

    code: str
    found_at: datetime
    kind: str
    people: int
    happened: str
    whose: str
    measures: str
    entered_at: datetime
    entered_by: str
    tell_until: datetime
    told_at: datetime | None
    late: bool
    kept_until: date
    addenda: list[AddendumView]


def record_breach(actor: Actor, new: NewBreach, *, now: datetime, post: str = "") -> str:
    """Write a breach down; return its mark. RuleBroken for what is missing or in the future."""
    _check(new, now)
    with desk.writing(actor, Act.BREACH_RECORD, now=now, post=post) as door:
        row = DataBreach(
            code=marks.new_mark(marks.BREACH, local_day(now).year),
            found_at=new.found_at,
            kind=new.kind,
            people=new.people,
            entered_at=now,
            entered_by=actor.user_id,
        )
        texts = {"happened": new.happened, "whose": new.whose, "measures": new.measures}
        row.content = _sealed(door, row, {key: text.strip() for key, text in texts.items()})
        door.session.add(row)
        door.session.flush()
        door.log(f"breach:{row.id}", None, kind=row.kind)
        door.made = row.code
        return row.code


def _check(new: NewBreach, now: datetime) -> None:
    if new.kind not in BREACH_KINDS:
        raise RuleBroken("Choose what kind of breach it is", field="kind")
    if new.found_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="found_at")
    if not 0 <= new.people <= MOST_PEOPLE:
        raise RuleBroken("Enter a number of people", field="people")
    for field, text in (("happened", new.happened), ("whose", new.whose)):
        _insist_words(text, field)


def _insist_words(text: str, field: str) -> None:
    if not text.strip():
        raise RuleBroken("Say it in words", field=field)
    if len(text) > _LONGEST:
        raise RuleBroken("This text is too long", field=field)


def _sealed(door: desk.Door, row: DataBreach | BreachAddendum, content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False)
    return door.place.vault.seal_own(cell_of(row), text)


def add_to_breach(
    actor: Actor, code: str, *, kind: str, at: datetime, text: str, now: datetime, post: str = ""
) -> None:
    """Add to a breach: that A05 was told, a measure, a correction; what was written stays.

    That A05 was told can be taken back: the last entry that says so. RuleBroken when none does.
    """
    if kind not in BREACH_ADDENDA:
        raise RuleBroken("Choose what is added", field="kind")
    if at > now:
        raise RuleBroken("The moment cannot lie in the future", field="happened_at")
    _insist_words(text, "text")
    with desk.writing(actor, Act.BREACH_RECORD, now=now, post=post) as door:
        breach = door.find(DataBreach, code=code)
        if kind == UNTOLD and not standing(_told(_added(door, breach)))[0]:
            raise RuleBroken("Nothing says that A05 was told: there is nothing to take back")
        if kind == TOLD and at < breach.found_at:
            raise RuleBroken("It was found later than that", field="happened_at")
        row = BreachAddendum(
            code=marks.new_mark(marks.BREACH, local_day(now).year),
            breach_id=breach.id,
            kind=kind,
            happened_at=at,
            entered_at=now,
            entered_by=actor.user_id,
        )
        row.content = _sealed(door, row, text.strip())
        door.session.add(row)
        door.session.flush()
        door.log(f"breach:{breach.id}", None, added=kind)
        door.made = breach.code


def list_breaches(actor: Actor, *, now: datetime) -> list[BreachView]:
    """Return every breach, the newest first."""
    with desk.reading(actor, Act.BREACH_RECORD, now=now) as door:
        asked = select(DataBreach).order_by(DataBreach.found_at.desc(), DataBreach.id.desc())
        rows = door.session.scalars(asked).all()
        door.log("breaches:list", None, rows=len(rows))
        return [_view(door, row) for row in rows]


def read_breach(actor: Actor, code: str, *, now: datetime) -> BreachView:
    """Return one breach with all that was added."""
    with desk.reading(actor, Act.BREACH_RECORD, now=now) as door:
        row = door.find(DataBreach, code=code)
        door.log(f"breach:{row.id}", None)
        return _view(door, row)


def _view(door: desk.Door, row: DataBreach) -> BreachView:
    added = _added(door, row)
    stands, taken = standing(_told(added))
    told_at = min((each.at for each in stands), default=None)
    said: dict[str, str] = json.loads(door.place.vault.unseal_own(cell_of(row), row.content))
    return BreachView(
        code=row.code,
        found_at=row.found_at,
        kind=row.kind,
        people=row.people,
        happened=said["happened"],
        whose=said["whose"],
        measures=said["measures"],
        entered_at=row.entered_at,
        entered_by=name_of(door, row.entered_by),
        tell_until=tell_until(row.found_at),
        told_at=told_at,
        late=is_late(row.found_at, told_at, door.now),
        kept_until=kept_until(row.found_at),
        addenda=[_addendum(door, each, taken) for each in added],
    )


def _added(door: desk.Door, breach: DataBreach) -> list[BreachAddendum]:
    asked = select(BreachAddendum).where(BreachAddendum.breach_id == breach.id)
    return list(door.session.scalars(asked.order_by(BreachAddendum.id)))


def _told(added: Iterable[BreachAddendum]) -> Iterator[Told]:
    return (Told(each.id, each.kind, each.happened_at) for each in added)


def _addendum(door: desk.Door, row: BreachAddendum, taken: Mapping[int, Told]) -> AddendumView:
    return AddendumView(
        row.kind,
        row.happened_at,
        json.loads(door.place.vault.unseal_own(cell_of(row), row.content)),
        row.entered_at,
        name_of(door, row.entered_by),
        takes_back=taken[row.id].at if row.id in taken else None,
        taken_back=any(row.id == each.number for each in taken.values()),
    )


def list_untold(actor: Actor, *, now: datetime) -> list[BreachView]:
    """Return the breaches of which A05 is still to be told, for the home page."""
    return [each for each in list_breaches(actor, now=now) if each.told_at is None]

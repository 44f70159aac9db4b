"""What the supervisor looks through: pairs that may be one child, and who was pointed at whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.notices import end
from caseapp.casework.staff import name_of
from caseapp.casework.twin_search import units_of
from caseapp.records.children import Child
from caseapp.records.scope import FEW
from caseapp.records.twins import TwinPair, TwinPreview
from caseapp.rules.access import Act, Actor

_MOST: Final = 100


@dataclass(frozen=True)
class PairSide:
    """One child of a pair, with the units that may open it."""

    code: str
    full_name: str
    born: date | None
    birth_precision: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class PairView:
    """A pair that waits: the child entered last, the older one, and why (rules.twins)."""

    number: int
    new: PairSide
    known: PairSide
    reasons: tuple[str, ...]
    found_at: datetime


@dataclass(frozen=True)
class PreviewLine:
    """Who was told that another unit may know a child, and which one."""

    at: datetime
    person: str
    child: PairSide


@dataclass(frozen=True)
class Twins:
    """Pairs that wait, the newest first, and the last previews."""

    pairs: list[PairView]
    previews: list[PreviewLine]


def list_twins(actor: Actor, *, now: datetime) -> Twins:
    """Return the pairs and previews of children that the supervisor may open, both of a pair."""
    waiting = select(TwinPair).where(TwinPair.settled_at.is_(None)).order_by(TwinPair.id.desc())
    shown = select(TwinPreview).order_by(TwinPreview.id.desc())
    with desk.reading(actor, Act.MERGE_DECIDE, now=now) as door:
        pairs = door.session.scalars(waiting.limit(_MOST)).all()
        previews = door.session.scalars(shown.limit(_MOST)).all()
        ids = {child for row in pairs for child in (row.child_id, row.other_id)}
        sides = _sides(door, ids | {row.child_id for row in previews})
        found = Twins(
            [
                PairView(
                    row.id,
                    sides[row.child_id],
                    sides[row.other_id],
                    tuple(row.reasons.split(";")),
                    row.found_at,
                )
                for row in pairs
                if {row.child_id, row.other_id} <= sides.keys()
            ],
            [
                PreviewLine(row.shown_at, name_of(door, row.user_id), sides[row.child_id])
                for row in previews
                if row.child_id in sides
            ],
        )
        door.log("twins:list", None, pairs=len(found.pairs), previews=len(found.previews))
        return found


def _sides(door: desk.Door, children: set[int]) -> dict[int, PairSide]:
    """Return those of some children that the reader may open and that stand for themselves."""
    rows = door.session.scalars(
        select(Child)
        .where(Child.id.in_(sorted(children)), Child.merged_into_id.is_(None))
        .execution_options(**{FEW: True})
    ).all()
    units = units_of(door, [row.id for row in rows])
    return {
        row.id: PairSide(
            row.code,
            row.full_name,
            row.date_of_birth,
            row.birth_precision,
            tuple(areas.label(unit) for unit in units.get(row.id, ())),
        )
        for row in rows
    }


def set_apart(actor: Actor, number: int, *, now: datetime) -> None:
    """Say that a pair is two children: it is listed no more. Again is no fault."""
    with desk.writing(actor, Act.MERGE_DECIDE, now=now) as door:
        pair = door.find(TwinPair, id=number)
        new, other = (door.find(Child, id=child) for child in (pair.child_id, pair.other_id))
        if pair.settled_at is None:
            pair.settled_at, pair.settled_by = now, actor.user_id
        end(door, new.code, ["twin_found", "twin_of_kept"])
        door.log(f"child:{new.id}", None, twin=other.id, apart=True)
        door.log(f"child:{other.id}", None, twin=new.id, apart=True)

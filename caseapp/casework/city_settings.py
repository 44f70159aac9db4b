"""Dated decisions of the city or of a unit, kept as settings: what holds on a day, and what held.

Each value bears the number of the decision behind it and the day from which it holds, until the
next one begins. A name that ends in `:` and a unit's number belongs to that unit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.settings import Setting
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

LONGEST: Final = 2000
"""Letters of a value."""
_LONGEST_DECISION: Final = 200


@dataclass(frozen=True)
class Decided:
    """One decision: what it says, from when it holds, who entered it, and whether it holds now."""

    number: int
    name: str
    value: str
    decision: str
    valid_from: date
    entered_at: datetime
    entered_by: str
    withdrawn: bool
    holds: bool


def held(door: desk.Door, name: str, day: date) -> Setting | None:
    """Return the decision that holds on a local day; None while nobody decided."""
    asked = select(Setting).where(
        Setting.name == name,
        Setting.valid_from <= day,
        func.coalesce(Setting.valid_until, date.max) > day,
    )
    return door.session.scalars(asked.order_by(Setting.valid_from.desc()).limit(1)).first()


def history(door: desk.Door, names: Collection[str]) -> list[Decided]:
    """Return every decision under these names, the newest first, with what was withdrawn."""
    today = local_day(door.now)
    asked = select(Setting).where(Setting.name.in_(names))
    rows = door.session.scalars(asked.order_by(Setting.valid_from.desc(), Setting.id.desc())).all()
    current = {row.id for name in names if (row := held(door, name, today)) is not None}
    return [
        Decided(
            number=row.id,
            name=row.name,
            value=row.value,
            decision=row.decision,
            valid_from=row.valid_from,
            entered_at=row.entered_at,
            entered_by=name_of(door, row.entered_by),
            withdrawn=_is_withdrawn(row),
            holds=row.id in current,
        )
        for row in rows
    ]


def decide(
    door: desk.Door,
    name: str,
    value: str,
    *,
    decision: str,
    valid_from: date,
    unit: int | None = None,
) -> int:
    """Enter a decision inside an open door and log it; return its number.

    RuleBroken at `decision` or `valid_from` without the number of the decision, for one that is
    too long, and where another holds from that very day.
    """
    _check_words(value, decision)
    same = select(Setting.id).where(
        Setting.name == name,
        Setting.valid_from == valid_from,
        func.coalesce(Setting.valid_until, date.max) > Setting.valid_from,
    )
    if door.session.scalar(same) is not None:
        raise RuleBroken(
            "Another decision is in force from that day: withdraw it first", field="valid_from"
        )
    row = Setting(
        name=name,
        value=value,
        decision=decision.strip(),
        valid_from=valid_from,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    door.log(f"setting:{row.id}", unit, setting=name.partition(":")[0])
    door.made = str(row.id)
    return row.id


def _check_words(value: str, decision: str) -> None:
    if not decision.strip():
        raise RuleBroken("Enter the number of the decision or notice", field="decision")
    if len(decision.strip()) > _LONGEST_DECISION or len(value) > LONGEST:
        field = "value" if len(value) > LONGEST else "decision"
        raise RuleBroken("This is too long: shorten it", field=field)


def withdraw(
    door: desk.Door, number: int, names: Collection[str], *, unit: int | None = None
) -> None:
    """Withdraw a decision that was entered wrongly: it holds on no day, and stays in the list.

    Missing for a number that is under none of these names, or withdrawn already.
    """
    row = door.find(Setting, id=number)
    if row.name not in names or _is_withdrawn(row):
        raise Missing(f"settings:{number}")
    row.valid_until = row.valid_from
    door.log(f"setting:{row.id}", unit, withdrawn=True)


def _is_withdrawn(row: Setting) -> bool:
    return row.valid_until is not None and row.valid_until <= row.valid_from

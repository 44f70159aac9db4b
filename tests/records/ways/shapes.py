"""What a way round the row filter is: how it asks, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.rows import CAI_KHE, NINH_KIEU, Made
from tests.factories.wards import SCOPED, told

NOWHERE = 999_999
"""A unit that was never made."""

FEW = tuple(m for m in SCOPED if m.__name__ in {"Report", "ChildUnit", "Child", "Assistance"})
"""Rows with a unit and without one, by a simple key and a composite one."""


@dataclass(frozen=True)
class Seat:
    """Where somebody sits who may write any statement: a session, and all numbers there are."""

    session: Session
    own: Made
    other: Made
    another: Callable[[], Session]
    """Opens one more session of the same kind."""

    @property
    def everybody(self) -> tuple[Made, Made]:
        return self.own, self.other


@dataclass(frozen=True)
class Read:
    """A way to be told of rows: filtered, or refused whoever asks."""

    family: str
    name: str
    run: Callable[[Seat, Any], list[Any]]
    refused: bool = False
    models: tuple[Any, ...] = SCOPED


def asking(
    family: str,
    statements: Mapping[str, Callable[[Any], Any]],
    *,
    refused: bool = False,
    models: tuple[Any, ...] = SCOPED,
) -> list[Read]:
    """Reads by one statement of the session each."""

    def run(statement: Callable[[Any], Any]) -> Callable[[Seat, Any], list[Any]]:
        return lambda seat, model: told(seat.session, statement(model))

    return [Read(family, name, run(s), refused, models) for name, s in statements.items()]


def refusing(family: str, statements: Mapping[str, Callable[[Any], Any]]) -> list[Read]:
    """Statements that are refused, tried on a few kinds of rows."""
    return asking(family, statements, refused=True, models=FEW)


@dataclass(frozen=True)
class Aim:
    """What a write is aimed at: a unit, and rows of a ward by their numbers."""

    unit: int
    prey: Made


def aims(seat: Seat) -> dict[str, Aim]:
    return {
        "own": Aim(NINH_KIEU, seat.own),
        "other": Aim(CAI_KHE, seat.other),
        "forged": Aim(NOWHERE, seat.other),
    }


@dataclass(frozen=True)
class Write:
    """A way to change rows; `own` tells whether it is open for the writer's own.

    `held` when the database refuses it by a constraint of its own as well.
    """

    family: str
    name: str
    run: Callable[[Seat, Aim], object]
    own: bool = True
    held: bool = False

    @property
    def local(self) -> bool:
        """Tell whether it is written as only SQLite reads it; refused it is everywhere."""
        return self.family == "text" or "capitals" in self.name

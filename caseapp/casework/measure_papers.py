"""The papers of measures in a case, inside an open door: which there are, and the place they name.

Where a child is sheltered stands on a paper of its own, so that whoever reads or prints what a
separation or placement says never reads the place along with it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_days import insist_born
from caseapp.casework.papers import add_paper, content_of, save_text, writers_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.codes.measures import ORDER_KINDS
from caseapp.rules.values import RuleBroken

SEPARATION: Final = "separation"
ORDERS: Final = ORDER_KINDS.codes
PLACEMENT: Final = "placement"
VISIT: Final = "placement_visit"
PLACE: Final = "place"
PROTECTED: Final = "protected"
"""The level of a placement whose address nobody outside may come to know."""


@dataclass(frozen=True)
class Place:
    """Where a child is, and with whom: known to who must act, and never shown in a list."""

    name: str
    address: str
    phone: str = ""


def live_case(door: desk.Door, code: str) -> Case:
    """Return a case in which measures can be taken; RuleBroken when it is closed."""
    case = door.find(Case, code=code, deleted_at=None)
    if case.state == "closed":
        raise RuleBroken("The case is closed: open it again first")
    return case


def keep_place(door: desk.Door, case: Case, paper: Paper, place: Place) -> None:
    """Keep the place that a separation or placement names; an earlier one stays as a version."""
    told = {name: text.strip() for name, text in asdict(place).items()}
    row = _place_row(door, paper)
    if row is None:
        add_paper(door, case, PLACE, told, state="kept", happened_at=door.now, follows_id=paper.id)
    elif content_of(door, row) != told:
        save_text(door, row, told)


def place_of(door: desk.Door, paper: Paper) -> Place | None:
    """Return the place that a separation or placement names; the caller logs that it was seen."""
    row = _place_row(door, paper)
    return Place(**content_of(door, row)) if row is not None else None


def _place_row(door: desk.Door, paper: Paper) -> Paper | None:
    asked = select(Paper).where(Paper.kind == PLACE, Paper.follows_id == paper.id)
    return door.session.scalars(asked.order_by(Paper.id)).first()


def check_place(place: Place) -> None:
    """Raise RuleBroken for a place that nobody could find."""
    if not place.name.strip():
        raise RuleBroken("Enter with whom the child stays", field="name")
    if not place.address.strip():
        raise RuleBroken("Enter the address where the child stays", field="address")


def expect_paper(paper: Paper, version: int | None) -> None:
    """Raise RuleBroken when a paper is no longer the one that its reader decides on."""
    if version is not None and paper.version != version:
        raise RuleBroken("This was changed after you opened it: read it once more, then decide")


def not_own(door: desk.Door, paper: Paper) -> None:
    """Raise RuleBroken for whoever wrote what they would decide on."""
    if door.actor.user_id in writers_of(door, paper):
        raise RuleBroken("You prepared this yourself: another person decides on it")


def born_by(door: desk.Door, case: Case, first: date, field: str) -> None:
    """Raise RuleBroken for a day on which the child cannot have been born yet."""
    insist_born(door.session.get_one(Child, case.child_id), first, field)

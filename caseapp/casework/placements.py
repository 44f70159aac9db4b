"""Where a child is placed: with whom, from when until when, and every visit there.

The address is known to who must act (place_reading); a protected one hides the child from previews.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caseapp import desk
from caseapp.casework.child_days import insist_past
from caseapp.casework.measure_papers import (
    PLACEMENT,
    PROTECTED,
    SEPARATION,
    VISIT,
    Place,
    born_by,
    check_place,
    keep_place,
    live_case,
)
from caseapp.casework.papers import add_paper, content_of, numbered, papers_of, save_text
from caseapp.casework.separations import note
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.access import Actor
from caseapp.rules.codes.measures import CHILD_SEEN, KEPT_WITH
from caseapp.rules.codes.people import RELATION
from caseapp.rules.measure_states import BY, PLACEMENTS
from caseapp.rules.values import RuleBroken, local_day

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class NewPlacement:
    """With whom the child stays, from which day; `protected`: nobody outside may know where."""

    kept_with: str
    relation: str
    place: Place
    first_day: date
    protected: bool
    remark: str = ""


@dataclass(frozen=True)
class NewVisit:
    """A visit at the placement: when, by whom, whether the child was seen, how the child is."""

    visited_at: datetime
    by: str
    seen: str
    how: str


def start_placement(
    actor: Actor, code: str, new: NewPlacement, *, now: datetime, post: str = ""
) -> str:
    """Record where the child stays from a day on; return the placement's number in the case.

    RuleBroken while the child still stays elsewhere: a child is in one place at a time.
    """
    if new.kept_with not in KEPT_WITH:
        raise RuleBroken("Choose with whom the child stays", field="kept_with")
    if new.relation and new.relation not in RELATION:
        raise RuleBroken("Choose one of the answers listed", field="relation")
    check_place(new.place)
    with desk.writing(actor, BY["end"], now=now, post=post) as door:
        case = live_case(door, code)
        insist_past(new.first_day, door.now, "first_day")
        born_by(door, case, new.first_day, "first_day")
        rows = papers_of(door, case, PLACEMENT)
        _refuse_overlap(rows, new.first_day)
        row = add_paper(
            door,
            case,
            PLACEMENT,
            {"kept_with": new.kept_with, "relation": new.relation, "remark": new.remark.strip()},
            state=PLACEMENTS.initial,
            happened_at=now,
            valid_from=new.first_day,
            level=PROTECTED if new.protected else "",
            follows_id=_separation(door, case),
        )
        keep_place(door, case, row, new.place)
        note(door, case, row, "placement_start", now)
        door.made = str(len(rows) + 1)
        return door.made


def _separation(door: desk.Door, case: Case) -> int | None:
    """Return the separation that holds, by which the child is placed."""
    holding = [row.id for row in papers_of(door, case, SEPARATION) if row.state == "in_force"]
    return holding[-1] if holding else None


def _refuse_overlap(rows: list[Paper], first: date) -> None:
    for row in rows:
        if row.state == "current":
            raise RuleBroken(
                "The child stays elsewhere still: record the end of that placement first",
                field="first_day",
            )
        if row.valid_until is not None and first < row.valid_until - _DAY:
            raise RuleBroken(
                "On that day the child still stayed in the placement before", field="first_day"
            )


def end_placement(
    actor: Actor, code: str, number: int, *, last_day: date, why: str, now: datetime, post: str = ""
) -> None:
    """Record the last day of a placement, and why it ended."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["end"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, PLACEMENT)
        state = PLACEMENTS.next_state(row.state, "end")
        insist_past(last_day, door.now, "last_day")
        assert row.valid_from is not None
        if last_day < row.valid_from:
            raise RuleBroken("The last day cannot lie before the first", field="last_day")
        row.state, row.valid_until = state, last_day + _DAY
        save_text(door, row, content_of(door, row) | {"ended": why.strip()})
        note(door, case, row, "placement_end", now, why)
        door.made = str(number)


def note_visit(
    actor: Actor, code: str, number: int, new: NewVisit, *, now: datetime, post: str = ""
) -> None:
    """Record a visit to the child where it is placed, seen or not."""
    check_visit(new)
    with desk.writing(actor, BY["end"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        placed = numbered(door, case, number, PLACEMENT)
        if new.visited_at > now:
            raise RuleBroken("The moment cannot lie in the future", field="visited_at")
        _within(placed, local_day(new.visited_at))
        told = {"by": new.by.strip(), "seen": new.seen, "how": new.how.strip()}
        row = add_paper(
            door, case, VISIT, told, state="noted", happened_at=new.visited_at,
            follows_id=placed.id,
        )  # fmt: skip
        note(door, case, row, f"placement_visit_{new.seen}", new.visited_at, new.how)
        door.made = str(number)


def check_visit(new: NewVisit) -> None:
    """Raise RuleBroken for a visit of which it is not said who went, who was seen, and how."""
    if not new.by.strip():
        raise RuleBroken("Enter who made the visit", field="by")
    if new.seen not in CHILD_SEEN:
        raise RuleBroken("Say whether the child was seen", field="seen")
    if not new.how.strip():
        raise RuleBroken("Write how the child is, or why it was not seen", field="how")


def _within(placed: Paper, day: date) -> None:
    """Raise RuleBroken for a visit on a day on which the child was not placed there."""
    assert placed.valid_from is not None
    over = placed.valid_until is not None and day >= placed.valid_until
    if day < placed.valid_from or over:
        raise RuleBroken("On that day the child was not placed there", field="visited_at")

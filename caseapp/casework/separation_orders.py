"""What follows a separation: its extension, its lifting, the request to the court or another body.

Each is a paper of its own that follows the separation: prepared by the officer, decided by a chair
of either unit (Decree 56/2017, Art. 32; Law on Children, Art. 52.3; Decree 147/2025).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseapp import desk
from caseapp.casework.cases import check_signing
from caseapp.casework.child_days import insist_past
from caseapp.casework.either_chair import (
    engage_chairs,
    release_chairs,
    tell_chairs,
    unit_deciding,
)
from caseapp.casework.measure_papers import (
    ORDERS,
    SEPARATION,
    expect_paper,
    live_case,
    not_own,
)
from caseapp.casework.notices import Subject, end, tell_officers
from caseapp.casework.papers import (
    add_paper,
    decide_paper,
    numbered,
    papers_of,
)
from caseapp.casework.separation_clock import settle_separation, stop_separation
from caseapp.casework.separations import Verdict, check_decided_at, note
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules import measure_states
from caseapp.rules.access import Actor
from caseapp.rules.codes.measures import COURT_BODIES
from caseapp.rules.measure_states import BROUGHT, BY, SEPARATIONS, falls, order_moves
from caseapp.rules.separations import check_extension
from caseapp.rules.values import RuleBroken, local_day

VERDICTS: Final = ("decide", "refuse")
_WAITS: Final = {"submitted"}
_ASKED: Final = {"submitted", "decided", "sent"}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class NewOrder:
    """What the officer prepares: `last_day` of an extension, `assessed_on` of a lifting, `body`.

    `why` is the reason, and for a lifting what makes the child's return safe.
    """

    kind: str
    why: str
    last_day: date | None = None
    assessed_on: date | None = None
    body: str = ""
    body_name: str = ""


def prepare_order(
    actor: Actor, code: str, number: int, new: NewOrder, *, now: datetime, post: str = ""
) -> str:
    """Bring before the chairs what is to follow the separation of that number.

    Return the number of the paper among those that follow a separation in the case.
    """
    if not new.why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["amend"], now=now, post=post) as door:
        case = live_case(door, code)
        parted = numbered(door, case, number, SEPARATION)
        SEPARATIONS.next_state(parted.state, BROUGHT.get(new.kind, "pass_on"))
        rows = papers_of(door, case, *ORDERS)
        _refuse_twice(rows, parted, new.kind)
        _check(door, parted, new)
        row = add_paper(
            door,
            case,
            new.kind,
            _content(new),
            state=measure_states.ORDERS.initial,
            happened_at=now,
            valid_from=parted.valid_from if new.last_day else None,
            valid_until=new.last_day + _DAY if new.last_day else None,
            submitted_at=now,
            submitted_by=actor.user_id,
            follows_id=parted.id,
        )
        note(door, case, row, f"{new.kind}_submit", now)
        engage_chairs(door, case, row)
        door.made = str(len(rows) + 1)
        return door.made


def _refuse_twice(rows: list[Paper], parted: Paper, kind: str) -> None:
    live = _ASKED if kind == "court_request" else _WAITS
    alike = [row for row in rows if row.follows_id == parted.id and row.kind == kind]
    if any(row.state in live for row in alike):
        raise RuleBroken("The same was asked for already: see what becomes of it first")


def _check(door: desk.Door, parted: Paper, new: NewOrder) -> None:
    if new.kind == "extension":
        _check_extension(parted, new.last_day)
    elif new.kind == "lifting":
        if new.assessed_on is None:
            raise RuleBroken("Enter the day on which safety was assessed", field="assessed_on")
        insist_past(new.assessed_on, door.now, "assessed_on")
        if new.assessed_on < local_day(parted.happened_at):
            raise RuleBroken(
                "Safety has to be assessed after the separation began", field="assessed_on"
            )
    elif new.body not in COURT_BODIES:
        raise RuleBroken("Choose to whom the request goes", field="body")
    elif not new.body_name.strip():
        raise RuleBroken("Enter the name of the court or body", field="body_name")


def _check_extension(parted: Paper, last: date | None) -> None:
    if last is None:
        raise RuleBroken("Enter the new last day", field="last_day")
    assert parted.valid_until is not None
    check_extension(parted.happened_at, parted.valid_until - _DAY, last)


def _content(new: NewOrder) -> dict[str, Any]:
    told: dict[str, Any] = {"why": new.why.strip()}
    if new.assessed_on is not None:
        told["assessed_on"] = new.assessed_on.isoformat()
    if new.kind == "court_request":
        told |= {"body": new.body, "body_name": new.body_name.strip()}
    return told


def step_of(row: Paper, move: str) -> str:
    """Return the state that a step leads to; RuleBroken when it is not possible now."""
    state = measure_states.ORDERS.next_state(row.state, move)
    if move not in order_moves(row.kind, row.state):
        raise RuleBroken("Only a request to the court or a competent body is sent and answered")
    return state


def parted_by(door: desk.Door, row: Paper) -> Paper:
    """Return the separation that a paper follows."""
    return door.session.get_one(Paper, row.follows_id)


def withdraw_order(
    actor: Actor, code: str, number: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Take back what nobody has decided on."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["withdraw"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, *ORDERS)
        row.state = step_of(row, "withdraw")
        note(door, case, row, f"{row.kind}_withdraw", now, why)
        _end_if_none(door, case)
        door.made = str(number)


def decide_order(
    actor: Actor, code: str, number: int, verdict: Verdict, *, now: datetime, post: str = ""
) -> None:
    """Decide on what is to follow a separation, or refuse it; the first decision stands.

    An extension moves its last day, a lifting ends it; a request is signed, and then to be sent.
    """
    if verdict.move not in VERDICTS:
        raise RuleBroken("Choose a decision", field="move")
    if not verdict.words.strip():
        raise RuleBroken("Give the reason for the decision", field="words")
    check_signing(verdict.signed_at, now)
    with desk.writing(actor, BY[verdict.move], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, *ORDERS)
        state, parted = step_of(row, verdict.move), parted_by(door, row)
        not_own(door, row)
        expect_paper(row, verdict.version)
        check_decided_at(door, case, verdict.decided_at)
        if verdict.decided_at < parted.happened_at:
            raise RuleBroken("This cannot lie before the separation itself", field="decided_at")
        row.state, row.happened_at = state, verdict.decided_at
        row.signed_at = verdict.signed_at
        row.naming_id = naming_used(door, unit_deciding(door, case), verdict.decided_at)
        decide_paper(door, row, verdict.words.strip())
        note(door, case, row, f"{row.kind}_{verdict.move}", verdict.decided_at, verdict.words)
        if verdict.move == "decide":
            _bring_about(door, case, row, parted)
        _say_decided(door, case, row)
        door.made = str(number)


def _bring_about(door: desk.Door, case: Case, row: Paper, parted: Paper) -> None:
    """Let the separation hold longer, or end, as was decided."""
    if row.kind not in BROUGHT:
        SEPARATIONS.next_state(parted.state, "pass_on")
        return
    parted.state = SEPARATIONS.next_state(parted.state, BROUGHT[row.kind])
    if row.kind == "extension":
        assert row.valid_until is not None
        _check_extension(parted, row.valid_until - _DAY)
        parted.valid_until = row.valid_until
        settle_separation(door, case)
    else:
        end_separation(door, case, parted, row.happened_at)


def end_separation(door: desk.Door, case: Case, parted: Paper, moment: datetime) -> None:
    """See to what no longer waits once a separation has ended."""
    for other in papers_of(door, case, *ORDERS):
        if other.follows_id == parted.id and falls(other.kind, other.state):
            other.state = measure_states.ORDERS.next_state(other.state, "fall")
            note(door, case, other, f"{other.kind}_fall", moment)
    stop_separation(door, case, parted, moment)
    _end_if_none(door, case)
    release_chairs(door, case)


def _end_if_none(door: desk.Door, case: Case) -> None:
    door.session.flush()
    if all(row.state != "submitted" for row in papers_of(door, case, *ORDERS)):
        end(door, case.code, ["order_submitted"])


def _say_decided(door: desk.Door, case: Case, row: Paper) -> None:
    _end_if_none(door, case)
    subject, cause = Subject(case.code, case.area_id), f"{row.id} {row.state}"
    tell_officers(door, "separation_decided", subject, row.submitted_by, cause=cause)
    tell_chairs(door, case, "separation_decided", cause)

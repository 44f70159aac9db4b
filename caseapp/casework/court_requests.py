"""The request to the court or another competent body: its letter is sent, and answered.

Law on Children, Art. 52.3; since Decree 147/2025 the chair of the commune asks the court.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.child_days import insist_past
from caseapp.casework.measure_papers import ORDERS, live_case
from caseapp.casework.papers import content_of, numbered, save_text
from caseapp.casework.separation_clock import run_on_separation, stop_separation
from caseapp.casework.separation_orders import end_separation, parted_by, step_of
from caseapp.casework.separations import note
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.access import Actor
from caseapp.rules.codes.measures import COURT_ANSWERS
from caseapp.rules.measure_states import BY, SEPARATIONS
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class CourtAnswer:
    """The answer to a request: granted or rejected, with its number and day."""

    outcome: str
    number: str
    day: date
    words: str = ""


def send_request(
    actor: Actor,
    code: str,
    number: int,
    *,
    letter: str,
    sent_at: datetime,
    now: datetime,
    post: str = "",
) -> None:
    """Record that the signed letter was sent: from then on the 15 days have their document."""
    if not letter.strip():
        raise RuleBroken("Enter the number of the letter", field="letter")
    with desk.writing(actor, BY["send"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, *ORDERS)
        state = step_of(row, "send")
        if sent_at > now:
            raise RuleBroken("The moment cannot lie in the future", field="sent_at")
        if sent_at < row.happened_at:
            raise RuleBroken("The letter cannot be sent before it was decided", field="sent_at")
        row.state = state
        told = {"letter": letter.strip(), "sent_at": sent_at.isoformat()}
        save_text(door, row, content_of(door, row) | told)
        stop_separation(door, case, parted_by(door, row), sent_at)
        note(door, case, row, "court_request_send", sent_at, letter)
        door.made = str(number)


def answer_request(
    actor: Actor, code: str, number: int, answer: CourtAnswer, *, now: datetime, post: str = ""
) -> None:
    """Record the answer: it is granted, or it is rejected and the 15 days count on."""
    if answer.outcome not in COURT_ANSWERS:
        raise RuleBroken("Choose what was answered", field="outcome")
    if not answer.number.strip():
        raise RuleBroken("Enter the number of the answer", field="number")
    with desk.writing(actor, BY["answer"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, *ORDERS)
        state, parted = step_of(row, "answer"), parted_by(door, row)
        content = content_of(door, row)
        insist_past(answer.day, door.now, "day")
        if answer.day < local_day(datetime.fromisoformat(content["sent_at"])):
            raise RuleBroken("The answer cannot lie before the letter was sent", field="day")
        row.state = state
        told = {"outcome": answer.outcome, "answer": answer.number.strip(),
                "answered_on": answer.day.isoformat(), "words": answer.words.strip()}  # fmt: skip
        save_text(door, row, content | told)
        _take_answer(door, case, parted, answer.outcome)
        note(door, case, row, f"court_request_{answer.outcome}", now, answer.words)
        door.made = str(number)


def _take_answer(door: desk.Door, case: Case, parted: Paper, outcome: str) -> None:
    if parted.state != "in_force":
        return  # it was lifted meanwhile
    if outcome == "granted":
        parted.state = SEPARATIONS.next_state(parted.state, "pass_on")
        end_separation(door, case, parted, door.now)
    else:
        run_on_separation(door, case, parted)

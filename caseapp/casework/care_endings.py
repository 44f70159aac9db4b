"""The end or change of alternative care (Mẫu 15, 16): asked for, decided by a chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caseapp import desk
from caseapp.casework.care import (
    FOLLOW_UP_CLOCK,
    HAND_OVER_CLOCK,
    ask_chair,
    bring_again,
    held_care,
)
from caseapp.casework.care_verdicts import CareVerdict, check_verdict, take_verdict
from caseapp.casework.case_clocks import stop_clocks
from caseapp.casework.measure_papers import expect_paper, live_case
from caseapp.casework.notices import end
from caseapp.casework.papers import add_paper, content_of, numbered, papers_of, save_text
from caseapp.casework.separations import note
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.access import Actor
from caseapp.rules.care_states import ASKED, BY, CARE, ENDINGS
from caseapp.rules.codes.care import CARE_END_WAYS
from caseapp.rules.values import RuleBroken

KIND: Final = "care_end"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class NewEnding:
    """Whether it ends or is changed, on which last day, and why."""

    way: str
    last_day: date
    why: str


def prepare_ending(
    actor: Actor, code: str, number: int, new: NewEnding, *, now: datetime, post: str = ""
) -> str:
    """Bring the end of alternative care before the chair; return its number in the case."""
    _check(new)
    with desk.writing(actor, BY["prepare"], now=now, post=post) as door:
        case = live_case(door, code)
        care = held_care(door, case, number)
        rows = papers_of(door, case, KIND)
        if any(row.state in ASKED for row in rows):
            raise RuleBroken("The end waits for the chair's decision already")
        _not_before(care, new.last_day)
        row = add_paper(
            door,
            case,
            KIND,
            {"way": new.way, "why": new.why.strip()},
            state=ENDINGS.initial,
            happened_at=now,
            valid_from=new.last_day,
            submitted_at=now,
            submitted_by=actor.user_id,
            follows_id=care.id,
        )
        note(door, case, row, "care_end_submit", now)
        ask_chair(door, case, row)
        door.made = str(len(rows) + 1)
        return door.made


def _check(new: NewEnding) -> None:
    if new.way not in CARE_END_WAYS:
        raise RuleBroken("Choose one of the answers listed", field="way")
    if not new.why.strip():
        raise RuleBroken("Give the reason", field="why")


def _not_before(care: Paper, last_day: date) -> None:
    assert care.valid_from is not None
    if last_day < care.valid_from:
        raise RuleBroken("The last day cannot lie before the first", field="last_day")


def amend_ending(
    actor: Actor, code: str, number: int, new: NewEnding, *, version: int, now: datetime,
    post: str = "",
) -> None:  # fmt: skip
    """Change an end that waits or was returned, and bring it before the chair anew."""
    _check(new)
    with desk.writing(actor, BY["amend"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, KIND)
        row.state = ENDINGS.next_state(row.state, "amend")
        expect_paper(row, version)
        _not_before(door.session.get_one(Paper, row.follows_id), new.last_day)
        row.valid_from = new.last_day
        save_text(door, row, {"way": new.way, "why": new.why.strip()})
        bring_again(door, case, row)
        door.made = str(number)


def withdraw_ending(
    actor: Actor, code: str, number: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Take it back before anybody decided on it."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["withdraw"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, KIND)
        row.state = ENDINGS.next_state(row.state, "withdraw")
        note(door, case, row, "care_end_withdraw", now, why)
        end(door, case.code, ["care_submitted"])
        door.made = str(number)


def decide_ending(
    actor: Actor, code: str, number: int, verdict: CareVerdict, *, now: datetime, post: str = ""
) -> None:
    """Decide on the end of alternative care: it ends on the day asked for, and its clocks stop."""
    check_verdict(verdict, now)
    with desk.writing(actor, BY[verdict.move], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, KIND)
        row.state = ENDINGS.next_state(row.state, verdict.move)
        take_verdict(door, case, row, verdict)
        if verdict.move == "decide":
            _end(door, case, row, verdict.decided_at)
        door.made = str(number)


def _end(door: desk.Door, case: Case, row: Paper, moment: datetime) -> None:
    care = door.session.get_one(Paper, row.follows_id)
    assert row.valid_from is not None
    care.state = CARE.next_state(care.state, "end")
    care.valid_until = row.valid_from + _DAY
    said = content_of(door, row)
    ended = {"ended": said["why"], "way": said["way"]}
    save_text(door, care, content_of(door, care) | ended)
    clocks = (HAND_OVER_CLOCK, FOLLOW_UP_CLOCK)
    stop_clocks(door, case, *clocks, moment=moment, paper=care)

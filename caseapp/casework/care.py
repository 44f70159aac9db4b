"""Alternative care of a case's child: prepared by the officer, decided by the chair, handed over.

Law on Children, Art. 62 to 69; Circular 14/2020. Its end stands in care_endings. With whom the
child is stands on a paper of its own, as with separations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from caseapp import desk
from caseapp.casework.care_verdicts import CareVerdict, check_verdict, take_verdict
from caseapp.casework.carer_cells import NamedCarer
from caseapp.casework.carer_suspects import doubt_for
from caseapp.casework.carers import carer_to_take
from caseapp.casework.case_clocks import start_clock, stop_clocks
from caseapp.casework.intake import propose_around
from caseapp.casework.measure_papers import Place, born_by, expect_paper, keep_place, live_case
from caseapp.casework.notices import Subject, end, tell
from caseapp.casework.papers import add_paper, content_of, numbered, papers_of, save_text
from caseapp.casework.placements import NewVisit, check_visit
from caseapp.casework.separations import note
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Actor, Role
from caseapp.rules.care_states import BY, CARE, HELD, OPEN
from caseapp.rules.values import RuleBroken, local_day, minute_of

KIND: Final = "care"
FOLLOW_UP: Final = "care_follow_up"
HAND_OVER_CLOCK, FOLLOW_UP_CLOCK = "care_hand_over", "follow_up"


@dataclass(frozen=True)
class NewCare:
    """To which carer of the register the child is to go, from which day, and why.

    `despite` is why this carer all the same, where they may be somebody who is suspected.
    """

    carer: int
    why: str
    first_day: date
    despite: str = ""


def prepare_care(actor: Actor, code: str, new: NewCare, *, now: datetime, post: str = "") -> str:
    """Bring alternative care before the chair; return its number in the case.

    RuleBroken while another one waits or holds, and for a carer who may be suspected until it is
    said why they are chosen. What is lacking with the carer is kept beside it, and refuses nothing.
    """
    _check_new(new)
    with desk.writing(actor, BY["prepare"], now=now, post=post) as door:
        case = live_case(door, code)
        rows = papers_of(door, case, KIND)
        if any(row.state in OPEN for row in rows):
            raise RuleBroken("In this case alternative care waits for its decision, or holds")
        born_by(door, case, new.first_day, "first_day")
        said, place = _content(door, case, new)
        row = add_paper(
            door,
            case,
            KIND,
            said,
            state=CARE.initial,
            happened_at=now,
            valid_from=new.first_day,
            submitted_at=now,
            submitted_by=actor.user_id,
        )
        keep_place(door, case, row, place)
        note(door, case, row, "care_submit", now)
        ask_chair(door, case, row)
        door.made = str(len(rows) + 1)
        return door.made


def amend_care(
    actor: Actor, code: str, number: int, new: NewCare, *, version: int, now: datetime,
    post: str = "",
) -> str:  # fmt: skip
    """Change what waits for its decision or was returned, and bring it before the chair anew."""
    _check_new(new)
    with desk.writing(actor, BY["amend"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, KIND)
        state = CARE.next_state(row.state, "amend")
        expect_paper(row, version)
        born_by(door, case, new.first_day, "first_day")
        said, place = _content(door, case, new)
        row.state, row.valid_from = state, new.first_day
        save_text(door, row, said)
        keep_place(door, case, row, place)
        bring_again(door, case, row)
        door.made = str(number)
        return door.made


def _check_new(new: NewCare) -> None:
    if not new.why.strip():
        raise RuleBroken("Give the reason", field="why")


def _content(door: desk.Door, case: Case, new: NewCare) -> tuple[dict[str, Any], Place]:
    """Return what the paper says, with the carer's home apart; the carer is compared first."""
    carer, place = carer_to_take(door, case.area_id, new.carer)
    named = NamedCarer(carer.id, place.name, place.phone)
    if doubt_for(door, case, named) and not new.despite.strip():
        raise RuleBroken(
            "This carer may be somebody who is suspected in a report, or from whom the file is "
            "kept. Look first; to choose them all the same, write why",
            field="despite",
        )
    child = door.session.get_one(Child, case.child_id)
    propose_around(door, child, named.name, named.phone)
    said = {"why": new.why.strip(), "carer": carer.id, "relative": carer.relative}
    return (said | {"despite": new.despite.strip()} if new.despite.strip() else said), place


def bring_again(door: desk.Door, case: Case, row: Paper) -> None:
    """Bring a paper before the chair once more: what was said of it stays in the timeline."""
    row.submitted_at, row.submitted_by = door.now, door.actor.user_id
    row.decided_at = row.decided_by = row.decision = row.naming_id = row.signed_at = None
    note(door, case, row, f"{row.kind}_submit", door.now)
    end(door, case.code, ["care_submitted"])
    ask_chair(door, case, row)


def ask_chair(door: desk.Door, case: Case, row: Paper) -> None:
    """Tell the chair, or whoever stands in, that a paper of care waits."""
    about = Subject(case.code, case.area_id)
    tell(door, "care_submitted", about, to=Role.CHAIR, cause=f"{row.id} {row.version}")


def withdraw_care(
    actor: Actor, code: str, number: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Take it back before anybody decided on it."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["withdraw"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, KIND)
        row.state = CARE.next_state(row.state, "withdraw")
        note(door, case, row, "care_withdraw", now, why)
        end(door, case.code, ["care_submitted"])
        door.made = str(number)


def decide_care(
    actor: Actor, code: str, number: int, verdict: CareVerdict, *, now: datetime, post: str = ""
) -> None:
    """Decide on alternative care or refuse it; the child is to be handed over in 15 working days.

    RuleBroken for what the person prepared, for a text that was changed meanwhile, for a moment
    that cannot be.
    """
    check_verdict(verdict, now)
    with desk.writing(actor, BY[verdict.move], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, KIND)
        row.state = CARE.next_state(row.state, verdict.move)
        take_verdict(door, case, row, verdict)
        if verdict.move == "decide":
            start_clock(door, case, HAND_OVER_CLOCK, verdict.decided_at, paper=row)
        door.made = str(number)


def hand_over(
    actor: Actor, code: str, number: int, *, at: datetime, how: str, now: datetime, post: str = ""
) -> None:
    """Record that the child was handed over to its carer; the first follow-up is due from then."""
    if not how.strip():
        raise RuleBroken("Write who was there and what was agreed", field="how")
    with desk.writing(actor, BY["hand_over"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, KIND)
        row.state = CARE.next_state(row.state, "hand_over")
        _check_moment(at, row.happened_at, now, "handed_at")
        row.valid_from = local_day(at)
        said = content_of(door, row) | {"handed_at": at.isoformat(), "handed": how.strip()}
        save_text(door, row, said)
        note(door, case, row, "care_hand_over", at, how)
        stop_clocks(door, case, HAND_OVER_CLOCK, moment=at, paper=row)
        start_clock(door, case, FOLLOW_UP_CLOCK, at, paper=row)
        door.made = str(number)


def follow_up(
    actor: Actor, code: str, number: int, new: NewVisit, *, now: datetime, post: str = ""
) -> None:
    """Record how the child is in care; the next follow-up is due 6 months after this one.

    RuleBroken before the hand-over, and before the last follow-up.
    """
    check_visit(new)
    with desk.writing(actor, BY["follow"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, KIND)
        if row.state != "in_care":
            raise RuleBroken("The child was not handed over to this carer, or has left")
        earlier = [each for each in papers_of(door, case, FOLLOW_UP) if each.follows_id == row.id]
        handed = datetime.fromisoformat(content_of(door, row)["handed_at"])
        last = max([handed, *(each.happened_at for each in earlier)])
        _check_moment(new.visited_at, last, now, "visited_at")
        told = {"by": new.by.strip(), "seen": new.seen, "how": new.how.strip()}
        made = add_paper(
            door, case, FOLLOW_UP, told, state="noted", happened_at=new.visited_at,
            follows_id=row.id,
        )  # fmt: skip
        note(door, case, made, f"care_follow_up_{new.seen}", new.visited_at, new.how)
        stop_clocks(door, case, FOLLOW_UP_CLOCK, moment=new.visited_at, paper=row)
        start_clock(door, case, FOLLOW_UP_CLOCK, new.visited_at, paper=row)
        door.made = str(number)


def _check_moment(at: datetime, earliest: datetime, now: datetime, field: str) -> None:
    if at > now:
        raise RuleBroken("The moment cannot lie in the future", field=field)
    if at < minute_of(earliest):
        raise RuleBroken("This cannot lie before the step that went before it", field=field)


def held_care(door: desk.Door, case: Case, number: int) -> Paper:
    """Return the alternative care of that number while it holds; RuleBroken for another."""
    row = numbered(door, case, number, KIND)
    if row.state not in HELD:
        raise RuleBroken("This alternative care does not hold: look at the page again")
    return row

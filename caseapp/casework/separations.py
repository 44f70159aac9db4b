"""Temporary separation (Mẫu 07): prepared by the officer, decided by a chair, never ended by time.

Source: Decree 56/2017, Art. 32. What follows it stands in separation_orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_lines import note_down
from caseapp.casework.cases import check_signing
from caseapp.casework.either_chair import (
    engage_chairs,
    refuse_second,
    release_chairs,
    tell_chairs,
    unit_deciding,
)
from caseapp.casework.measure_papers import (
    SEPARATION,
    Place,
    born_by,
    expect_paper,
    keep_place,
    live_case,
    not_own,
)
from caseapp.casework.notices import Subject, end, tell_officers
from caseapp.casework.papers import (
    Content,
    add_paper,
    content_of,
    decide_paper,
    numbered,
    papers_of,
    save_text,
)
from caseapp.casework.separation_clock import start_separation
from caseapp.casework.separation_reading import OF_COLUMNS
from caseapp.casework.staff import name_of
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.access import Actor
from caseapp.rules.forms import wording
from caseapp.rules.forms.answers import Value, boxes
from caseapp.rules.forms.registry import edition, form
from caseapp.rules.forms.spec import Form
from caseapp.rules.measure_states import BY, SEPARATIONS
from caseapp.rules.separations import check_days, check_last_day
from caseapp.rules.values import LOCAL, RuleBroken, local_day, minute_of

VERDICTS: Final = ("decide", "return", "refuse")
_DAY: Final = timedelta(days=1)


Answers = Mapping[str, Value]
"""What the officer prepares, by the keys of Mẫu 07 (rules.forms.form07_separation)."""


@dataclass(frozen=True)
class Verdict:
    """What the chair says of it, at which moment; `version` is that of the paper they read."""

    move: str
    decided_at: datetime
    words: str
    signed_at: datetime | None = None
    version: int | None = None


def _check(spec: Form, said: Answers) -> None:
    """Raise RuleBroken for an answer that the form asks for and that is not there or none of its.

    The page has checked them before: this holds for whoever comes another way.
    """
    for field in spec.asked:
        given = said.get(field.key)
        codes = given if isinstance(given, tuple) else (given,) if given else ()
        if field.required and not (given.strip() if isinstance(given, str) else given):
            message = wording.CHOOSE if field.codes else wording.FILL
        elif field.codes and any(field.answer(str(code)) is None for code in codes):
            message = wording.CHOOSE_LISTED
        else:
            continue
        raise RuleBroken(message, field=field.key, params={"label": field.question})
    check_days(*_days(said))


def _days(said: Answers) -> tuple[date, date]:
    """Return the first and the last day, both included."""
    first, last = said["first_day"], said["last_day"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    return first, last


def _content(spec: Form, said: Answers) -> Content:
    """Return what the paper says: all but its days, and the place on a paper of its own."""
    kept = {
        field.key: said[field.key]
        for field in spec.unrestricted().asked
        if field.key in said and field.key not in OF_COLUMNS
    }
    return dict(boxes(spec, kept))


def _place(said: Answers) -> Place:
    return Place(*(str(said.get(each.name, "")) for each in fields(Place)))


def prepare_separation(
    actor: Actor, code: str, said: Answers, *, now: datetime, post: str = ""
) -> str:
    """Prepare a separation and bring it before both chairs; return its number in the case.

    RuleBroken while another one waits or holds, here or in another unit's case of the child.
    """
    spec = form("07", local_day(now))
    _check(spec, said)
    first, last = _days(said)
    with desk.writing(actor, BY["amend"], now=now, post=post) as door:
        case = live_case(door, code)
        rows = papers_of(door, case, SEPARATION)
        if any(row.state in {"submitted", "returned", "in_force"} for row in rows):
            raise RuleBroken("In this case a separation waits for its decision, or holds already")
        refuse_second(door, case)
        born_by(door, case, first, "first_day")
        row = add_paper(
            door,
            case,
            SEPARATION,
            _content(spec, said),
            state=SEPARATIONS.initial,
            edition=spec.edition.id,
            happened_at=now,
            valid_from=first,
            valid_until=last + _DAY,
            submitted_at=now,
            submitted_by=actor.user_id,
        )
        keep_place(door, case, row, _place(said))
        note(door, case, row, "separation_submit", now)
        engage_chairs(door, case, row)
        door.made = str(len(rows) + 1)
        return door.made


def amend_separation(
    actor: Actor,
    code: str,
    number: int,
    said: Answers,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> str:
    """Change what waits for its decision or was returned, and bring it before the chairs anew.

    Stale when somebody else changed it since the form was filled from it.
    """
    with desk.writing(actor, BY["amend"], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, SEPARATION)
        state = SEPARATIONS.next_state(row.state, "amend")
        door.expect_version(row, version, row.version)
        spec = edition("07", row.edition)
        _check(spec, said)
        first, last = _days(said)
        born_by(door, case, first, "first_day")
        row.state, row.valid_from, row.valid_until = state, first, last + _DAY
        row.submitted_at, row.submitted_by = now, actor.user_id
        row.decided_at = row.decided_by = row.decision = None
        save_text(door, row, _content(spec, said))
        keep_place(door, case, row, _place(said))
        note(door, case, row, "separation_submit", now)
        end(door, case.code, ["separation_submitted"])
        engage_chairs(door, case, row)
        door.made = str(number)
        return door.made


def withdraw_separation(
    actor: Actor, code: str, number: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Take a separation back that nobody has decided on."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, BY["withdraw"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = numbered(door, case, number, SEPARATION)
        row.state = SEPARATIONS.next_state(row.state, "withdraw")
        note(door, case, row, "separation_withdraw", now, why)
        end(door, case.code, ["separation_submitted"])
        release_chairs(door, case)
        door.made = str(number)


def decide_separation(
    actor: Actor, code: str, number: int, verdict: Verdict, *, now: datetime, post: str = ""
) -> None:
    """Decide on a separation, refuse it, or return it to the officer with a comment.

    RuleBroken when a chair of either unit has decided already, for what the person wrote, for a
    text that was changed meanwhile, and for a moment or last day that the law does not allow.
    """
    if verdict.move not in VERDICTS:
        raise RuleBroken("Choose a decision", field="move")
    if not verdict.words.strip():
        raise RuleBroken("Give the reason for the decision", field="words")
    check_signing(verdict.signed_at, now)
    with desk.writing(actor, BY[verdict.move], now=now, post=post) as door:
        case = live_case(door, code)
        row = numbered(door, case, number, SEPARATION)
        _refuse_decided(door, row)
        state = SEPARATIONS.next_state(row.state, verdict.move)
        not_own(door, row)
        expect_paper(row, verdict.version)
        check_decided_at(door, case, verdict.decided_at)
        unit = unit_deciding(door, case)
        if verdict.move == "decide":
            _put_in_force(door, case, row, verdict, unit)
        else:
            row.happened_at = verdict.decided_at
        row.state, row.signed_at = state, verdict.signed_at
        row.naming_id = naming_used(door, unit, verdict.decided_at)
        decide_paper(door, row, verdict.words.strip())
        note(door, case, row, f"separation_{verdict.move}", verdict.decided_at, verdict.words)
        _say_decided(door, case, row)
        door.made = str(number)


def _put_in_force(
    door: desk.Door, case: Case, row: Paper, verdict: Verdict, unit: int
) -> None:  # fmt: skip
    """Let it hold from the decision on; it also is the decision that the 12 hours wait for."""
    assert row.valid_from is not None
    assert row.valid_until is not None
    refuse_second(door, case)
    check_last_day(verdict.decided_at, row.valid_until - _DAY, door.now, field="move")
    row.happened_at = verdict.decided_at
    row.valid_from = max(row.valid_from, local_day(verdict.decided_at))
    save_text(door, row, {**content_of(door, row), "decided_in": unit})
    start_separation(door, case, row, verdict.words.strip(), verdict.signed_at)


def _refuse_decided(door: desk.Door, row: Paper) -> None:
    """Raise RuleBroken for the second chair: the first decision stands for both units."""
    if row.decided_at is not None and row.state not in {"submitted", "returned"}:
        raise RuleBroken(
            "%(who)s has decided on this already, on %(when)s: that decision stands for both units",
            params={
                "who": name_of(door, row.decided_by),
                "when": f"{row.happened_at.astimezone(LOCAL):%d/%m/%Y %H:%M}",
            },
        )


def check_decided_at(door: desk.Door, case: Case, moment: datetime) -> None:
    """Raise RuleBroken for a decision in the future, or before anything of the case was known."""
    if moment > door.now:
        raise RuleBroken("The moment cannot lie in the future", field="decided_at")
    received = select(Report.received_at).where(Report.case_id == case.id)
    known = min([case.opened_at, *door.session.scalars(received)])
    if moment < minute_of(known):
        raise RuleBroken(
            "The decision cannot lie before the report was received", field="decided_at"
        )


def _say_decided(door: desk.Door, case: Case, row: Paper) -> None:
    """Tell the officer and the other chairs what was decided."""
    end(door, case.code, ["separation_submitted"])
    subject, cause = Subject(case.code, case.area_id), f"{row.id} {row.version} {row.state}"
    tell_officers(door, "separation_decided", subject, row.submitted_by, cause=cause)
    if row.state == "returned":
        return
    tell_chairs(door, case, "separation_decided", cause)
    if row.state == "refused":
        release_chairs(door, case)


def note(
    door: desk.Door, case: Case, paper: Paper, kind: str, at: datetime, text: str = ""
) -> None:
    """Add a line to the case's timeline, and one to the log; neither tells of a place."""
    row = note_down(door, case, kind, at, text)
    row.naming_id = paper.naming_id if kind.endswith(("_decide", "_refuse", "_return")) else None
    door.log(f"case:{case.id}", case.area_id, paper=paper.id, step=kind)

"""What a chair says of alternative care or of its end, kept the same way for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.cases import check_signing
from caseapp.casework.measure_papers import expect_paper, not_own
from caseapp.casework.notices import Subject, end, tell_officers
from caseapp.casework.papers import content_of, decide_paper, save_text
from caseapp.casework.separations import check_decided_at, note
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.values import RuleBroken

VERDICTS: Final = ("decide", "return", "refuse")


@dataclass(frozen=True)
class CareVerdict:
    """What the chair says, at which moment; `number` is that of the decision on paper."""

    move: str
    decided_at: datetime
    words: str
    number: str = ""
    signed_at: datetime | None = None
    version: int | None = None


def check_verdict(verdict: CareVerdict, now: datetime) -> None:
    """Raise RuleBroken for a verdict that cannot be."""
    if verdict.move not in VERDICTS:
        raise RuleBroken("Choose a decision", field="move")
    if not verdict.words.strip():
        raise RuleBroken("Give the reason for the decision", field="words")
    check_signing(verdict.signed_at, now)


def take_verdict(door: desk.Door, case: Case, row: Paper, verdict: CareVerdict) -> None:
    """Keep who decided, when, by which naming and in which words; tell the officer.

    Returned, it is the officer's again: the words say what to mend.
    """
    not_own(door, row)
    expect_paper(row, verdict.version)
    check_decided_at(door, case, verdict.decided_at)
    row.happened_at, row.signed_at = verdict.decided_at, verdict.signed_at
    row.naming_id = naming_used(door, case.area_id, verdict.decided_at)
    decide_paper(door, row, verdict.words.strip())
    if verdict.number.strip() and verdict.move != "return":
        save_text(door, row, content_of(door, row) | {"number": verdict.number.strip()})
    note(door, case, row, f"{row.kind}_{verdict.move}", verdict.decided_at, verdict.words)
    end(door, case.code, ["care_submitted"])
    about = Subject(case.code, case.area_id)
    cause = f"{row.id} {row.state}"
    tell_officers(door, "care_decided", about, row.submitted_by, cause=cause)

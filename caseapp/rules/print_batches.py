"""Papers of many files at once: which papers, of which files, and how many at the most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.codes.prints import PRINT_REASONS
from caseapp.rules.values import RuleBroken, msgid

SUMMARY: Final = "summary"
OF_REPORTS: Final = frozenset({"01", "02"})
"""Papers that belong to a report; the others to a case."""
PAPERS: Final = {
    SUMMARY: msgid("Case summary"),
    "01": msgid("Mẫu 01, information received"),
    "02": msgid("Mẫu 02, initial assessment"),
    "03": msgid("Mẫu 03, detailed assessment"),
    "04": msgid("Mẫu 04, plan"),
    "05": msgid("Mẫu 05, decision on the plan"),
    "06": msgid("Mẫu 06, review"),
    "07": msgid("Mẫu 07, separation"),
}
"""What can be printed of many files, each with its words."""

ONE_FILE: Final = "pdf"
APART: Final = "zip"
FORMATS: Final = {
    ONE_FILE: msgid("One PDF, to be printed in one go"),
    APART: msgid("A PDF for each paper, packed in a .zip"),
}
MOST: Final = 500
"""Papers of one batch."""


@dataclass(frozen=True)
class Batch:
    """What is asked for: a paper of every file of a unit from a day to another, both included.

    `unit` is 0 for the whole city. Of a report its receipt counts, of a case its opening.
    `both_sides`: each paper begins on the front of a sheet.
    """

    paper: str
    unit: int
    since: date
    last_day: date
    reason: str
    form: str = ONE_FILE
    both_sides: bool = False


def check_batch(batch: Batch, today: date) -> None:
    """Raise RuleBroken at the field for what cannot be printed."""
    if batch.paper not in PAPERS:
        raise RuleBroken("Choose what to print", field="paper")
    if batch.reason not in PRINT_REASONS:
        raise RuleBroken("Choose what the print is for", field="reason")
    if batch.form not in FORMATS:
        raise RuleBroken("Choose how the papers are made", field="form")
    if batch.since > today:
        raise RuleBroken("This day lies in the future", field="since")
    if batch.last_day < batch.since:
        raise RuleBroken("The last day lies before the first", field="last_day")


def check_number(found: int) -> None:
    """Raise RuleBroken when there is nothing to print, or too much for one batch."""
    if not found:
        raise RuleBroken(
            "There is no such paper in these days: choose other days", field="last_day"
        )
    if found > MOST:
        raise RuleBroken(
            "These are %(found)d papers, and at most %(most)d are printed at once: choose fewer "
            "days",
            field="last_day",
            params={"found": found, "most": MOST},
        )

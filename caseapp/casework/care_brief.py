"""What the page of a case tells of alternative care, from rows that were loaded for the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from caseapp.casework.care import KIND
from caseapp.casework.care_endings import KIND as ENDING
from caseapp.records.papers import Paper
from caseapp.rules.care_states import ASKED, OPEN


@dataclass(frozen=True)
class CareBrief:
    """How alternative care stands: its state and since when, and how the end that is asked for."""

    state: str = ""
    since: datetime | None = None
    ending: str = ""

    @property
    def waits(self) -> bool:
        """Whether something waits for the chair."""
        return "submitted" in {self.state, self.ending}

    @property
    def returned(self) -> bool:
        """Whether the chair has given something back to the officer."""
        return "returned" in {self.state, self.ending}


def brief_of_care(papers: Iterable[Paper]) -> CareBrief:
    """Tell how alternative care stands, nothing when there is none; nothing is read."""
    rows = list(papers)
    held = next((row for row in rows if row.kind == KIND and row.state in OPEN), None)
    if held is None:
        return CareBrief()
    endings = (row.state for row in rows if row.kind == ENDING and row.state in ASKED)
    return CareBrief(held.state, held.happened_at, next(endings, ""))

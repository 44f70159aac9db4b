"""What the page of a case tells of alternative care, from rows that were loaded for the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from caseapp.casework.care import KIND
from caseapp.casework.care_endings import KIND as ENDING
from caseapp.records.papers import Paper
from caseapp.rules.care_states import OPEN


@dataclass(frozen=True)
class CareBrief:
    """How alternative care stands: its state and since when, and whether its end waits."""

    state: str = ""
    since: datetime | None = None
    ending: bool = False

    @property
    def waits(self) -> bool:
        """Whether something waits for the chair."""
        return self.state == "submitted" or self.ending


def brief_of_care(papers: Iterable[Paper]) -> CareBrief:
    """Tell how alternative care stands, nothing when there is none; nothing is read."""
    rows = list(papers)
    held = next((row for row in rows if row.kind == KIND and row.state in OPEN), None)
    if held is None:
        return CareBrief()
    waiting = any(row.kind == ENDING and row.state == "submitted" for row in rows)
    return CareBrief(held.state, held.happened_at, waiting)

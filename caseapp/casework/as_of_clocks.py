"""The clocks of a case as they stood on a past moment: those of which it was known by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.care import FOLLOW_UP, FOLLOW_UP_CLOCK
from caseapp.casework.case_clocks import clocks_of
from caseapp.casework.papers import Content
from caseapp.casework.past_rows import PastRows
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case
from caseapp.records.papers import Paper


class _Starts(NamedTuple):
    """The papers as they stood, and what they said: by them clocks of papers start."""

    papers: Sequence[Paper]
    said: Mapping[int, Content]

    def has(self, row: CaseClock) -> bool:
        """Tell whether what starts a clock had been entered: a decision, a hand-over, a visit."""
        if row.paper_id is None:
            return True
        paper = next((each for each in self.papers if each.id == row.paper_id), None)
        if paper is None or paper.decided_at is None:
            return False
        return row.clock != FOLLOW_UP_CLOCK or row.started_at in self._followed(paper)

    def _followed(self, care: Paper) -> Iterable[datetime]:
        handed = str(self.said.get(care.id, {}).get("handed_at", ""))
        visits = [
            each.happened_at
            for each in self.papers
            if each.kind == FOLLOW_UP and each.follows_id == care.id
        ]
        return [*visits, datetime.fromisoformat(handed)] if handed else visits


def clocks_then(
    door: desk.Door,
    case: Case,
    stood: PastRows,
    papers: Sequence[Paper],
    said: Mapping[int, Content],
) -> list[CaseClock]:
    """Return copies of the clocks that had been started, as they stood: by two statements.

    An end is the one before later changes. What stopped a clock after the moment had not stopped
    it then, also where its changes were not kept.
    """
    moment, starts = stood.moment, _Starts(papers, said)
    ends = _ends(door, case, moment)
    found = []
    for row in map(stood.then, clocks_of(door, case)):
        row.due_at = ends.get(row.id, row.due_at)
        if row.stopped_at is not None and row.stopped_at > moment:
            row.stopped_at, row.outcome = None, ""
        if row.started_at <= moment and starts.has(row):
            found.append(row)
    return found


def _ends(door: desk.Door, case: Case, moment: datetime) -> dict[int, datetime]:
    """Return the end of each clock before it was moved for the first time after the moment."""
    asked = select(ClockChange.clock_id, ClockChange.old_due_at).where(
        ClockChange.case_id == case.id, ClockChange.entered_at > moment
    )
    rows = door.session.execute(asked.order_by(ClockChange.id.desc()))
    return {row.clock_id: row.old_due_at for row in rows}

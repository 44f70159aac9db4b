"""The clocks of a case inside an open door: started, stopped, held back, and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.casework.notices import end
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.rules.clocks import CLOCKS, Clock, Standing, due, standing

OF_PLAN: Final = ("plan_submission", "plan_approval")
"""The clocks of a plan: they run from the receipt, but not under an emergency measure."""

OF_CASE_CLOCKS: Final = ("case_clock_soon", "case_clock_late")
"""Notices that tell how a clock stands: told anew when it stands otherwise."""


@dataclass(frozen=True)
class ClockView:
    """A clock of a case: how it stands, by which article; `number` counts within the case.

    outcome      "" while it runs, `done`, or `emergency` while an emergency measure holds it back
    before_use   it ended before the file was kept here: it tells nobody and is never late
    """

    number: int
    clock: Clock
    standing: Standing
    started_at: datetime
    outcome: str
    paused_at: datetime | None
    before_use: bool

    @property
    def runs(self) -> bool:
        """Whether it goes on now."""
        return self.standing.stopped_at is None and self.paused_at is None


def start_clock(
    door: desk.Door, case: Case, name: str, started_at: datetime, *, paper: Paper | None = None
) -> CaseClock:
    """Start a clock of a case from the recorded moment, by today's calendar."""
    clock = CLOCKS[name]
    row = CaseClock(
        case_id=case.id,
        area_id=case.area_id,
        paper_id=paper.id if paper is not None else None,
        clock=name,
        edition=clock.edition.id,
        started_at=started_at,
        due_at=due(clock, started_at, calendar_of(door)),
    )
    door.session.add(row)
    door.session.flush()
    return row


def stop_clocks(
    door: desk.Door,
    case: Case,
    *names: str,
    moment: datetime,
    paper: Paper | None = None,
    outcome: str = "done",
) -> None:
    """Stop the running clocks of these names at a moment; those of one paper when it is given."""
    running = clocks_of(door, case, *names)
    for row in running:
        if row.stopped_at is None and (paper is None or row.paper_id == paper.id):
            row.stopped_at, row.paused_at, row.outcome = moment, None, outcome
    door.session.flush()
    end(door, case.code, OF_CASE_CLOCKS, anew=True)


def start_plan_clocks(door: desk.Door, case: Case, started_at: datetime) -> None:
    """Start the clocks of the plan, unless they ran before (Decree 56/2017, Art. 28)."""
    if not clocks_of(door, case, *OF_PLAN):
        for name in OF_PLAN:
            start_clock(door, case, name, started_at)


def hold_plan_clocks(door: desk.Door, case: Case) -> None:
    """Hold the plan's clocks back: an emergency measure applies, and the limits except it."""
    stop_clocks(door, case, *OF_PLAN, moment=door.now, outcome="emergency")


def free_plan_clocks(door: desk.Door, case: Case) -> None:
    """Let the plan's clocks run again as if they never stood: no emergency measure stands."""
    for row in clocks_of(door, case, *OF_PLAN):
        if row.outcome == "emergency":
            row.stopped_at, row.outcome = None, ""
    door.session.flush()


def clocks_of(door: desk.Door, case: Case, *names: str) -> list[CaseClock]:
    """Return the clocks of a case in the order in which they were started."""
    asked = select(CaseClock).where(CaseClock.case_id == case.id)
    if names:
        asked = asked.where(CaseClock.clock.in_(names))
    return list(door.session.scalars(asked.order_by(CaseClock.id)))


def views_of(rows: Iterable[CaseClock], now: datetime) -> list[ClockView]:
    """Return how clocks stand, given in the order in which they were started.

    A paused clock stands as it did when the pause began.
    """
    return [
        ClockView(
            number,
            clock := CLOCKS[row.clock],
            standing(row.due_at, row.paused_at or now, row.stopped_at, clock.soon),
            row.started_at,
            row.outcome,
            row.paused_at,
            row.before_use,
        )
        for number, row in enumerate(rows, 1)
    ]

"""Made-up new rounds: a review that goes on before each second plan, two that wait for theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select, update

from caseapp.records.papers import Paper
from caseapp.rules.assessment_states import DETAILED
from caseapp.upkeep.demo.assessments import write_detailed, write_going_on
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_DAY: Final = timedelta(days=1)
_WAITING: Final = ("assess", "plan")
"""What new rounds ask for that wait, in the first ward if it has such cases."""

_LONG_AGO: Final = 14
"""So many days a plan was carried out before it is reviewed."""


def write_rounds(told: Telling, logged: Iterable[tuple[Story, CaseFile | None]]) -> None:
    """Write the reviews between two plans of open cases, and those that wait for a new plan."""
    told.rows.flush()
    plans = _plans_in_force(told)
    waiting: list[tuple[Story, CaseFile]] = []
    for story, file in logged:
        plan = plans.get(file.id) if file is not None and file.state == "open" else None
        if file is None or plan is None:
            continue
        if plan.follows_id is not None:
            reviewed = plan.entered_at - 3 * _DAY
            write_going_on(told, story, file, reviewed)
            _assess_anew(told, story, file, after=1, since=reviewed)
        elif plan.decided_at < told.span.end - _LONG_AGO * _DAY:
            waiting.append((story, file))
    waiting.sort(key=lambda pair: pair[0].area_id != DOZEN[0])
    for asked, (story, file) in zip(_WAITING, waiting, strict=False):
        reviewed = told.span.end - 4 * _DAY
        write_going_on(told, story, file, reviewed)
        if asked == "plan":
            _assess_anew(told, story, file, after=2, since=reviewed)
    told.rows.flush()


def _plans_in_force(told: Telling) -> dict[int, Any]:
    columns = (Paper.case_id, Paper.follows_id, Paper.entered_at, Paper.decided_at)
    asked = select(*columns).where(Paper.kind == "plan", Paper.state == "approved")
    return {row.case_id: row for row in told.rows.door.session.execute(asked)}


def _assess_anew(told: Telling, story: Story, file: CaseFile, *, after: int, since: Any) -> None:  # noqa: ANN401
    """Let a new Mẫu 03 follow the one before."""
    papers: Any = Paper.__table__
    told.rows.door.session.execute(
        update(papers)
        .where(papers.c.case_id == file.id, papers.c.kind == DETAILED)
        .where(papers.c.state == "signed")
        .values(state="followed")
    )
    write_detailed(told, story, file, since + after * _DAY, signed=True)

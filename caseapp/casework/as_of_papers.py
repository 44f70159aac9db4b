"""The papers of a case as they stood on a past moment, in the words of then: all but the places.

What a paper says is kept in versions that all stay; what was signed or decided later was a draft
or waited still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.as_of_clocks import clocks_then
from caseapp.casework.as_of_measures import KINDS as OF_MEASURES
from caseapp.casework.as_of_measures import PastMeasures, Told, measures_as_of
from caseapp.casework.as_of_plans import Line, PastPlan, PlansThen, plans_as_of
from caseapp.casework.case_clocks import ClockView, views_of
from caseapp.casework.papers import Content, opened, papers_of
from caseapp.casework.past_rows import pasts_of
from caseapp.casework.plan_views import APPROVAL, PLAN
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form


@dataclass(frozen=True)
class PastAssessment:
    """An assessment as it was written; `level` is empty while it was a draft."""

    kind: str
    form: Form
    values: dict[str, Value]
    happened_at: datetime
    level: str
    signed_at: datetime | None
    by: str


@dataclass(frozen=True)
class PastPapers:
    """The assessments, the oldest first, the plans in their order, the measures and the clocks.

    `whole` is False where a change of a paper was not kept.
    """

    assessments: list[PastAssessment]
    plans: list[PastPlan]
    measures: PastMeasures
    clocks: list[ClockView]
    whole: bool


@dataclass(frozen=True)
class Known:
    """What of the case was known by then.

    The marks of the reports that stood in it, the lines of its timeline, and the records that were
    one child with its own.
    """

    reports: Collection[str]
    lines: Sequence[Line]
    records: Collection[int]


def papers_as_of(door: desk.Door, case: Case, moment: datetime, known: Known) -> PastPapers:
    """Return the papers as they stood: as many statements however many there are."""
    told = select(Report).where(Report.case_id == case.id)
    held = {row.id: row for row in door.session.scalars(told)}  # so that none is read again
    found = [
        row
        for row in papers_of(door, case, *FORM_OF, PLAN, APPROVAL, *OF_MEASURES)
        if row.entered_at <= moment
        and (row.report_id is None or held[row.report_id].code in known.reports)
    ]
    texts, users = _texts(door, found, moment), _accounts(door, found)
    said, stood = opened(door, found, texts), pasts_of(door, case, moment)
    papers = list(map(stood.then, found))
    then = Told(papers, said, clocks_then(door, case, stood, papers, said))
    views = PastPapers(
        [_assessment(door, row, said, moment) for row in then.of(*FORM_OF)],
        plans_as_of(PlansThen(door, case, stood, known.lines, texts, then)),
        measures_as_of(door, case, then, known.records, moment),
        views_of(then.clocks, moment),
        all(stood.is_whole(row) for row in found if row.kind in OF_MEASURES),
    )
    del users
    return views


def _texts(door: desk.Door, papers: Iterable[Paper], moment: datetime) -> list[PaperText]:
    numbers = [row.id for row in papers]
    asked = select(PaperText).where(
        PaperText.paper_id.in_(numbers), PaperText.entered_at <= moment
    )  # fmt: skip
    return list(door.session.scalars(asked.order_by(PaperText.version))) if numbers else []


def _accounts(door: desk.Door, papers: Iterable[Paper]) -> list[User]:
    """Return the accounts that papers name; held, so that none is read by itself."""
    named = {
        number for row in papers for number in (row.submitted_by, row.entered_by, row.decided_by)
    }
    asked = select(User).where(User.id.in_(named - {None}))
    return list(door.session.scalars(asked))


def _assessment(
    door: desk.Door, row: Paper, said: Mapping[int, Content], moment: datetime
) -> PastAssessment:
    form = edition(FORM_OF[row.kind], row.edition)
    signed = row.signed_at is not None and row.signed_at <= moment
    return PastAssessment(
        kind=row.kind,
        form=form,
        values=restore(form, said.get(row.id, {})),
        happened_at=row.happened_at,
        level=row.level if signed else "",
        signed_at=row.signed_at if signed else None,
        by=name_of(door, row.submitted_by if signed else row.entered_by),
    )

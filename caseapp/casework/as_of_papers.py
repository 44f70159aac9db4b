"""Assessments and plans of a case as they stood on a past moment, in the words of then.

What a paper says is kept in versions that all stay; what was signed or decided later was a draft
or waited still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.papers import Content, opened, papers_of
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form
from caseapp.rules.plan_states import IN_FORCE, PLANS
from caseapp.rules.plans import Plan, from_json

PLAN: Final = "plan"
_STEPS: Final = {
    "plan_submit": "submitted",
    "plan_take_back": PLANS.initial,
    "plan_withdraw": "withdrawn",
    "plan_approve": IN_FORCE,
    "plan_return": "returned",
}
"""To what a plan came by each line of the timeline."""


class Line(Protocol):
    """A line of the timeline that had been entered by then."""

    @property
    def kind(self) -> str:
        """What was done."""

    @property
    def detail(self) -> str:
        """Of a plan its number."""

    @property
    def entered_at(self) -> datetime:
        """When it was entered."""


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
class PastPlan:
    """A plan as it was written, and the state to which it had come."""

    number: int
    state: str
    said: Plan
    written_at: datetime
    by: str


@dataclass(frozen=True)
class PastPapers:
    """The assessments, the oldest first, and the plans in their order."""

    assessments: list[PastAssessment]
    plans: list[PastPlan]


def papers_as_of(
    door: desk.Door,
    case: Case,
    moment: datetime,
    reports: Collection[str],
    lines: Sequence[Line],
) -> PastPapers:
    """Return the papers as they stood; `reports` are the marks of those that stood in the case.

    As many statements however many papers there are.
    """
    told = select(Report).where(Report.case_id == case.id)
    held = {row.id: row for row in door.session.scalars(told)}  # so that none is read again
    found = [
        row
        for row in papers_of(door, case, *FORM_OF, PLAN)
        if row.entered_at <= moment
        and (row.report_id is None or held[row.report_id].code in reports)
    ]
    texts = _texts(door, found, moment)
    said = opened(door, found, texts)
    users = _accounts(door, found)
    plans = [row for row in found if row.kind == PLAN]
    views = PastPapers(
        [_assessment(door, row, said, moment) for row in found if row.kind != PLAN],
        [
            _plan(door, row, number, said, _Then(moment, lines, texts))
            for number, row in enumerate(plans, 1)
        ],
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
    named = {row.submitted_by for row in papers} | {row.entered_by for row in papers}
    asked = select(User).where(User.id.in_(named - {None}))
    return list(door.session.scalars(asked))


def _assessment(
    door: desk.Door, row: Paper, said: dict[int, Content], moment: datetime
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


@dataclass(frozen=True)
class _Then:
    moment: datetime
    lines: Sequence[Line]
    texts: Sequence[PaperText]

    def state(self, row: Paper, number: int) -> str:
        """Return the state of a plan by the last step that had been entered, or by its columns."""
        steps = [
            line
            for line in self.lines
            if line.kind in _STEPS and line.detail == str(number)
        ]  # fmt: skip
        if not steps:
            return self._by_columns(row)
        last = max(steps, key=lambda line: line.entered_at)
        written = max(each.entered_at for each in self.texts if each.paper_id == row.id)
        mended = last.kind == "plan_return" and written > last.entered_at
        return PLANS.initial if mended else _STEPS[last.kind]

    def _by_columns(self, row: Paper) -> str:
        for column, state in (("decided_at", IN_FORCE), ("submitted_at", "submitted")):
            at: Any = getattr(row, column)
            if at is not None and at <= self.moment:
                return state
        return PLANS.initial


def _plan(
    door: desk.Door, row: Paper, number: int, said: dict[int, Content], then: _Then
) -> PastPlan:
    own = [each for each in then.texts if each.paper_id == row.id]
    state = then.state(row, number)
    if state == IN_FORCE and _replaced(row, number, then):
        state = "replaced"
    return PastPlan(
        number=number,
        state=state,
        said=from_json(said.get(row.id, {})),
        written_at=own[-1].entered_at if own else row.entered_at,
        by=name_of(door, row.entered_by),
    )


def _replaced(row: Paper, number: int, then: _Then) -> bool:
    """Tell whether a later plan had been approved by then."""
    if row.state != "replaced":
        return False
    return any(
        line.kind == "plan_approve" and line.detail.isdecimal() and int(line.detail) > number
        for line in then.lines
    )

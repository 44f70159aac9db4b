"""Reading assessments and reviews: what each says, counts and still owes, and what it alarms of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from caseapp import desk
from caseapp.casework.papers import Content, opened
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.records.reports import Report
from caseapp.rules.assessment_states import ASSESSMENTS, FORM_OF, INITIAL, owed
from caseapp.rules.clocks import Standing
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form
from caseapp.rules.risk import Tally, is_emergency, proposed_level, tally


@dataclass(frozen=True)
class AssessmentView:
    """An assessment or review as its readers see it.

    `subject` is the code of its report or case, `number` counts within that and the kind. `owed`
    are the keys of what is still to be answered; `emergency`: the first row of harm is rated Cao.
    """

    kind: str
    subject: str
    number: int
    state: str
    version: int
    form: Form
    values: dict[str, Value]
    happened_at: datetime
    entered_at: datetime
    entered_by: str
    signed_at: datetime | None
    signed_by: str
    level: str
    proposed: str
    harm: Tally
    protection: Tally
    owed: tuple[str, ...]
    emergency: bool

    @property
    def is_draft(self) -> bool:
        """Whether it is still to be signed off."""
        return self.state == ASSESSMENTS.initial


def views_of(
    papers: Iterable[Paper],
    contents: Mapping[int, Content],
    codes: Mapping[tuple[str, int], str],
    name: Callable[[int | None], str],
) -> list[AssessmentView]:
    """Turn loaded papers, in the order of their entry, into views; other kinds are left out.

    `codes` hold the code of each report and case, by ("report", id) and ("case", id); `name` tells
    an account's full name.
    """
    numbers: Counter[tuple[str, str]] = Counter()
    found = []
    for paper in papers:
        if paper.kind not in FORM_OF:
            continue
        about = ("report", paper.report_id) if paper.report_id else ("case", paper.case_id or 0)
        subject = codes[about]
        numbers[paper.kind, subject] += 1
        number = numbers[paper.kind, subject]
        found.append(_view(paper, contents.get(paper.id, {}), subject, number, name))
    return found


def _view(
    paper: Paper, content: Content, subject: str, number: int, name: Callable[[int | None], str]
) -> AssessmentView:
    form = edition(FORM_OF[paper.kind], paper.edition)
    values = restore(form, content)
    return AssessmentView(
        kind=paper.kind,
        subject=subject,
        number=number,
        state=paper.state,
        version=paper.version,
        form=form,
        values=values,
        happened_at=paper.happened_at,
        entered_at=paper.entered_at,
        entered_by=name(paper.entered_by),
        signed_at=paper.signed_at,
        signed_by=name(paper.submitted_by),
        level=paper.level,
        proposed=proposed_level(form, values),
        harm=tally(form, values, HARM),
        protection=tally(form, values, PROTECTION),
        owed=owed(form, values),
        emergency=is_emergency(form, values),
    )


def assessments_of(door: desk.Door, subject: Case | Report) -> list[AssessmentView]:
    """Return the assessments on a report, or of a case with its reports', the oldest first.

    What the door fetched before is told from memory.
    """
    owners = [subject]
    if isinstance(subject, Case):
        owners += door.rows(Report.case_id, subject.id)
    papers = [row for owner in owners for row in _rows(door, owner, Paper) if row.kind in FORM_OF]
    papers.sort(key=lambda row: (row.entered_at, row.id))
    texts = [row for owner in owners for row in _rows(door, owner, PaperText)] if papers else []
    codes = {(_kind(owner), owner.id): owner.code for owner in owners}
    said = opened(door, papers, texts)
    return views_of(papers, said, codes, lambda user: name_of(door, user))


def _rows(door: desk.Door, owner: Case | Report, model: type[Paper | PaperText]) -> list[Any]:
    column = model.report_id if isinstance(owner, Report) else model.case_id
    return door.rows(column, owner.id)


def _kind(owner: Case | Report) -> str:
    return "report" if isinstance(owner, Report) else "case"


def find_subject(door: desk.Door, kind: str, code: str) -> Case | Report:
    """Return the report or case that an assessment of this kind stands on; Missing beyond."""
    if kind == INITIAL:
        return door.find(Report, code=code, deleted_at=None)
    return door.find(Case, code=code, deleted_at=None)


def newest(views: Iterable[AssessmentView]) -> AssessmentView | None:
    """Return the last that was signed off, or the last draft while there is none."""
    ordered = sorted(views, key=lambda view: (not view.is_draft, view.entered_at))
    return ordered[-1] if ordered else None


def alarming(views: Iterable[AssessmentView], decided: Iterable[datetime]) -> AssessmentView | None:
    """Return the assessment that calls for emergency measures, until these are decided on.

    The last signed one counts, and every draft after it: danger does not wait for a signature.
    A decision answers it that was made after it.
    """
    ordered = sorted(views, key=lambda view: view.entered_at)
    signed = [index for index, view in enumerate(ordered) if not view.is_draft]
    current = ordered[signed[-1] if signed else 0 :]
    last = max(decided, default=None)
    for view in reversed(current):
        if view.emergency and (last is None or last < view.happened_at):
            return view
    return None


@dataclass(frozen=True)
class Alarm:
    """An assessment that calls for emergency measures, and how the 12 hours stand to it.

    `hours`: the clock of a report runs and they are not over ("within"), or are over without a
    decision ("over"); or they were met before this was rated, by the decision of `decided_at`
    ("again"): no clock runs for it any more.
    """

    assessment: AssessmentView
    hours: Literal["within", "over", "again"]
    decided_at: datetime | None


def alarm_of(
    views: Iterable[AssessmentView],
    decided: Iterable[datetime],
    clocks: Iterable[Standing | None],
) -> Alarm | None:
    """Return what alarms among assessments, by the decisions and 12-hour clocks of the reports."""
    moments = list(decided)
    found = alarming(views, moments)
    if found is None:
        return None
    running = [each for each in clocks if each is not None and each.stopped_at is None]
    if any(each.remaining < timedelta() for each in running):
        return Alarm(found, "over", max(moments, default=None))
    again = bool(moments) and not running
    return Alarm(found, "again" if again else "within", max(moments, default=None))

"""Assessing a child: Mẫu 02 on a report, Mẫu 03 and the review Mẫu 06 in a case.

The officer writes a draft and signs it off; what is signed stays as it was, and a new one follows
it. The rows propose a level, the officer sets it, and with it that of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from caseapp import desk
from caseapp.casework.assessment_reading import find_subject
from caseapp.casework.cases import put_level
from caseapp.casework.lone_reports import insist_on_own, mark_if_alone
from caseapp.casework.notices import Subject, end, tell
from caseapp.casework.papers import add_paper, content_of, papers_of, save_text
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules import closing, risk
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.alone import acts_alone
from caseapp.rules.assessment_states import ASSESSMENTS, FORM_OF, INITIAL, KINDS, REVIEW, owed
from caseapp.rules.forms.answers import Value, boxes, restore
from caseapp.rules.forms.registry import edition, form
from caseapp.rules.forms.spec import Form
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, earliest_birth, local_day, minute_of

WRITES: Final = {kind: Act.REPORT_SCREEN if kind == INITIAL else Act.CASE_EDIT for kind in KINDS}
"""By which act each kind is written: of a report the chair may do it alone at night."""

_HARM_IN: Final = {"report": "harm_in_report", "case": "harm_in_case"}
Answers = Mapping[str, Value]


def start_assessment(
    actor: Actor, kind: str, code: str, values: Answers, *, now: datetime, post: str = ""
) -> str:
    """Write the draft of an assessment of a report or case; return `code/number`.

    RuleBroken while a draft of the same kind waits to be signed off.
    """
    with desk.writing(actor, WRITES[kind], now=now, post=post) as door:
        subject = _to_assess(door, kind, code)
        before = papers_of(door, subject, kind)
        if any(paper.state == ASSESSMENTS.initial for paper in before):
            raise RuleBroken("A draft waits to be signed off: go on with that one")
        happened = _moment(door, subject, values)
        spec = _form(kind, local_day(happened))
        paper = add_paper(
            door,
            subject,
            kind,
            boxes(spec, values),
            edition=spec.edition.id,
            state=ASSESSMENTS.initial,
            happened_at=happened,
            proposed_level=risk.proposed_level(spec, values),
            follows_id=before[-1].id if before else None,
        )
        _written(door, subject, paper, spec, values)
        door.made = f"{subject.code}/{len(before) + 1}"
        return door.made


def amend_assessment(
    actor: Actor,
    kind: str,
    code: str,
    number: int,
    values: Answers,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> None:
    """Write a draft anew; Stale when someone else did so since the form was filled from it."""
    with desk.writing(actor, WRITES[kind], now=now, post=post) as door:
        subject, paper = _draft(door, kind, code, number, version)
        paper.state = _next_state(paper, "amend")
        paper.happened_at = _moment(door, subject, values)
        spec = edition(FORM_OF[kind], paper.edition)
        paper.proposed_level = risk.proposed_level(spec, values)
        _keep(door, paper, spec, values)
        _written(door, subject, paper, spec, values)
        door.made = f"{subject.code}/{number}"


def sign_assessment(
    actor: Actor,
    kind: str,
    code: str,
    number: int,
    conclusion: Answers,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> None:
    """Sign a draft off with its conclusion; its level is the case's from now on.

    RuleBroken while a row or the child's word is owed, for a level without its reason, and for a
    review that proposes closing against Art. 30.1.
    """
    with desk.writing(actor, WRITES[kind], now=now, post=post) as door:
        subject, paper = _draft(door, kind, code, number, version)
        paper.state = _next_state(paper, "sign")
        spec = edition(FORM_OF[kind], paper.edition)
        values = {**restore(spec, content_of(door, paper)), **conclusion}
        _check(kind, spec, values)
        paper.level = str(values["level"])
        paper.proposed_level = risk.proposed_level(spec, values)
        paper.submitted_at = paper.signed_at = now
        paper.submitted_by = actor.user_id
        _keep(door, paper, spec, values)
        for earlier in papers_of(door, subject, kind):
            if earlier.id != paper.id and earlier.state == "signed":
                earlier.state = ASSESSMENTS.next_state(earlier.state, "follow")
        _set_level(door, subject, paper, values)
        _written(door, subject, paper, spec, values)
        door.made = f"{subject.code}/{number}"


def _check(kind: str, spec: Form, values: Answers) -> None:
    if owed(spec, values):
        raise RuleBroken("Answer first what is still owed: it is listed above")
    proposed = risk.proposed_level(spec, values)
    reason = str(values.get("level_reason") or "")
    risk.check_level(str(values.get("level") or ""), proposed, reason)
    if not values.get("conclusion"):
        raise RuleBroken("Write the conclusion", field="conclusion")
    if kind == REVIEW:
        closing.check_proposal(values)


def _to_assess(door: desk.Door, kind: str, code: str) -> Case | Report:
    """Return what is assessed; RuleBroken when nothing is assessed of it any more."""
    subject = find_subject(door, kind, code)
    if isinstance(subject, Report):
        insist_on_own(door, subject)
        if subject.state == "ended":
            raise RuleBroken("The report has ended without a case: nothing is assessed of it")
    elif subject.state != "open":
        raise RuleBroken("The case is not open: nothing is assessed in it now")
    return subject


def _draft(
    door: desk.Door, kind: str, code: str, number: int, version: int
) -> tuple[Case | Report, Paper]:
    subject = _to_assess(door, kind, code)
    rows = papers_of(door, subject, kind)
    if not 1 <= number <= len(rows):
        raise Missing(f"papers:{subject.code},{number}")
    paper = rows[number - 1]
    if paper.state == ASSESSMENTS.initial:
        door.expect_version(paper, version)
    return subject, paper


def _next_state(paper: Paper, move: str) -> str:
    if paper.state != ASSESSMENTS.initial:
        raise RuleBroken("It is signed off and stays as it was: write a new one that follows it")
    return ASSESSMENTS.next_state(paper.state, move)


def _moment(door: desk.Door, subject: Case | Report, values: Answers) -> datetime:
    """Return when the child was assessed: not ahead, nor before its birth or the receipt."""
    happened = values["happened_at"]
    assert isinstance(happened, datetime)
    if happened > door.now:
        raise RuleBroken("The moment cannot lie in the future", field="happened_at")
    if isinstance(subject, Report) and happened < minute_of(subject.received_at):
        raise RuleBroken(
            "The assessment cannot lie before the report was received", field="happened_at"
        )
    child = door.session.get(Child, subject.child_id) if subject.child_id else None
    if child is not None and local_day(happened) < _earliest(child):
        raise RuleBroken("The assessment cannot lie before the child was born", field="happened_at")
    return happened


def _form(kind: str, day: date) -> Form:
    """Return the form of the kind in force on the day; RuleBroken when there was none yet."""
    try:
        return form(FORM_OF[kind], day)
    except KeyError:
        raise RuleBroken(
            "There was no such form on that day: check the year", field="happened_at"
        ) from None


def _earliest(child: Child) -> date:
    """Return the first day on which the child may have lived; any day where that is not known."""
    if child.date_of_birth is None:
        return date.min
    return earliest_birth(child.date_of_birth, child.birth_precision)


def _keep(door: desk.Door, paper: Paper, spec: Form, values: Answers) -> None:
    """Keep what it says now; the row's version moves on, also when none of its columns does."""
    flag_modified(paper, "state")
    save_text(door, paper, boxes(spec, values))


def _written(
    door: desk.Door, subject: Case | Report, paper: Paper, spec: Form, values: Answers
) -> None:
    """Say what was written, and call the chair where a child is badly harmed."""
    kind = "report" if isinstance(subject, Report) else "case"
    about, told = Subject(subject.code, subject.area_id), _HARM_IN[kind]
    if not risk.is_emergency(spec, values):
        end(door, subject.code, [told])
    elif not acts_alone(door.actor, door.act, local_day(door.now), subject.area_id):
        tell(door, told, about, to=Role.CHAIR, cause=f"paper {paper.id}")
    if isinstance(subject, Report):
        mark_if_alone(door, subject)
    door.log(f"{kind}:{subject.id}", subject.area_id, paper=paper.id, kind=paper.kind)


def _set_level(door: desk.Door, subject: Case | Report, paper: Paper, values: Answers) -> None:
    """Give the case the level that was signed off; one that is opened later takes it over."""
    case = subject if isinstance(subject, Case) else _case_of(door, subject)
    if case is not None:
        put_level(door, case, paper.level, _why(values))


def _case_of(door: desk.Door, report: Report) -> Case | None:
    return door.session.get(Case, report.case_id) if report.case_id is not None else None


def _why(values: Answers) -> str:
    said = (values.get("conclusion"), values.get("level_reason"))
    return "\n".join(str(text) for text in said if text)


def carry_level(door: desk.Door, report: Report, case: Case) -> None:
    """Give a case that has no level yet the one of the report's assessment, signed off before."""
    signed = [paper for paper in papers_of(door, report, INITIAL) if paper.state == "signed"]
    if case.level or not signed:
        return
    paper = signed[-1]
    values = restore(edition(FORM_OF[INITIAL], paper.edition), content_of(door, paper))
    put_level(door, case, paper.level, _why(values))

"""The steps of a report's first 12 hours beside the chair's own decision."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import receipts, safety, spoken_decisions
from caseapp.casework.deciders import Decider, list_deciders
from caseapp.casework.file_reading import files_of_case, files_of_report
from caseapp.casework.first_hours_reading import Decision
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.spoken_decisions import Spoken
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices
from caseapp.web.filters import moment
from caseapp.web.posting import posted_key
from caseapp.web.reports.first_hours_forms import (
    SO_IT_WAS,
    AnswerForm,
    ReceiptDecisionForm,
    ReceiptForm,
    SafetyForm,
    ScanForm,
    SpokenForm,
)
from caseapp.web.reports.steps import take_step
from caseapp.web.rights import insist, missing
from caseapp.web.signing import day_moment

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the reports' blueprint."""
    for path, view in (
        ("decisions/new", record),
        ("decisions/<int:number>/answer", answer),
        ("decisions/<int:number>/scan", scan),
        ("safety/new", to_safety),
        ("receipt", receipt),
        ("receipt/decision", decide_receipt),
    ):
        blueprint.add_url_rule(f"/<code>/{path}", view.__name__, view, methods=["GET", "POST"])


def _open(code: str, act: Act) -> ReportView:
    """Return the report for a step of it; 404 unless the person may take it in its unit."""
    view = read_report(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


@needs(Act.MEASURE_RECORD)
def record(code: str) -> Answer:
    """Record a decision that the chair gave by telephone or on paper."""
    view = _open(code, Act.MEASURE_RECORD)
    if view.imported:
        missing()
    people = list_deciders(actor(), code, now=now())
    form = SpokenForm(data={"decided_at": now()})
    form.decided_by.choices = [(each.username, _called(each)) for each in people]
    form.way.choices = code_choices("decision_ways")
    form.kind.choices = code_choices("measures")
    return take_step(
        form,
        view,
        lambda: spoken_decisions.record_decision(
            actor(), code, _spoken(form), now=now(), post=posted_key()
        ),
        "reports/spoken.html",
        gettext("The decision is recorded, and waits for its confirmation"),
        people=people,
    )


def _called(person: Decider) -> str:
    if not person.deputy:
        return person.full_name
    return str(gettext("%(name)s, standing in for the chair", name=person.full_name))


def _spoken(form: SpokenForm) -> Spoken:
    decided_at: datetime = form.decided_at.data
    return Spoken(
        kind=form.kind.data or "",
        decided_at=decided_at,
        decided_by=form.decided_by.data or "",
        way=form.way.data or "",
        witness=form.witness.data or "",
        reason=form.reason.data or "",
    )


def _made(view: ReportView, number: int) -> Decision:
    """Return the spoken decision of that number; 404 when the report has none."""
    found = [made for made in view.decisions if made.spoken and made.spoken.number == number]
    if not found:
        missing()
    return found[0]


@needs(Act.MEASURE_CONFIRM)
def answer(code: str, number: int) -> Answer:
    """Ask the chair whether a decision was made as it was entered."""
    view = _open(code, Act.MEASURE_CONFIRM)
    made = _made(view, number)
    form = AnswerForm()
    if made.spoken is None or not made.spoken.deniable:
        form.answer.choices = [SO_IT_WAS]
    return take_step(
        form,
        view,
        lambda: spoken_decisions.answer_decision(
            actor(),
            code,
            number,
            agreed=form.answer.data == "yes",
            remark=form.remark.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/answer.html",
        gettext("Your answer is kept with the decision"),
        made=made,
    )


@needs(Act.MEASURE_RECORD)
def scan(code: str, number: int) -> Answer:
    """Ask which file is the signed scan of a decision that waits."""
    view = _open(code, Act.MEASURE_RECORD)
    made = _made(view, number)
    form = ScanForm()
    form.file.choices = _files(view)
    return take_step(
        form,
        view,
        lambda: spoken_decisions.prove_decision(
            actor(),
            code,
            number,
            file_code=form.file.data or "",
            signed_at=day_moment(form.signed_on.data),
            now=now(),
            post=posted_key(),
        ),
        "reports/scan.html",
        gettext("The signed scan stands with the decision"),
        made=made,
    )


def _files(view: ReportView) -> list[tuple[str, str]]:
    """Return the files that may be a scan: of the report, or of its case."""
    found = (
        files_of_case(actor(), view.case_code, now=now())
        if view.case_code
        else files_of_report(actor(), view.code, now=now())
    )
    own = [file for file in found if file.about in {view.code, view.case_code}]
    return [
        (file.code, f"{file.description} ({moment(file.entered_at)})")
        for file in own
        if not file.withdrawn_at
    ]


@needs(Act.SAFETY_RECORD)
def to_safety(code: str) -> Answer:
    """Record that the child was taken to safety."""
    view = _open(code, Act.SAFETY_RECORD)
    form = SafetyForm(data={"happened_at": now()})
    return take_step(
        form,
        view,
        lambda: safety.record_safety(
            actor(),
            code,
            happened_at=form.happened_at.data,
            place=form.place.data or "",
            taken_by=form.taken_by.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/safety.html",
        gettext("It is recorded that the child was taken to safety"),
    )


@needs(Act.RECEIPT_CORRECT)
def receipt(code: str) -> Answer:
    """Ask when a report was received in truth."""
    view = _open(code, Act.RECEIPT_CORRECT)
    if view.clock is None:
        missing()
    form = ReceiptForm(data={"received_at": view.received_at})
    return take_step(
        form,
        view,
        lambda: receipts.correct_receipt(
            actor(),
            code,
            received_at=form.received_at.data,
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/receipt.html",
        gettext("The correction is kept with the report: see there what it changed"),
    )


@needs(Act.RECEIPT_DECIDE)
def decide_receipt(code: str) -> Answer:
    """Ask the supervisor's word on a correction that would turn late into on time."""
    view = _open(code, Act.RECEIPT_DECIDE)
    waiting = view.first_hours.waiting
    if waiting is None and request.method == "GET":
        missing()
    form = ReceiptDecisionForm()
    return take_step(
        form,
        view,
        lambda: receipts.decide_correction(
            actor(),
            code,
            accepted=form.accepted.data == "yes",
            answer=form.answer.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/receipt_decision.html",
        gettext("Your answer is kept with the correction"),
        row=waiting,
    )

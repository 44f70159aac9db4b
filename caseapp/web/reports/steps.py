"""The steps that follow a report: a case for its child, the chair's decision, an incident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework import decisions, incidents, screening
from caseapp.casework.assessment_reading import alarm_of, newest
from caseapp.casework.child_search import ChildLine, namesakes
from caseapp.casework.children import NewChild
from caseapp.casework.outcomes import Missing
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.twins import KnownAlready
from caseapp.rules.access import Act
from caseapp.rules.forms.parts import Birth
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web import posting
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.code_choices import code_choices, elsewhere, units_of_today
from caseapp.web.incident_form import IncidentForm
from caseapp.web.posting import perform, post_key, posted_key, unasked
from caseapp.web.reports.forms import (
    DecisionForm,
    KnownChildForm,
    NewChildForm,
)
from caseapp.web.reports.preparing import may_prepare
from caseapp.web.rights import insist, refuse
from caseapp.web.signing import day_moment
from caseapp.web.twin_words import noting, reason_words

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the reports' blueprint."""
    for noun, view in (
        ("case", open_case),
        ("decision", decide),
        ("incidents/new", incident),
    ):
        blueprint.add_url_rule(f"/<code>/{noun}", view.__name__, view, methods=["GET", "POST"])


def go_to(code: str, words: str) -> Response:
    """Lead to the report's page, which then says what was done."""
    flash(words, "success")
    return redirect(url_for("reports.show", code=code))


def take_step(
    form: BaseForm,
    view: ReportView,
    act: Callable[[], object],
    page: str,
    done: str,
    **more: Any,  # noqa: ANN401 - what else the page shows
) -> Answer:
    """Take a step's form that leads to the report."""
    to = url_for("reports.show", code=view.code)
    return posting.take_step(form, act, to=to, page=page, done=done, view=view, **more)


@needs(Act.REPORT_SCREEN)
def open_case(code: str) -> Answer:
    """Open a case from a report, for a child of the list or a new one."""
    view = read_report(actor(), code, now=now())
    if not may_prepare(Act.REPORT_SCREEN, view):
        refuse(Act.REPORT_SCREEN)
    if view.case_code is not None:
        flash(gettext("A case is open for this report already"))
        return redirect(url_for("cases.show", code=view.case_code))
    alike: list[KnownAlready] = []
    known, new = _known_form(view), _new_form(view)
    sent: BaseForm = known if "known-submit" in request.form else new
    if sent is known:
        # Nothing of it was sent, so it shows again what the report says.
        new.process(None, data=_told(view))
    if request.method == "POST" and sent.validate():
        done = perform(
            sent,
            noting(
                alike,
                lambda: _open(code, _chosen(known) if sent is known else _new_child(new), sent),
            ),
            to=lambda case: url_for("cases.show", code=case),
        )
        if done is not None:
            flash(gettext("The case is open; the report stands in it"), "success")
            return done
    unasked(new, "distinct")
    page = render_template(
        "reports/open_case.html",
        view=view,
        known=known,
        new=new,
        sent=sent,
        key=post_key(),
        alike=alike,
        reason_words=reason_words,
        born_words=born_words,
        today=local_day(now()),
    )
    return (page, 422) if request.method == "POST" else page


def _open(code: str, child: NewChild | str | None, form: BaseForm) -> str:
    if not child:
        raise RuleBroken("Choose a child of the list, or enter the code", field="child_code")
    try:
        return screening.open_case(actor(), code, child, now=now(), post=posted_key())
    except Missing:
        field = "child_code" if "child_code" in form else None
        raise RuleBroken(
            "Your unit has no child with this code: check it, or enter the child anew", field=field
        ) from None


def _known_form(view: ReportView) -> KnownChildForm:
    form = KnownChildForm(prefix="known-")
    found = namesakes(actor(), view.child_name, now=now())
    form.child.choices = [(line.code, _described(line)) for line in found]
    if not found:
        del form.child
        form.child_code.label.text = gettext("Code of the child")
    return form


def _chosen(form: KnownChildForm) -> str:
    """The code that was typed, else the child that was ticked."""
    typed = (form.child_code.data or "").strip().upper()
    return typed or ((form.child.data or "") if "child" in form else "")


def _described(line: ChildLine) -> str:
    born = born_words(line.born, line.birth_precision, local_day(now()))
    words = born or gettext("birth not known")
    return f"{line.full_name}, {words} ({line.code})"


def _new_form(view: ReportView) -> NewChildForm:
    """The form for a new child, filled with what the report says."""
    form = NewChildForm(data=_told(view))
    none = ("", gettext("Not known yet"))
    form.sex.choices = code_choices("sex")
    form.ethnicity.choices = [none, *code_choices("ethnicity")]
    form.area_code.choices = [*units_of_today(None), *elsewhere()]
    form.guardian_relation.choices = [none, *code_choices("relation")]
    return form


def _told(view: ReportView) -> dict[str, object]:
    """What the report says of the child, under the names of the form's fields."""
    answers = view.answers
    return {
        "full_name": view.child_name,
        "born": answers.get("birth"),
        "sex": answers.get("sex", "unknown"),
        "area_code": answers.get("event_area", ""),
        "guardian_name": answers.get("current_carer", ""),
    }


def _new_child(form: NewChildForm) -> NewChild:
    birth: Birth | None = form.born.data
    return NewChild(
        full_name=form.full_name.data or "",
        sex=form.sex.data or "unknown",
        born=birth.day if birth else None,
        birth_precision=birth.precision if birth else "",
        ethnicity=form.ethnicity.data or "",
        area_code=form.area_code.data or "",
        address=form.address.data or "",
        guardian_name=form.guardian_name.data or "",
        guardian_relation=form.guardian_relation.data or "",
        guardian_phone=form.guardian_phone.data or "",
        distinct=bool(form.distinct.data),
    )


@needs(Act.MEASURE_DECIDE)
def decide(code: str) -> Answer:
    """Record what the chair decided; it stops the 12 hours at the moment of the decision."""
    view = read_report(actor(), code, now=now())
    insist(Act.MEASURE_DECIDE, view.unit_id)
    form = DecisionForm(data={"decided_at": now()})
    form.kind.choices = code_choices("measures")
    return take_step(
        form,
        view,
        lambda: decisions.decide_measure(
            actor(),
            code,
            kind=form.kind.data,
            decided_at=form.decided_at.data,
            reason=form.reason.data or "",
            signed_at=day_moment(form.signed_on.data),
            now=now(),
            post=posted_key(),
        ),
        "reports/decide.html",
        gettext("The decision is recorded"),
        assessment=newest(view.assessments),
        alarm=alarm_of(
            view.assessments, [each.decided_at for each in view.decisions], [view.clock]
        ),
    )


@needs(Act.INCIDENT_RECORD)
def incident(code: str) -> Answer:
    """Record what happened, how certain it is and on what ground."""
    view = read_report(actor(), code, now=now())
    insist(Act.INCIDENT_RECORD, view.unit_id)
    form = IncidentForm().offer()
    done = gettext("The incident is recorded")
    if form.certainty.data == "unfounded":
        done = gettext(
            "The incident is recorded as suspected. That it is unfounded is proposed; "
            "another person decides on it"
        )
    return take_step(
        form,
        view,
        lambda: incidents.record_incident(
            actor(), code, form.entry(), now=now(), post=posted_key()
        ),
        "reports/incident.html",
        done,
    )

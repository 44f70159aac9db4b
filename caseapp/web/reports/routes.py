"""Routes of the reports: list, Mẫu 01 new and amended, one report, and its print."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, report_list, report_reading, reports
from caseapp.casework.assessment_reading import alarm_of
from caseapp.casework.file_reading import files_of_report
from caseapp.casework.kept_reading import KeptView, kept_on_report
from caseapp.casework.looks import looks_at_report
from caseapp.casework.outcomes import Stale
from caseapp.casework.report_prints import gather_report
from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.rules.forms.registry import form as form_of_day
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now, person, settings
from caseapp.web.consenting import uncalled_of
from caseapp.web.form_builder import ToldSection, answer_sections
from caseapp.web.looks import looks_page, page_number
from caseapp.web.meeting import meet
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.posting import note_done, perform, post_key
from caseapp.web.report_paper import area_names, report_html
from caseapp.web.reports import (
    alone,
    decision_prints,
    first_hours,
    intake,
    own,
    passing,
    proposing,
    siblings,
    steps,
    suspects,
)
from caseapp.web.reports.amending import amendable, kept_answers
from caseapp.web.reports.forms import FIRST_ASKED, WORKS_HERE, log_form
from caseapp.web.reports.page import moves_of
from caseapp.web.reports.preparing import may_prepare
from caseapp.web.reports.screening_steps import concerns_another
from caseapp.web.rights import allowed, missing, refuse
from caseapp.web.sent_form import with_button
from caseapp.web.signing_needs import Lacking, lacking_report

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
steps.attach(blueprint)
first_hours.attach(blueprint)
passing.attach(blueprint)
proposing.attach(blueprint)
own.attach(blueprint)
alone.attach(blueprint)
siblings.attach(blueprint)
suspects.attach(blueprint)
decision_prints.attach(blueprint)


@blueprint.route("")
@needs(Act.REPORT_LIST)
def index() -> str:
    """List the reports within reach, newest first, 50 a page."""
    page = report_list.list_reports(actor(), now=now(), after=request.args.get("after", ""))
    return render_template(
        "reports/index.html",
        page=page,
        first="after" not in request.args,
        wide=person().unit_id == CITY_ID,
        may_log=allowed(Act.REPORT_LOG),
        may_receive=allowed(Act.REPORT_RECEIVE),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.REPORT_LOG)
def log() -> Response | tuple[str, int] | str:
    """Ask Mẫu 01; storing it starts the 12 hours from the moment of receipt."""
    spec = form_of_day("01", local_day(now()))
    words = lazy_gettext("Save the report – the 12 hours begin")
    form = log_form(spec, words)(
        now=now(), areas=areas.choices_now(now()), values={"received_at": now(), **_own_area()}
    )
    intake.offer(form)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: intake.log(form),
            to=lambda code: _page_after(code, kept=intake.is_kept_from_writer(form)),
        )
        if done is not None:
            return done
    page = render_template(
        "reports/log.html",
        form=form,
        spec=spec,
        key=post_key(),
        first=FIRST_ASKED,
        alone=allowed(Act.MEASURE_DECIDE) and not allowed(Act.CASE_EDIT),
    )
    return (page, 422) if form.is_submitted() else page


def _page_after(code: str, *, kept: bool) -> str:
    """Whom to call about a report that was just logged, or the little that its sender is told.

    Of one that its writer keeps from themself there is none any more.
    """
    if kept:
        words = gettext("The report %(code)s is saved. It is kept from you from now on", code=code)
        flash(words, "success")
        return url_for("home.index")
    whole = allowed(Act.CALL_RECORD)
    return url_for("duty.calls" if whole else "reports.own_one", code=code)


def _own_area() -> dict[str, str]:
    """The officer's own unit as the place of the event, unless the officer serves the city."""
    unit = territory().units[person().unit_id]
    return {} if unit.id == CITY_ID else {"event_area": unit.code}


@blueprint.route("/<code>")
@needs(Act.REPORT_READ)
def show(code: str) -> str:
    """Show a report: clock, what to do next, decisions, incidents, answers."""
    view = report_reading.read_report(actor(), code, now=now())
    return render_template(
        "reports/show.html",
        view=view,
        moves=moves_of(view),
        alarm=alarm_of(
            view.assessments, [each.decided_at for each in view.decisions], [view.clock]
        ),
        lacking=_lacking(view),
        works_here=WORKS_HERE,
        suspects=suspects.told(view),
        may_name_suspects=allowed(Act.INCIDENT_RECORD, view.unit_id),
        sections=_sections(view),
        uncalled=uncalled_of(view.child_code),
        unit=areas.label(view.unit_id),
        files=files_of_report(actor(), code, now=now()) if allowed(Act.FILE_READ) else None,
        kept=_kept(view),
        may_see_looks=allowed(Act.LOG_READ_SUBJECT, view.unit_id),
        may_withdraw=allowed(Act.REPORT_FORWARD, view.unit_id),
        may_call_other=concerns_another(view) and allowed(Act.CALL_RECORD, view.unit_id),
    )


def _kept(view: ReportView) -> list[KeptView]:
    """The paper of the newest emergency decision, as it was put before its signer."""
    if not any(each.kind == "emergency" for each in view.decisions):
        return []
    return kept_on_report(actor(), view.code, now=now())[:1]


def _lacking(view: ReportView) -> list[Lacking]:
    """Return what its papers lack, to who may print them."""
    if not view.answers_version or not allowed(Act.REPORT_PRINT, view.unit_id):
        return []
    amends = may_prepare(Act.REPORT_LOG, view)
    return lacking_report(view, url_for("reports.amend", code=view.code) if amends else "")


def _sections(view: ReportView) -> list[ToldSection]:
    """The answers for reading, one level below the heading that names the form."""
    told = answer_sections(
        view.form, view.answers, areas=area_names(view), see_restricted=not view.reporter_hidden
    )
    return [section._replace(level=section.level + 1) for section in told]


@blueprint.route("/<code>/amendment", methods=["GET", "POST"])
@needs(Act.REPORT_LOG)
def amend(code: str) -> steps.Answer:
    """Ask Mẫu 01 again, filled; where someone saved another version meanwhile, both meet."""
    view = report_reading.read_report(actor(), code, now=now())
    if not may_prepare(Act.REPORT_LOG, view):
        refuse(Act.REPORT_LOG)
    if not view.answers_version:
        missing()  # history from a register has no Mẫu 01
    make = with_button(amendable(view.form), lazy_gettext("Save the amendment"))
    form, words = (
        make(now=now(), values=view.answers),
        gettext("Mẫu 01 is saved in its new version"),
    )
    met = meet(
        form,
        lambda: make(now=now(), values=view.answers, formdata=None),
        view.version,
        title=gettext("Amend Mẫu 01"),
        to=url_for("reports.show", code=code),
        done=words,
    )
    if met.page is not None:
        return met.page
    if not form.validate_on_submit():
        page = render_template("reports/amend.html", form=form, view=view, met=met)
        return (page, 422) if form.is_submitted() else page
    answers = form.answers | kept_answers(view)
    try:
        reports.amend_report(actor(), code, answers, version=met.version, now=now())
    except Stale:
        return amend(code)  # saved by somebody since it was read
    note_done()
    return steps.go_to(code, words)


@blueprint.route("/<code>/form-01.pdf")
@needs(Act.REPORT_PRINT)
def form_01(code: str) -> Response:
    """Print Mẫu 01; part 3 only when asked for, and only for those who may see it."""
    with_reporter = request.args.get("reporter") == "1"
    found = gather_report(actor(), code, now=now(), with_reporter=with_reporter)
    html = report_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, found.view.code, found.printed)


@blueprint.route("/<code>/log")
@needs(Act.LOG_READ_SUBJECT)
def looks(code: str) -> str:
    """Show who looked at the report, for those who answer for it."""
    return looks_page(looks_at_report(actor(), code, now=now(), page=page_number()), "reports")

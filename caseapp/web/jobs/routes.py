"""Routes of long work: the page of exports, a job's progress, its file, and having seen its end."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, jobs
from caseapp.casework.handed_files import KINDS
from caseapp.casework.jobs import JobView
from caseapp.casework.tokens import token_of
from caseapp.exchange import export_jobs
from caseapp.rules.access import Act
from caseapp.rules.export_reasons import CSV, REASONS
from caseapp.rules.job_states import EXPORT, FAULT_WORDS, PRINTS, RELEASE, STATE_WORDS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.filters import day as shown_day
from caseapp.web.job_page import is_stuck, watched
from caseapp.web.jobs.forms import ExportForm
from caseapp.web.posting import perform, post_key, posted_key

blueprint = Blueprint("jobs", __name__)

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

STEPS: Final = {
    "population": lazy_gettext("Children by ward"),
    "children": lazy_gettext("Children"),
    "residences": lazy_gettext("Residences"),
    "circumstances": lazy_gettext("Circumstances"),
    "assistance": lazy_gettext("Help given"),
    "reports": lazy_gettext("Reports"),
    "disasters": lazy_gettext("Disasters"),
    "impacts": lazy_gettext("Harm by disasters"),
    "referrals": lazy_gettext("Referrals"),
}
"""What each step of an export writes."""


@blueprint.route("/exports", methods=["GET", "POST"])
@needs(Act.EXPORT_RUN)
def exports() -> Response | tuple[str, int] | str:
    """Ask for the registers as a workbook, and list what one asked for before."""
    jobs.require_whole(actor(), Act.EXPORT_RUN, now=now())
    form = ExportForm(now())
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: export_jobs.ask_export(
                actor(),
                period=(form.period.data or "").strip(),
                area=form.area.data or "",
                reason=form.reason.data,
                form=form["form"].data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda made: url_for("jobs.show", token=token_of("job", int(made))),
        )
        if done is not None:
            return done
    page = render_template(
        "jobs/exports.html",
        form=form,
        key=post_key(),
        rows=jobs.list_own(actor(), EXPORT, now=now()),
        scope_of=scope_of,
        states=STATE_WORDS,
    )
    return (page, 422) if form.is_submitted() else page


def scope_of(job: JobView) -> str:
    """Say which part of the registers a job was asked for."""
    day = local_day(job.asked_at)
    code = job.arguments.get("area")
    unit = areas.at(code, areas.offered_on(job.asked_at)) if code else None
    place = areas.label(unit) if unit is not None else gettext("The whole city")
    up_to = gettext("everything up to %(day)s", day=shown_day(day))
    period = job.arguments.get("period") or up_to
    reason = REASONS.get(job.arguments.get("reason", ""))
    return f"{place}, {period}" + (f" – {gettext(reason)}" if reason else "")


@blueprint.route("/jobs/<token>")
@needs(Act.HOME_READ)
def show(token: str) -> Response:
    """Show how far one's own job is; the page loads itself again while it is not over."""
    job = jobs.read_own(actor(), jobs.own_number(actor(), token), now=now())
    if job.kind in KINDS:
        return redirect(url_for("imports.show", token=token))
    if job.kind == PRINTS:
        return redirect(url_for("print_batches.show", token=token))
    if job.kind == RELEASE:
        return redirect(url_for("publications.preparation", token=token))
    page = render_template(
        "jobs/show.html",
        job=job,
        scope=scope_of(job),
        state=STATE_WORDS[job.state],
        fault=FAULT_WORDS.get(job.fault, ""),
        step=STEPS.get(job.step, ""),
        stuck=is_stuck(job, now()),
    )
    return watched(page, job, now())


@blueprint.route("/jobs/<token>/file", methods=["POST"])
@needs(Act.EXPORT_FETCH)
def fetch(token: str) -> Response:
    """Hand out the file to who asked for it; the log says so."""
    number = jobs.own_number(actor(), token)
    try:
        content = export_jobs.fetch_workbook(actor(), number, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message), "notice")
        return redirect(url_for("jobs.show", token=token))
    packed = jobs.read_own(actor(), number, now=now()).arguments.get("form") == CSV
    answer = make_response(content)
    answer.mimetype = "application/zip" if packed else WORKBOOK
    name = gettext("registers-internal.zip") if packed else gettext("registers-internal.xlsx")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route("/jobs/<token>/known", methods=["POST"])
@needs(Act.HOME_READ)
def known(token: str) -> Response:
    """Take note of how one's own job ended."""
    jobs.end_known(actor(), jobs.own_number(actor(), token), now=now())
    return redirect(url_for("home.index"))

"""Routes of batches of prints: ask for one, follow it, take the file away."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, jobs, print_batches
from caseapp.casework.jobs import JobView
from caseapp.casework.tokens import token_of
from caseapp.rules.access import Act
from caseapp.rules.job_states import FAULT_WORDS, PRINTS, STATE_WORDS
from caseapp.rules.print_batches import APART, PAPERS, Batch
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.filters import day as shown_day
from caseapp.web.job_page import is_stuck, watched
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.print_batches.forms import BatchForm
from caseapp.web.rights import missing

blueprint = Blueprint("print_batches", __name__, url_prefix="/prints")

STEPS: Final = {"papers": lazy_gettext("Papers")}
"""What each step of a batch draws."""


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.CASE_PRINT)
def index() -> Response | tuple[str, int] | str:
    """Ask for the papers of many files, and list what one asked for before."""
    units = print_batches.units_to_print(actor(), now=now())
    form = BatchForm(now(), units)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: print_batches.ask_batch(
                actor(), _batch_of(form, units), now=now(), post=posted_key()
            ),
            to=lambda made: url_for("print_batches.show", token=token_of("job", int(made))),
        )
        if done is not None:
            return done
    page = render_template(
        "print_batches/index.html",
        form=form,
        key=post_key(),
        rows=jobs.list_own(actor(), PRINTS, now=now()),
        words_of=words_of,
        states=STATE_WORDS,
    )
    return (page, 422) if form.is_submitted() else page


def _batch_of(form: BatchForm, units: list[tuple[str, str]]) -> Batch:
    """Return what was asked for; RuleBroken at `unit` for one that is not offered."""
    offered = {code for code, _ in units}
    asked = (form.unit.data or "") if "unit" in form else next(iter(offered), "")
    if asked and asked not in offered:
        raise RuleBroken("Choose a unit of the list", field="unit")
    return Batch(
        form.paper.data or "",
        int(asked or 0),
        form.since.data,
        form.last_day.data,
        form.reason.data or "",
        form["form"].data or "",
        both_sides=bool(form.both_sides.data),
    )


def words_of(job: JobView) -> str:
    """Say which papers a job was asked for."""
    batch = print_batches.batch_of(job.arguments)
    place = areas.label(batch.unit) if batch.unit else gettext("The whole city")
    days = gettext(
        "%(first)s to %(last)s", first=shown_day(batch.since), last=shown_day(batch.last_day)
    )
    return f"{gettext(PAPERS[batch.paper])}: {place}, {days}"


def _read(token: str) -> JobView:
    """Return one's own batch; 404 for other jobs."""
    job = jobs.read_own(actor(), jobs.own_number(actor(), token), now=now())
    if job.kind != PRINTS:
        missing()
    return job


@blueprint.route("/<token>")
@needs(Act.HOME_READ)
def show(token: str) -> Response:
    """Show how far one's own batch is; the page loads itself again while it is not over."""
    job = _read(token)
    page = render_template(
        "print_batches/show.html",
        job=job,
        words=words_of(job),
        state=STATE_WORDS[job.state],
        fault=FAULT_WORDS.get(job.fault, ""),
        step=STEPS.get(job.step, ""),
        stuck=is_stuck(job, now()),
    )
    return watched(page, job, now())


@blueprint.route("/<token>/file", methods=["POST"])
@needs(Act.CASE_PRINT)
def fetch(token: str) -> Response:
    """Hand the papers out to who asked for them; the log says so."""
    job = _read(token)
    batch = print_batches.batch_of(job.arguments)
    try:
        content = jobs.fetch(actor(), print_batches.act_of(batch.paper), job.number, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message), "notice")
        return redirect(url_for("print_batches.show", token=token))
    answer = make_response(content)
    packed = batch.form == APART
    answer.mimetype = "application/zip" if packed else "application/pdf"
    ending = "zip" if packed else "pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="ban-in.{ending}"'
    return answer

"""Pages on which a release is prepared: edition and layout, progress, what it hides, proposing."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response as Redirect

from caseapp.casework import jobs
from caseapp.casework.tokens import token_of
from caseapp.exchange.release_jobs import ask_preparation, read_preparation
from caseapp.exchange.releasing import propose
from caseapp.rules.access import Act
from caseapp.rules.job_states import FAULT_WORDS, RELEASE, STATE_WORDS
from caseapp.rules.values import Period
from caseapp.statistics.freezing import Edition
from caseapp.statistics.frozen_reading import list_frozen
from caseapp.statistics.observations import FreeRange, span_of
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from caseapp.web.actor import actor, needs, now
from caseapp.web.filters import day
from caseapp.web.job_page import is_stuck, watched
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.publications import labels, shares
from caseapp.web.publications.forms import PrepareForm, ProposeForm
from caseapp.web.release_words import layout_words, period_title, subject_of
from caseapp.web.rights import allowed

Answer = Response | Redirect | tuple[str, int] | str
STEPS: Final = {
    "Protect": lazy_gettext("choosing the cells to be confidential"),
    "Trim": lazy_gettext("printing again what need not be confidential"),
    "Protect without moves": lazy_gettext("choosing them as if no child had moved"),
    "Audit": lazy_gettext("trying to work the counts out"),
    "Audit without moves": lazy_gettext("trying it as if no child had moved"),
    "Coarser layout": lazy_gettext("comparing with the coarser layout"),
}
"""What each step of a preparation does."""


def _editions() -> list[Edition]:
    """Return the newest edition of each period that a release can be of."""
    found = list_frozen(actor(), now=now())
    return [e for e in found if e.newer is None and e.basis == "received" and _whole(e.period)]


def _whole(period: Period) -> bool:
    try:
        span_of(period)
    except FreeRange:
        return False
    return True


def _edition_words(edition: Edition) -> str:
    return str(
        gettext(
            "%(period)s, edition %(edition)d, frozen on %(day)s",
            period=period_title(edition.period),
            edition=edition.edition,
            day=day(edition.frozen_at),
        )
    )


def _form(editions: list[Edition]) -> PrepareForm:
    form = PrepareForm(data={"frozen": request.args.get("frozen", "")})
    offered = [(str(each.number), _edition_words(each)) for each in editions]
    form.frozen.choices = [("", gettext("Choose")), *offered]
    form["layout"].choices = [
        (name, layout_words(name), {"hint": labels.EXPLAINED.get(subject_of(name), "")})
        for name in RELEASE_LAYOUTS
    ]
    return form


@needs(Act.RELEASE_PROPOSE)
def new() -> Answer:
    """Choose what is to be prepared."""
    editions = _editions()
    form = _form(editions)
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: ask_preparation(
                actor(),
                int(form.frozen.data or 0),
                form["layout"].data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda made: url_for("publications.preparation", token=token_of("job", int(made))),
        )
        if done is not None:
            return done
    page = render_template(
        "publications/new.html",
        form=form,
        key=post_key(),
        editions=editions,
        under_way=next((j for j in jobs.list_own(actor(), RELEASE, now=now()) if j.is_open), None),
        may_freeze=allowed(Act.FIGURES_FREEZE),
    )
    return (page, 422) if form.is_submitted() else page


@needs(Act.RELEASE_PROPOSE)
def preparation(token: str) -> Answer:
    """Show how far a preparation is, then what it would hide; propose it from there."""
    number = jobs.own_number(actor(), token)
    job, found = read_preparation(actor(), number, now=now())
    form = ProposeForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: propose(
                actor(), number, note=form.note.data or "", now=now(), post=posted_key()
            ),
            to=lambda made: url_for("publications.proposal", number=int(made)),
        )
        if done is not None:
            flash(gettext("The release is proposed: another person signs it"), "success")
            return done
    page = render_template(
        "publications/preparation.html",
        job=job,
        found=found,
        title=layout_words(found.layout) if found else "",
        period=period_title(found.period) if found else "",
        compared=shares.compared(found) if found else None,
        refused=shares.refused(found) if found else None,
        form=form,
        key=post_key(),
        state=STATE_WORDS[job.state],
        fault=FAULT_WORDS.get(job.fault, ""),
        step=STEPS.get(job.step, ""),
        stuck=is_stuck(job, now()),
    )
    return (page, 422) if form.is_submitted() else watched(page, job, now())


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the releases."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/new", "new", new, methods=both)
    blueprint.add_url_rule("/preparations/<token>", "preparation", preparation, methods=both)

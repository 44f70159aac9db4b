"""Reports that one person handled alone: the supervisor's list, and the review of each."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import lone_reports
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.reports.forms import ReviewForm

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the reports."""
    blueprint.add_url_rule("/alone", "alone", alone)
    blueprint.add_url_rule("/<code>/review", "review", review, methods=["GET", "POST"])


@needs(Act.LONE_REVIEW)
def alone() -> str:
    """List what one person handled alone, that to be reviewed first."""
    return render_template("reports/alone.html", rows=lone_reports.list_lone(actor(), now=now()))


@needs(Act.LONE_REVIEW)
def review(code: str) -> Answer:
    """Ask what the supervisor found."""
    view, form = lone_reports.read_lone(actor(), code, now=now()), ReviewForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: lone_reports.review_lone(
                actor(), code, note=form.note.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: url_for("reports.alone"),
        )
        if done is not None:
            flash(gettext("The review is noted down"), "success")
            return done
    page = render_template("reports/review.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page

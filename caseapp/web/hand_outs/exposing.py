"""The page on which somebody says that figures of the office can be read by everybody."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.exchange.exposing import expose, list_exposures
from caseapp.exchange.figure_hand_outs import read_hand_out
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.hand_outs.forms import ExposureForm
from caseapp.web.posting import perform, post_key, posted_key

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of the hand-outs."""
    blueprint.add_url_rule("/hand-outs/<code>/exposure", "exposure", page, methods=["GET", "POST"])


@needs(Act.RELEASE_SIGN)
def page(code: str) -> Answer:
    """Say where and since when figures that were handed out are public."""
    row = read_hand_out(actor(), code, now=now())
    form = ExposureForm(factor=is_asked())
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: expose(
                actor(),
                code,
                seen_on=form.seen_on.data,
                seen_at=form.seen_at.data or "",
                now=now(),
                fresh=fresh_of(form),
                post=posted_key(),
            ),
            to=lambda _code: url_for("hand_outs.index"),
        )
        if done is not None:
            flash(gettext("It is written down: later releases keep to what is known"), "success")
            return done
    html = render_template(
        "hand_outs/exposure.html",
        form=form,
        key=post_key(),
        row=row,
        known=list_exposures(actor(), now=now()).get(code),
    )
    return (html, 422) if form.is_submitted() else html

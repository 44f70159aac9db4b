"""The own tokens by which programs read figures: listed, made and shown once, ended."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import api_tokens
from caseapp.rules.access import Act, scope_for
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.account.token_forms import TokenForm
from caseapp.web.actor import actor, clock, needs, now
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.widgets import refuse

Answer = tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the account's blueprint."""
    for address, view, methods in (
        ("", tokens, ["GET", "POST"]),
        ("/<int:number>/end", end_token, ["POST"]),
    ):
        blueprint.add_url_rule(f"/account/tokens{address}", view.__name__, view, methods=methods)


@needs(Act.FIGURES_FETCH)
def tokens() -> Answer:
    """List one's own tokens, and make one: it is shown in the answer and never again."""
    today = local_day(clock())
    units = scope_for(actor(), Act.FIGURES_READ, local_day(now())).units
    form = TokenForm(today, units, factor=is_asked())
    if form.validate_on_submit():
        try:
            made = api_tokens.make_token(actor(), form.new, now=now(), fresh=fresh_of(form))
        except RuleBroken as broken:
            message = gettext(broken.message, **broken.params)
            if broken.field and broken.field in form:
                refuse(form, broken.field, message)
            else:
                form.form_errors.append(message)
        else:
            return render_template("account/token_made.html", token=made, new=form.new)
    page = render_template(
        "account/tokens.html",
        form=form,
        rows=api_tokens.list_own(actor(), now=now(), clock=clock()),
    )
    return (page, 422) if form.is_submitted() else page


@needs(Act.OWN_ACCOUNT)
def end_token(number: int) -> Response:
    """End one of one's own tokens: programs that hold it are refused from now on."""
    api_tokens.end_own(actor(), number, now=now(), clock=clock())
    flash(gettext("The token has ended"), "success")
    return redirect(url_for("account.tokens"))

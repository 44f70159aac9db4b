"""The page on which a whole entry of help for a list of children is withdrawn."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.assistance_batch_reading import BatchView, read_batch
from caseapp.casework.assistance_withdrawals import withdraw_batch
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.assistance.batches import facts_of
from caseapp.web.assistance.forms import WithdrawListForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist


def attach(blueprint: Blueprint) -> None:
    """Add this page to the blueprint of the register."""
    page = "/<code>/lists/<int:number>/withdrawal"
    blueprint.add_url_rule(page, "withdraw", withdraw, methods=["GET", "POST"])


@needs(Act.ASSISTANCE_RECORD)
def withdraw(code: str, number: int) -> Response | tuple[str, int] | str:
    """Ask why a whole entry is withdrawn; who has the help by it is named first."""
    view = read_batch(actor(), code, number, now=now())
    insist(Act.ASSISTANCE_RECORD, view.unit_id)
    form = WithdrawListForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: withdraw_batch(
                actor(), code, number, form.rows,
                why=form.why.data or "", now=now(), post=posted_key(),
            ),
            to=lambda _: url_for("assistance.batch", code=code, number=number),
        )  # fmt: skip
        if done is not None:
            flash(gettext("The whole entry is withdrawn: it counts no more"), "success")
            return done
    return _page(form, view)


def _page(form: WithdrawListForm, view: BatchView) -> tuple[str, int] | str:
    form.shown.data = ",".join(str(each.row) for each in view.standing)
    html = render_template(
        "assistance/withdraw.html",
        form=form,
        view=view,
        facts=facts_of(view.entry, view.total),
        key=post_key(),
    )
    return (html, 422) if request.method == "POST" else html

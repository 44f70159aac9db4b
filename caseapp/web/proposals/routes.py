"""Routes of the supervisor's lists of proposals and of what was entered by mistake."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, proposal_reading, proposals
from caseapp.casework.proposal_reading import Removed
from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.rules.proposal_states import LISTED_FOR
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.form_builder import ToldSection, answer_sections

blueprint = Blueprint("proposals", __name__, url_prefix="/proposals")


@blueprint.route("")
@needs(Act.PROPOSAL_REVIEW)
def index() -> str:
    """List what was proposed or decided in the last 90 days in the supervised units."""
    return render_template(
        "proposals/index.html",
        rows=proposal_reading.list_proposals(actor(), now=now()),
        days=LISTED_FOR.days,
        most=proposal_reading.MOST,
    )


@blueprint.route("/mistakes")
@needs(Act.PROPOSAL_REVIEW)
def mistakes() -> str:
    """List what lies out of all lists because it was entered by mistake."""
    return render_template(
        "proposals/mistakes.html", rows=proposal_reading.list_mistakes(actor(), now=now())
    )


@blueprint.route("/mistakes/<code>")
@needs(Act.PROPOSAL_REVIEW)
def mistake(code: str) -> str:
    """Show what was taken for a mistake, to read, with the way back."""
    found = proposal_reading.read_mistake(actor(), code, now=now())
    return render_template("proposals/mistake.html", found=found, told=_told(found))


def _told(found: Removed) -> list[tuple[ReportView, list[ToldSection]]]:
    """The removed report with its answers, or nothing when it is a case."""
    view = found.report
    if view is None:
        return []
    names = dict(areas.choices(areas.offered_on(view.received_at)))
    sections = answer_sections(view.form, view.answers, areas=names, see_restricted=False)
    return [(view, [section._replace(level=section.level + 1) for section in sections])]


@blueprint.route("/mistakes/<code>/return", methods=["POST"])
@needs(Act.PROPOSAL_REVIEW)
def take_back(code: str) -> Response:
    """Put back what was taken for a mistake."""
    try:
        code = proposals.take_back(actor(), code, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message))
    else:
        flash(gettext("%(code)s is back in the lists of its unit", code=code), "success")
    return redirect(url_for("proposals.mistakes"))

"""The decision that closes a case as a PDF, in its two copies."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.care_prints import gather_closing
from caseapp.casework.case_reading import CaseView
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked, copy_steps
from caseapp.web.decision_paper import decision_html
from caseapp.web.moves import Step
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add the print to the cases' blueprint."""
    blueprint.add_url_rule("/<code>/closing/decision.pdf", "print_closing", print_closing)


@needs(Act.CASE_PRINT)
def print_closing(code: str) -> Response:
    """Print the decision, or its draft once closing is proposed."""
    found = gather_closing(actor(), code, now=now(), copy=copy_asked())
    html = decision_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-{found.kind}", found.printed)


def closing_prints(view: CaseView) -> dict[str, Step]:
    """Return the links to both copies while closing is proposed, or the case is closed."""
    if view.state == "open" or not allowed(Act.CASE_PRINT, view.unit_id):
        return {}
    what = gettext("the decision on closing")
    steps = copy_steps(what, "cases.print_closing", view.unit_id, code=view.code)
    return {f"print_closing_{place}": step for place, step in enumerate(steps)}

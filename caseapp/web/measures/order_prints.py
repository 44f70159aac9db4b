"""What follows a separation, on paper: the extension, the lifting, the letter to the court."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from caseapp.casework.decision_prints import gather_order
from caseapp.rules.access import Act
from caseapp.rules.kept_papers import ANY_ORDER
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked
from caseapp.web.decision_paper import decision_html
from caseapp.web.kept_answer import kept_answer
from caseapp.web.pdf_answer import pdf_answer


def attach(blueprint: Blueprint) -> None:
    """Add the print to the blueprint of measures."""
    blueprint.add_url_rule(
        "/separation-orders/<int:number>/decision.pdf", "print_order", print_order
    )


@needs(Act.CASE_PRINT)
def print_order(code: str, number: int) -> Response:
    """Print the decision or letter, in the copy that is handed out unless the other is asked."""
    kept = kept_answer(ANY_ORDER, code, number)
    if kept is not None:
        return kept
    found = gather_order(actor(), code, number, now=now(), copy=copy_asked())
    html = decision_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-{found.kind}-{number}", found.printed)

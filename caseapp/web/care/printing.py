"""The decisions on alternative care and on its end as PDFs, in their two copies."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from caseapp.casework.care import KIND as CARE
from caseapp.casework.care_endings import KIND as ENDING
from caseapp.casework.care_prints import gather_care
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked
from caseapp.web.decision_paper import decision_html
from caseapp.web.kept_answer import kept_answer
from caseapp.web.pdf_answer import pdf_answer


def attach(blueprint: Blueprint) -> None:
    """Add the prints to the blueprint of alternative care."""
    case, end = "/cases/<code>", "<int:number>/decision.pdf"
    blueprint.add_url_rule(f"{case}/care/{end}", "print_care", print_care)
    blueprint.add_url_rule(f"{case}/care-endings/{end}", "print_ending", print_ending)


@needs(Act.CASE_PRINT)
def print_care(code: str, number: int) -> Response:
    """Print the decision that gives the child into alternative care."""
    return _paper(code, CARE, number)


@needs(Act.CASE_PRINT)
def print_ending(code: str, number: int) -> Response:
    """Print the decision that ends alternative care or changes its form."""
    return _paper(code, ENDING, number)


def _paper(code: str, kind: str, number: int) -> Response:
    kept = kept_answer(kind, code, number)
    if kept is not None:
        return kept
    found = gather_care(actor(), code, kind, number, now=now(), copy=copy_asked())
    html = decision_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-{found.kind}-{number}", found.printed)

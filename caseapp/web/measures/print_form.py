"""The decision on a separation (Mẫu 07) on paper: without the place, or as the file's copy."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from caseapp.casework.form07 import gather_form07
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked
from caseapp.web.kept_answer import kept_answer
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.separation_paper import form07_html


def attach(blueprint: Blueprint) -> None:
    """Add the print to the blueprint of measures."""
    blueprint.add_url_rule("/separations/<int:number>/form-07.pdf", "form_07", form_07)


@needs(Act.CASE_PRINT)
def form_07(code: str, number: int) -> Response:
    """Print Mẫu 07; the file's own copy when asked for, and for those who may see the place.

    What was put before a signer is given as it was.
    """
    kept = kept_answer("separation", code, number)
    if kept is not None:
        return kept
    found = gather_form07(actor(), code, number, now=now(), copy=copy_asked())
    html = form07_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-07-{number}", found.printed)

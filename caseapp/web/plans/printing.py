"""The plan (Mẫu 04) and the decision that approves it (Mẫu 05) as PDFs beside their page."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from caseapp.casework.plan_prints import gather_plan
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.plan_paper import approval_html, plan_html


def attach(blueprint: Blueprint) -> None:
    """Add the prints to the plans' blueprint."""
    blueprint.add_url_rule("/plans/<int:number>/form-04.pdf", "form_04", form_04)
    blueprint.add_url_rule("/plans/<int:number>/form-05.pdf", "form_05", form_05)


@needs(Act.CASE_PRINT)
def form_04(code: str, number: int) -> Response:
    """Print a plan, a draft as one."""
    found = gather_plan(actor(), code, number, now=now(), paper="04")
    html = plan_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-04-{number}", found.printed)


@needs(Act.CASE_PRINT)
def form_05(code: str, number: int) -> Response:
    """Print the decision on a plan, to be signed or as it was made."""
    found = gather_plan(actor(), code, number, now=now(), paper="05")
    html = approval_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-05-{number}", found.printed)

"""The plan (Mẫu 04) and the decision that approves it (Mẫu 05) as PDFs beside their page."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.plan_reading import CasePlans
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked, copy_steps
from caseapp.web.kept_answer import kept_answer
from caseapp.web.moves import Step
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add the prints to the plans' blueprint."""
    blueprint.add_url_rule("/plans/<int:number>/form-04.pdf", "form_04", form_04)
    blueprint.add_url_rule("/plans/<int:number>/form-05.pdf", "form_05", form_05)


@needs(Act.CASE_PRINT)
def form_04(code: str, number: int) -> Response:
    """Print a plan, a draft as one."""
    found = gather_plan(actor(), code, number, now=now(), paper="04", copy=copy_asked())
    html = plan_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-04-{number}", found.printed)


@needs(Act.CASE_PRINT)
def form_05(code: str, number: int) -> Response:
    """Print the decision on a plan, to be signed or as it was put before its signer."""
    kept = kept_answer("plan", code, number)
    if kept is not None:
        return kept
    found = gather_plan(actor(), code, number, now=now(), paper="05", copy=copy_asked())
    html = approval_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-05-{number}", found.printed)


def plan_prints(view: CasePlans, number: int) -> list[Step]:
    """Return the links to the plan and the decision on it, each in its two copies."""
    if not allowed(Act.CASE_PRINT, view.unit_id):
        return []
    papers = (
        (gettext("the plan, Mẫu 04"), "plans.form_04"),
        (gettext("the decision on the plan, Mẫu 05"), "plans.form_05"),
    )
    copies = [
        step
        for what, endpoint in papers
        for step in copy_steps(what, endpoint, view.unit_id, code=view.code, number=number)
    ]
    url = url_for("dossiers.show", code=view.code, procedure="plan")
    return [*copies, Step(gettext("Bind its papers into one PDF with a table of contents"), url)]

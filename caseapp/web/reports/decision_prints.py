"""The decision on emergency measures of a report, on paper in its two copies."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework.decision_prints import gather_emergency
from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.copy_asked import copy_asked, copy_steps
from caseapp.web.decision_paper import decision_html
from caseapp.web.kept_answer import kept_answer
from caseapp.web.kept_steps import put_step
from caseapp.web.moves import Step
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add the print to the reports' blueprint."""
    blueprint.add_url_rule(
        "/<code>/decisions/<int:number>/decision.pdf", "print_decision", print_decision
    )


@needs(Act.REPORT_PRINT)
def print_decision(code: str, number: int) -> Response:
    """Print the decision, in the copy that is handed out unless the other is asked for."""
    kept = kept_answer("emergency", code, number)
    if kept is not None:
        return kept
    found = gather_emergency(actor(), code, number, now=now(), copy=copy_asked())
    html = decision_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-{found.kind}-{number}", found.printed)


def emergency_prints(view: ReportView) -> Iterator[Step]:
    """Yield the links to the decision that stands, when emergency measures apply by it."""
    standing = [n for n, each in enumerate(view.decisions, 1) if not each.fell]
    if not standing or view.decisions[standing[-1] - 1].kind != "emergency":
        return
    step = put_step("emergency", view.code, standing[-1], view.unit_id)
    if step is not None:
        yield step
    if allowed(Act.REPORT_PRINT, view.unit_id):
        yield from copy_steps(
            gettext("the decision on emergency measures"),
            "reports.print_decision",
            view.unit_id,
            code=view.code,
            number=standing[-1],
        )

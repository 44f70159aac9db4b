"""Pages of the collaborator: the reports they sent, and how far each one is."""

from __future__ import annotations

from flask import Blueprint, render_template

from caseapp.casework import report_following
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now, person
from caseapp.web.form_builder import answer_sections
from caseapp.web.report_paper import area_names


@needs(Act.REPORT_FOLLOW)
def index() -> str:
    """List the reports that this person sent: code, time and state."""
    rows = report_following.list_own(actor(), now=now())
    return render_template("reports/own.html", rows=rows)


@needs(Act.REPORT_FOLLOW)
def show(code: str) -> str:
    """Show how far an own report is; the report itself only in a session with both steps."""
    told, view = report_following.read_own(actor(), code, strong=person().strong, now=now())
    sections = (
        answer_sections(view.form, view.answers, areas=area_names(view), see_restricted=False)
        if view
        else []
    )
    return render_template("reports/own_one.html", told=told, sections=sections)


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of the reports."""
    blueprint.add_url_rule("/own", "own", index)
    blueprint.add_url_rule("/own/<code>", "own_one", show)

"""Routes of the reports on the indicators: which one, how it reads, and the PDF."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from caseapp.exchange.indicator_reports import (
    Internal,
    Public,
    begin_print,
    read_internal,
    read_public,
)
from caseapp.rules.access import Act
from caseapp.rules.indicator_reports import ReportKind, Span
from caseapp.rules.values import local_day
from caseapp.statistics.indicator import Basis
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.indicator_reports.content import Content
from caseapp.web.indicator_reports.forms import ReportForm, WrittenForm
from caseapp.web.indicator_reports.paper import content_from, head_of, report_html
from caseapp.web.indicator_reports.words import subject
from caseapp.web.pdf_answer import footing, pdf_answer
from caseapp.web.printing import Sheet
from caseapp.web.rights import allowed

blueprint = Blueprint("indicator_reports", __name__, url_prefix="/indicators/reports")
Answer = Response | tuple[str, int] | str


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.FIGURES_READ)
def index() -> Answer:
    """Ask for a report, show how it reads, and print it with what its writer adds."""
    form = ReportForm(local_day(now()), formdata=request.args or None)
    span = form.read() if request.args and form.validate() else None
    if span is None:
        page = render_template("indicator_reports/index.html", form=form, content=None)
        return (page, 422) if request.args else page
    found = _found(form, span)
    content, writing = content_from(found), WrittenForm()
    if content.state is not None and writing.validate_on_submit():
        return _printed(content, span, writing)
    page = render_template(
        "indicator_reports/index.html",
        form=form,
        content=content,
        writing=writing,
        subject=subject(span),
        written=writing.written(),
        here=request.full_path,
        freeze=_freeze(span, form) if allowed(Act.FIGURES_FREEZE) else "",
    )
    return (page, 422) if writing.is_submitted() else page


def _found(form: ReportForm, span: Span) -> Internal | Public:
    if form.kind.data == ReportKind.PUBLIC:
        return read_public(span)
    basis: Basis = "occurred" if form.basis.data == "occurred" else "received"
    return read_internal(actor(), span, basis, now=now())


def _printed(content: Content, span: Span, writing: WrittenForm) -> Response:
    printed = begin_print(actor(), span, content.kind, now=now())
    foot = footing(f"Báo cáo {span.id}", printed)
    html = report_html(
        content,
        head_of(content, local_day(printed.at)),
        Sheet(printed.at, settings().demo, foot),
        written=writing.written(),
        both_sides=bool(writing.both_sides.data),
    )
    return pdf_answer(html, f"bao-cao-{span.id}-{content.kind}", printed)


def _freeze(span: Span, form: ReportForm) -> str:
    """Return where the figures of the reported period are frozen."""
    return url_for("statistics.freeze", other=span.periods[-1].id, basis=form.basis.data)

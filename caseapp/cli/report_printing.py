"""The command that writes a report on the indicators as a PDF, beside the other prints."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from caseapp.cli.opening import opened
from caseapp.cli.printing import AS_JSON, AS_USER, OUT, insist_on_user, print_group, write_pdf
from caseapp.exchange.indicator_reports import begin_print, read_internal, read_public
from caseapp.rules.indicator_reports import ReportKind, Span, read_span
from caseapp.rules.values import RuleBroken, local_day
from caseapp.statistics.indicator import Basis
from caseapp.web.indicator_reports.paper import content_from, head_of, report_html
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet


class SpanType(click.ParamType[Span]):
    """What a report is over: a period as contracts §3 writes it, 2021-2025 or 2021-2030."""

    name = "period"

    def convert(
        self, value: str | Span, param: click.Parameter | None, ctx: click.Context | None
    ) -> Span:
        """Read the text; a usage error with the reason when it names no report."""
        if isinstance(value, Span):
            return value
        try:
            return read_span(value)
        except RuleBroken as refusal:
            self.fail(str(refusal), param, ctx)


@print_group.command(name="report")
@click.option(
    "--period",
    "span",
    type=SpanType(),
    required=True,
    help="2026, 2026H1, 2021-2025 (mid-term), 2021-2030 (final).",
)
@click.option(
    "--kind",
    type=click.Choice([str(kind) for kind in ReportKind]),
    required=True,
    help="Exact figures from frozen editions, or only what was released.",
)
@click.option(
    "--basis",
    type=click.Choice(("received", "occurred")),
    default="received",
    help="The day on which indicator 9 counts a report (internal).",
)
@OUT
@AS_USER
@AS_JSON
def print_report(
    span: Span, kind: str, basis: Basis, out: Path, *, as_user: str | None, as_json: bool
) -> None:
    """Write the report on indicators 8, 9 and 12 over a period."""
    chosen = ReportKind(kind)
    with opened(as_user=as_user) as here:
        insist_on_user(here, as_user)
        now = here.settings.now()
        content = content_from(
            read_internal(here.actor, span, basis, now=now)
            if chosen == ReportKind.INTERNAL
            else read_public(span)
        )
        if content.state is None:
            done = "frozen" if chosen == ReportKind.INTERNAL else "released"
            raise RuleBroken(f"no figures were {done} for {', '.join(content.missing)}")
        printed = begin_print(here.actor, span, chosen, now=now)
        foot = footing(f"Báo cáo {span.id}", printed)
        head, sheet = head_of(content, local_day(now)), Sheet(printed.at, here.settings.demo, foot)
        html = report_html(content, head, sheet, written={})
        write_pdf(html, out, as_json=as_json, printed=printed, here=here)


COMMANDS: Final = {"print": print_group}

"""The summary of a case on paper: full, or as much of it as one page holds."""

from __future__ import annotations

from caseapp.casework.summaries import Summary
from caseapp.rules.values import local_day
from caseapp.web.cases.brief import TRIES, brief_of
from caseapp.web.cases.summary_lines import summary_lines
from caseapp.web.pdf_answer import footing, heading_of
from caseapp.web.printing import (
    Sheet,
    Unprintable,
    brief_html,
    render_counted,
    render_pdf,
    summary_html,
)


def summary_pdf(found: Summary, *, demo: bool, both_sides: bool = False) -> bytes:
    """Return the summary as a PDF; a brief one has one page, whatever the file holds.

    `both_sides` puts the wide margin where the sheets are bound. Unprintable and PrinterDown as
    `render_pdf`; a brief one is drawn four times at most.
    """
    if not found.brief:
        return render_pdf(full_html(found, demo=demo, both_sides=both_sides))
    heading, sheet = _head(found, demo=demo)
    lines = summary_lines(found)
    for room, most in TRIES:
        html = brief_html(brief_of(lines, room, most), heading, sheet, summary=lines)
        content, pages = render_counted(html)
        if pages == 1:
            return content
    raise Unprintable(f"the brief summary has {pages} pages")


def full_html(found: Summary, *, demo: bool, both_sides: bool = False) -> str:
    """Draw all sections that were asked for, on as many pages as they need."""
    heading, sheet = _head(found, demo=demo)
    return summary_html(summary_lines(found), heading, sheet, both_sides=both_sides)


def _head(found: Summary, *, demo: bool) -> tuple[dict[str, object], Sheet]:
    case, at = found.case, found.printed.at
    foot = footing(f"Hồ sơ {case.code}", found.printed)
    return heading_of(case.unit_id, local_day(at)), Sheet(at, demo, foot)

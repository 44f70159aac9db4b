"""The list of 50 reports from a million against the bare template with the same rows."""

from __future__ import annotations

from typing import Final

from flask import url_for

from caseapp.cli.benchmarks.pages import page_and_bare
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.upkeep.bench.measure import Ratio
from caseapp.upkeep.bench.reports import fill_reports

_LIMIT: Final = 2.0


def measure(children: int, reports: int = 1_000_000) -> Ratio:
    """Measure the page of a signed-in officer: session, policy, scope, rows, log and template."""
    del children
    with new_instance() as app:
        ward = fill_reports(reports, NOW)
        with app.test_request_context():
            page = url_for("reports.index")
        ours, yardstick, statements = page_and_bare(app, ward, page)
    return Ratio(
        "list",
        f"list of 50 from {reports:,} reports, signed in, scoped, logged",
        "the same template and rows without anything else",
        ours,
        yardstick,
        _LIMIT,
        {"SQL statements": statements},
    )

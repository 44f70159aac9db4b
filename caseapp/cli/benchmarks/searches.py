"""The look-up of a child by two words of its name against the bare template with the same rows."""

from __future__ import annotations

from typing import Final

from flask import url_for

from caseapp.cli.benchmarks.pages import page_and_bare
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.upkeep.bench.children import LOOKED_FOR, fill_children
from caseapp.upkeep.bench.measure import Ratio

_LIMIT: Final = 2.5


def measure(children: int) -> Ratio:
    """Measure the look-up among the children of a ward, the rest of the city beside them."""
    with new_instance() as app:
        ward = fill_children(children, NOW)
        with app.test_request_context():
            page = url_for("children.index", q=LOOKED_FOR)
        ours, yardstick, statements = page_and_bare(app, ward, page)
    return Ratio(
        "search",
        f"a child by two words of its name, from {children:,}, signed in, scoped, logged",
        "the same template and rows without anything else",
        ours,
        yardstick,
        _LIMIT,
        {"SQL statements": statements},
    )

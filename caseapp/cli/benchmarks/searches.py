"""The look-up of a child by its name, rightly typed or not, against the bare template."""

from __future__ import annotations

from typing import Final

from flask import url_for

from caseapp.cli.benchmarks.pages import led_to, page_and_bare
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.upkeep.bench.children import LOOKED_FOR, fill_children
from caseapp.upkeep.bench.measure import Ratio

_LIMIT: Final = 2.5


def measure(children: int) -> Ratio:
    """Measure the look-up among the children of a ward, the rest of the city beside them."""
    return measured("search", LOOKED_FOR, children)


def measured(name: str, typed: str, children: int) -> Ratio:
    """Measure the page that answers what was typed, under the name of the job."""
    with new_instance() as app:
        ward = fill_children(children, NOW)
        with app.test_request_context():
            form = url_for("children.search")
        ours, yardstick, statements = page_and_bare(
            app, ward, lambda client: led_to(client, form, {"q": typed})
        )
    return Ratio(
        name,
        f"a child by the words '{typed}', from {children:,}, signed in, scoped, logged",
        "the same template and rows without anything else",
        ours,
        yardstick,
        _LIMIT,
        {"SQL statements": statements},
    )

"""The look-up of a child by its name, rightly typed or not, against the bare template."""

from __future__ import annotations

from statistics import median
from typing import Final

from flask import url_for

from caseapp.casework.child_search import Search, find_children
from caseapp.cli.benchmarks.pages import led_to, page_and_bare
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.cli.benchmarks.writes import officer
from caseapp.rules.units import territory
from caseapp.rules.values import local_day
from caseapp.upkeep.bench.children import LOOKED_FOR, fill_children
from caseapp.upkeep.bench.measure import ROUNDS, Ratio, spent

_LIMIT: Final = 2.5


def measure(children: int) -> Ratio:
    """Measure the look-up among the children of a ward, the rest of the city beside them."""
    return measured("search", LOOKED_FOR, children, limit=_LIMIT)


def measured(
    name: str, typed: str, children: int, *, limit: float | None = None, within: float | None = None
) -> Ratio:
    """Measure the page that answers what was typed, under the name of the job.

    `limit` is the goal of the page against the bare one, `within` that of the search alone, its
    log line included, in milliseconds of processor time.
    """
    with new_instance() as app:
        ward = fill_children(children, NOW)
        with app.test_request_context():
            form = url_for("children.search")
        ours, yardstick, statements = page_and_bare(
            app, ward, lambda client: led_to(client, form, {"q": typed})
        )
        unit = territory().at(ward, local_day(NOW))
        assert unit is not None
        reader = officer(unit.id)
        looked = Search(typed)
        alone = median(spent(lambda: find_children(reader, looked, now=NOW)) for _ in range(ROUNDS))
    return Ratio(
        name,
        f"a child by the words '{typed}', from {children:,}, signed in, scoped, logged",
        "the same template and rows without anything else",
        ours,
        yardstick,
        limit,
        {"SQL statements": statements, "the search alone, ms CPU": round(alone, 1)},
        missed=(f"the search alone ≤ {within:g} ms",) if within and alone > within else (),
    )

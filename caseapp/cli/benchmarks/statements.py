"""The SQL statements of a list's page and of cases' pages: as many for many rows as for few."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask.testing import FlaskClient

from caseapp.casework.case_list import list_cases
from caseapp.cli.benchmarks.pages import WHO, fetch, officer_of
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.cli.opening import who_acts
from caseapp.upkeep.bench.measure import Ratio
from caseapp.upkeep.bench.statements import counted
from caseapp.upkeep.demo.making import make_demo

_WARD: Final = "31135"
_FEW: Final = 300
_OF_A_LIST: Final = 5
_OF_A_CASE: Final = 10


def measure(children: int, many: int = 20_000) -> Ratio:
    """Count what an officer's pages ask of the database, in a small city and in a big one."""
    few_list, _ = _asked(_FEW)
    many_list, cases = _asked(min(children, many))
    notes = {"of a case, least": min(cases), "of a case, most": max(cases), "cases": len(cases)}
    missed = {
        f"a list asks {many_list} times, goal {_OF_A_LIST}": many_list > _OF_A_LIST,
        f"a case asks {max(cases)} times, goal {_OF_A_CASE}": max(cases) > _OF_A_CASE,
    }
    return Ratio(
        "statements",
        f"list of 50 reports, of {min(children, many):,} children",
        f"the same list, of {_FEW} children",
        many_list,
        few_list,
        1.0,
        notes,
        unit="statements",
        missed=tuple(told for told, is_so in missed.items() if is_so),
    )


def _asked(children: int) -> tuple[int, list[int]]:
    """Return how often the list's page asks the database, and how often each case's page does."""
    with new_instance() as app:
        settings = app.extensions["caseapp.settings"]
        make_demo(settings, NOW, children=children)
        client = officer_of(app, _WARD)
        codes = [line.code for line in list_cases(who_acts(settings, WHO), now=NOW)[0]]
        with app.test_request_context():
            page = url_for("reports.index")
            pages = [url_for("cases.show", code=code) for code in codes]
        return _statements(client, page), [_statements(client, each) for each in pages]


def _statements(client: FlaskClient, page: str) -> int:
    fetch(client, page)
    with counted() as seen:
        answer = fetch(client, page)
    assert answer.status_code == 200, answer.status  # noqa: PLR2004
    return len(seen)

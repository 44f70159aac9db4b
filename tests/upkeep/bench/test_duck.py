"""The yardstick counts what the indicator counts: the same figures from the same rows."""

from __future__ import annotations

import json
from datetime import date

from caseapp.rules.access import operator
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.layouts import as_json
from caseapp.upkeep.bench import duck
from caseapp.upkeep.demo.making import make_demo
from tests.factories.house import NOW, House


def test_duckdb_and_the_sheet_agree_on_every_cell(house: House) -> None:
    with house.app.app_context():
        make_demo(house.settings, NOW, children=3000)
        store = duck.copy_register(NOW)
        theirs = duck.count(store, date(2026, 1, 1), date(2026, 12, 31))
        ask = Ask(Period.parse("2026"), by=("group", "sex", "age_band"))
        ours = read_indicators(operator(production=False), ask, now=NOW)
        inside = [row for row in theirs if row[0] > 1000]  # a ward, not elsewhere
        assert duck.counted_children(NOW) > 0
        for indicator, column in (("8a", 4), ("8b", 5)):
            cells: dict[tuple[str, ...], int] = {}
            for row in inside:
                key = tuple(row[1:4])
                cells[key] = cells.get(key, 0) + row[column]
            found = {
                (row["by"]["group"], row["by"]["sex"], row["by"]["age_band"]): row["numerator"]
                for row in json.loads(as_json(ours))["rows"]
                if row["indicator"] == indicator and row["by"] and row["area"] == "92"
            }
            assert {k: n for k, n in found.items() if n} == {k: n for k, n in cells.items() if n}

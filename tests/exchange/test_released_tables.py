"""The tables of a release: each cell of the files in its table, hidden ones without a number."""

from __future__ import annotations

import csv
import io

from caseapp.exchange.released_tables import tables_of
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from tests.factories.house import SYSTEM, House
from tests.factories.released import LAYOUT, frozen, hit_children, prepared


def test_every_cell_stands_in_its_table_and_hidden_ones_say_nothing(house: House) -> None:
    with house.app.app_context():
        hit_children()
        made = prepared(SYSTEM, frozen()).prepared
    assert made
    tables = tables_of(made.files, LAYOUT)
    assert tuple(table.dimensions for table in tables) == RELEASE_LAYOUTS[LAYOUT].tables
    assert [len(table.rows) for table in tables] == [share.cells for share in made.shares]
    lines = list(csv.DictReader(io.StringIO(made.files["published.csv"].decode())))
    values = {
        tuple(line[name] for name in ("geo", "sex", "age_band", "relief")): line["value"]
        for line in lines
    }
    places = {"geo": 0, "cluster": 0, "sex": 1, "age_band": 2, "relief": 3}
    seen = set()
    for table in tables:
        for row in table.rows:
            codes = ["T"] * 4
            for name, code in zip(table.dimensions, row.codes, strict=True):
                codes[places[name]] = code
            seen.add(tuple(codes))
            assert values[tuple(codes)] == ("" if row.value is None else str(row.value))
            assert row.value is not None or row.percent is None
    assert seen == set(values)
    assert any(row.percent is not None for table in tables for row in table.rows)
    hidden = [sum(row.value is None for row in table.rows) for table in tables]
    assert hidden == [share.hidden for share in made.shares]

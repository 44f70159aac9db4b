"""The home page and the lists look each child up; none gathers all children of the unit first."""

from __future__ import annotations

import pytest

from caseapp.records.db import db
from tests.factories.house import House
from tests.factories.reports import log_one, statements
from tests.factories.web import signed_in

WHOLE_UNIT = "SEARCH child_units USING COVERING INDEX ix_child_units_area (area_id=?)"
"""How SQLite says that it gathers them: 1.5 ms for each statement in a ward of 10,000 children."""


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("path", ["/", "/reports", "/cases"])
def test_no_statement_of_the_page_gathers_a_whole_unit(house: House, path: str) -> None:
    log_one(house)
    browser = signed_in(house, "officer")
    with house.app.app_context(), statements() as seen:
        assert browser.get(path).status_code == 200
    plans = {}
    with house.app.app_context(), db.engine.connect() as connection:
        driver = connection.connection.cursor()
        for sql, values in seen:
            if sql.startswith("SELECT"):
                steps = driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)
                plans[sql] = [step[3] for step in steps]
    assert any("child_id=?" in step for steps in plans.values() for step in steps)
    assert [sql for sql, steps in plans.items() if WHOLE_UNIT in steps] == []

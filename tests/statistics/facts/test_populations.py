"""Which population figures are read: up to the last day, of the cells that are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Figure
from caseapp.statistics.facts.populations import read_figures
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register


@pytest.mark.usefixtures("records")
def test_only_the_cells_asked_for_are_read() -> None:
    town = Register()
    for sex, band in (("", ""), ("male", ""), ("", "0-2"), ("male", "0-2")):
        town.population(31135, "2026-06-30", 10, sex, band)
    town.population(31135, "2026-07-01", 11)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        period = Period.parse("2026H1")
        read = {
            by: read_figures(door.session, period, by) for by in ((), ("sex",), ("age_band", "sex"))
        }
    assert read[()] == [Figure(31135, date(2026, 6, 30), "", "", 10)]
    assert {(f.sex, f.age_band) for f in read["sex",]} == {("", ""), ("male", "")}
    assert len(read["age_band", "sex"]) == 4

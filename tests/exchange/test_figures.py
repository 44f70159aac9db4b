"""Population figures alone, brought by who enters them: within their units, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from caseapp.casework.population_reading import asked_units
from caseapp.casework.populations import ask_units
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import import_path
from caseapp.rules.access import Actor, Denied, Role
from tests.exchange.contents import rows_of
from tests.exchange.folders import AN, FIGURE, a_folder
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import CITY, NINH_KIEU, make_user


def brought(actor: Actor, folder: Path, rows: Sequence[object], **options: bool) -> ImportResult:
    return import_path(actor, a_folder(folder, population=rows), now=NOW, **options)  # type: ignore[arg-type]


def test_an_officer_brings_those_of_the_own_unit_and_no_others(
    house: House, tmp_path: Path
) -> None:
    officer = actor_of(house, make_user(house, "officer", NINH_KIEU))
    before = FIGURE | {"area_code": "31123", "reference_date": "2024-12-31"}  # became Ninh Kiều
    foreign = [FIGURE | {"area_code": code} for code in ("31150", "92")]
    with house.app.app_context():
        refused = brought(officer, tmp_path, [FIGURE, before, *foreign])
        assert [(f.row, f.column) for f in refused.faults] == [(4, "area_code"), (5, "area_code")]
        assert rows_of("populations") == []
        tried = brought(officer, tmp_path, [FIGURE, before], dry_run=True)
        assert rows_of("populations") == []
        done = brought(officer, tmp_path, [FIGURE, before])
        assert tried.sheets == done.sheets == {"population": {"new": 2, "changed": 0, "same": 0}}
        again = brought(officer, tmp_path, [FIGURE, before])
        assert again.sheets == {"population": {"new": 0, "changed": 0, "same": 2}}


def test_what_a_figure_said_is_kept_and_who_was_asked_is_asked_no_more(
    house: House, tmp_path: Path
) -> None:
    statistician = actor_of(house, make_user(house, "statistician", CITY))
    make_user(house, "officer", NINH_KIEU)
    with house.app.app_context():
        ask_units(statistician, [int(NINH_KIEU)], date(2025, 12, 31), now=NOW)
        assert int(NINH_KIEU) in asked_units(statistician, now=NOW)
        brought(statistician, tmp_path, [FIGURE])
        assert asked_units(statistician, now=NOW) == {}
        more = FIGURE | {"children": "4300"}
        assert [f.column for f in brought(statistician, tmp_path, [more]).faults] == ["children"]
        brought(statistician, tmp_path, [more], update=True)
        assert [row["children"] for row in rows_of("populations")] == [4300]
        assert [row["children"] for row in rows_of("past_populations")] == [4200]


@pytest.mark.only("sqlite")
def test_anything_beside_figures_is_for_who_imports_registers(house: House, tmp_path: Path) -> None:
    both = a_folder(tmp_path / "both", population=[FIGURE], children=[AN])
    with house.app.app_context():
        for role in (Role.STATISTICIAN, Role.ADMINISTRATOR):
            with pytest.raises(Denied):
                import_path(an_actor(role), both, now=NOW)
        with pytest.raises(Denied):
            brought(an_actor(Role.ADMINISTRATOR), tmp_path / "one", [FIGURE])

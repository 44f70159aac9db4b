"""The register as it lies in the tables: children, stays, units that may open them."""

from __future__ import annotations

import pytest

from caseapp.rules.matching import fold, personal_id_faults
from caseapp.rules.units import territory
from caseapp.upkeep.demo.register import Register, shares
from tests.upkeep.demo.conftest import Demo


@pytest.mark.parametrize(
    ("number", "told"),
    # At a million: 1.2 % in special circumstances and 2 % at risk, as provinces report.
    [(1_000_000, (12_000, 20_000, 5_000)), (2_000, (800, 400, 600)), (1, (1, 0, 0))],
)
def test_shares_are_a_provinces_for_many_and_a_desks_for_few(
    number: int, told: tuple[int, int, int]
) -> None:
    assert shares(number) == told


def test_every_child_lives_somewhere_from_a_first_stay_on(demo: Demo) -> None:
    assert demo.one("SELECT count(*) FROM children") == 2_000
    assert demo.one("SELECT count(*) FROM residences WHERE first") == 2_000
    assert not demo.ask(
        "SELECT child_id FROM residences GROUP BY child_id HAVING sum(valid_until IS NULL) <> 1"
    )


def test_stays_lie_after_birth_before_sixteen_and_in_units_of_their_day(demo: Demo) -> None:
    assert not demo.ask(
        "SELECT r.id FROM residences r JOIN children c ON c.id = r.child_id"
        " JOIN areas a ON a.id = r.unit_id"
        " WHERE r.valid_from < c.date_of_birth"
        "    OR r.valid_from >= date(c.date_of_birth, '+16 years')"
        "    OR r.valid_from < a.valid_from OR r.valid_from >= a.valid_until"
        "    OR a.kind IN ('city', 'district')"
    )


def test_the_unit_of_the_last_stay_may_open_the_child(demo: Demo) -> None:
    opens = set(demo.ask("SELECT child_id, area_id FROM child_units"))
    last = demo.ask("SELECT child_id, unit_id FROM residences WHERE valid_until IS NULL")
    assert {(child, territory().keeper(unit)) for child, unit in last} <= opens


def test_names_are_folded_as_a_search_folds_them(demo: Demo) -> None:
    for name, folded in demo.ask("SELECT full_name, folded_name FROM children LIMIT 300"):
        assert folded == fold(name)


def test_personal_numbers_are_whole_and_of_another_century(demo: Demo) -> None:
    with demo.house.app.app_context():
        from caseapp import desk
        from caseapp.rules.access import Act
        from tests.factories.house import NOW, SYSTEM

        rows = demo.ask(
            "SELECT id, key_id, personal_id, personal_id_mac FROM children"
            " WHERE personal_id IS NOT NULL LIMIT 50"
        )
        with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
            for child, key, sealed, mac in rows:
                number = door.unseal(key, "children.personal_id", child, sealed)
                assert personal_id_faults(number) == []
                assert number[3] in "45"  # born after 2099: nobody living bears it
                assert door.mac(number) == mac
    assert len(rows) == 50


def test_the_known_stand_in_a_fixed_order() -> None:
    assert Register().known == []

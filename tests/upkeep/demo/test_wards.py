"""The 103 units have about 700,000 children; small registers lie in the dozen wards."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from caseapp.rules.units import territory
from caseapp.upkeep.demo.wards import CITY_CHILDREN, DOZEN, make_wards, weights


def test_all_units_of_today_share_the_citys_children() -> None:
    wards = make_wards(Random(1), 2_000)
    assert len(wards) == 103
    assert sum(ward.children for ward in wards) == pytest.approx(CITY_CHILDREN, abs=103)
    assert min(ward.children for ward in wards) > 2_000


def test_the_city_is_never_smaller_than_its_register() -> None:
    wards = make_wards(Random(1), 1_000_000)
    assert sum(ward.children for ward in wards) == pytest.approx(1_000_000, abs=103)


def test_the_dozen_are_units_of_today_from_all_three_parts() -> None:
    units = [territory().units[unit] for unit in DOZEN]
    assert len(set(DOZEN)) == 12
    assert {unit.former_province for unit in units} == {"Cần Thơ", "Hậu Giang", "Sóc Trăng"}
    assert all(unit.covers(date(2026, 1, 1)) for unit in units)


@pytest.mark.parametrize(("children", "share"), [(1, 0.92), (20_000, 0.92), (100_000, 0.2)])
def test_the_dozens_share_falls_as_the_register_grows(children: int, share: float) -> None:
    wards = make_wards(Random(1), children)
    running = weights(wards, children)
    own = [now - before for before, now in zip([0.0, *running], running, strict=False)]
    assert running[-1] == pytest.approx(1)
    dozen = sum(part for ward, part in zip(wards, own, strict=True) if ward.id in DOZEN)
    assert dozen == pytest.approx(share)


def test_before_the_reform_a_ward_is_one_of_its_sources() -> None:
    rng = Random(5)
    thot_not = next(ward for ward in make_wards(rng, 1) if ward.id == 31207)
    # Thốt Nốt came from part of the old ward of its name and two whole ones (law.md §6.2).
    drawn = {thot_not.unit_on(rng, date(2025, 6, 30)) for _ in range(500)}
    assert drawn == {231207, 231210, 231212}
    assert thot_not.unit_on(rng, date(2025, 7, 1)) == 31207


def test_peoples_are_those_of_the_place() -> None:
    rng = Random(6)
    wards = {ward.id: ward for ward in make_wards(rng, 1)}
    by_the_sea = [wards[31783].people(rng) for _ in range(1000)]
    in_town = [wards[31135].people(rng) for _ in range(1000)]
    assert by_the_sea.count("Khmer") > by_the_sea.count("Kinh")
    assert in_town.count("Kinh") > 900

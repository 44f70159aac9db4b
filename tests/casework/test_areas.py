"""Units as people look for them: names with and without marks, codes re-used by the reform."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.areas import at, choices, choices_now, label, search
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_ID, OUTSIDE_ID, UNKNOWN_ID, territory
from tests.factories.house import NOW

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_a_code_names_one_unit_before_the_reform_and_another_after() -> None:
    before, after = at("31135", BEFORE), at("31135", AFTER)
    assert before is not None
    assert after is not None
    assert before != after
    assert label(after) == "Phường Ninh Kiều"
    assert label(before) == "Phường Tân An (cũ, Quận Ninh Kiều)"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("outside", OUTSIDE_ID),
        ("unknown", UNKNOWN_ID),
        ("92", CITY_ID),
        ("00000", None),
        ("", None),
    ],
)
def test_codes_that_are_no_ward(code: str, found: int | None) -> None:
    assert at(code, AFTER) == found


def test_choices_are_those_of_the_day_by_folded_name() -> None:
    today = choices(AFTER)
    assert len(today) == 103
    assert len(choices(BEFORE)) == 263
    assert choices_now(NOW) == today
    names = [name for _, name in today]
    # "Phường An Bình" before "Phường Ô Môn" before "Xã …": đ, ô, ơ sort by their bare letter.
    assert (
        names.index("Phường An Bình") < names.index("Phường Ô Môn") < names.index("Phường Vị Thanh")
    )
    assert names[0].startswith("Phường")
    assert names[-1].startswith("Xã")


@pytest.mark.parametrize("text", ["Ninh Kiều", "ninh kieu", "NINH KIEU", "31135"])
def test_a_ward_is_found_with_or_without_marks_or_by_its_code(text: str) -> None:
    assert search(text)[0].label == "Phường Ninh Kiều"


def test_an_old_name_says_what_it_was_and_what_it_became() -> None:
    old = [unit for unit in search("an hoi", limit=50) if unit.former]
    assert old
    land = territory()
    for unit in search("a", limit=500):
        if not unit.former:
            assert unit.choices == (unit.label,)
            continue
        assert unit.former.startswith("cũ: ")
        # A unit that was split leads to nowhere by itself: a person must choose.
        assert bool(unit.label) is (len(unit.choices) == 1)
    assert any(len(unit.choices) > 1 for unit in search("a", limit=500))
    assert {link.old for link in land.links} <= set(land.units)


def test_todays_units_come_before_those_that_were() -> None:
    former = [bool(unit.former) for unit in search("tan", limit=500)]
    assert former == sorted(former)
    assert len(search("tan", limit=3)) == 3


def test_nothing_is_found_by_nothing() -> None:
    assert search("  ") == []
    assert search("qqq") == []


def test_units_stand_in_vietnamese_order() -> None:
    names = [name for _, name in choices(date(2026, 11, 23))]
    wards = [name.removeprefix("Phường ") for name in names if name.startswith("Phường ")]
    assert wards.index("Đại Thành") > wards.index("Cái Răng")
    assert wards == sorted(wards, key=name_order)
    # Phường before Xã, and Đ after everything in D.
    assert names == sorted(names, key=name_order)
    kinds = [name.split()[0] for name in names]
    assert kinds == sorted(kinds)

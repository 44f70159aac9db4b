"""Which unit a text means: today's names and old ones, the traps of the reform, and no guessing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import caseapp
from caseapp.casework import areas
from caseapp.casework.unit_names import look_up, nearest, rows
from caseapp.rules.units import territory

TODAY = dict(areas.choices(date(2026, 11, 23)))
NINH_KIEU, TAN_AN, CAI_KHE, BINH_THUY = "31135", "31147", "31120", "31168"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ninh Kiều", NINH_KIEU),
        ("  ninh   kieu ", NINH_KIEU),
        ("PHUONG NINH KIEU", NINH_KIEU),
        (NINH_KIEU, NINH_KIEU),  # the code of today, though old Tân An bore it
        ("Lai Hòa", "31810"),  # its old name is its own
        ("An Hòa", CAI_KHE),  # old and passed on whole
        ("phường An Hòa, Quận Ninh Kiều", CAI_KHE),
    ],
)
def test_a_name_that_was_never_anothers_is_beyond_doubt(text: str, code: str) -> None:
    assert look_up(text, TODAY).code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tân An", {TAN_AN, NINH_KIEU}),  # the old ward of this name is Ninh Kiều today
        ("phường tân an", {TAN_AN, NINH_KIEU}),
        ("Bùi Hữu Nghĩa", {CAI_KHE, BINH_THUY}),  # split
        ("Thốt Nốt", {"31207", "31228"}),  # split, and one part kept the name
        ("Long Tuyền", {"31183", "31150"}),
        ("ninh ki", {NINH_KIEU}),  # a part of a name is asked about
    ],
)
def test_what_may_mean_several_units_is_asked(text: str, codes: set[str]) -> None:
    answer = look_up(text, TODAY)
    assert answer.code == ""
    assert {meant.code for meant in answer.units} == codes


def test_an_old_name_says_so_and_that_only_a_part_came_here() -> None:
    found = {meant.code: meant for meant in look_up("tan an", TODAY).units}
    assert found[TAN_AN].former == ""
    assert found[NINH_KIEU].former == "cũ: phường Tân An, Quận Ninh Kiều"
    assert all(meant.part for meant in look_up("bui huu nghia", TODAY).units)


def test_a_split_unit_is_never_beyond_doubt_even_where_one_part_alone_is_on_offer() -> None:
    answer = look_up("bui huu nghia", {CAI_KHE: TODAY[CAI_KHE]})
    assert (len(answer.units), answer.code) == (1, "")


def test_before_the_reform_todays_meaning_of_a_name_plays_no_part() -> None:
    old = dict(areas.choices(date(2024, 1, 1)))
    found = look_up("phường tân an", old, former=False).units
    assert found
    assert all(meant.label.startswith("Phường Tân An (cũ, ") for meant in found)


def test_every_old_unit_is_found_by_its_name_and_leads_to_all_that_it_became() -> None:
    land = territory()
    for unit in land.units.values():
        if unit.until is None or unit.kind == "district":
            continue
        became = {land.units[link.new].code for link in land.links if link.old == unit.id}
        assert became <= {meant.code for meant in look_up(unit.name, TODAY).units}, unit


@pytest.mark.parametrize("text", ["", "  ", "Hà Nội", "%"])
def test_nothing_is_made_of_what_is_no_name_here(text: str) -> None:
    assert look_up(text, TODAY).units == []


def test_the_list_that_a_browser_keeps_is_that_of_the_territory() -> None:
    """docs/assets/units.py writes it."""
    kept = Path(caseapp.__file__).with_name("static") / "units.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == rows()


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Ninh Khiều", "Phường Ninh Kiều"),
        ("An Hòaa", "Phường Cái Khế (cũ: phường An Hòa, Quận Ninh Kiều)"),
        ("Hà Nội", ""),
    ],
)
def test_what_was_mistyped_has_a_nearest_name_or_none(text: str, near: str) -> None:
    assert look_up(text, TODAY).units == []
    assert nearest(text, TODAY) == near

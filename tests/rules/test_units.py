"""The city's units against the official table: counts, the eight kept, the three split, the codes.

Figures: Resolution 1668/NQ-UBTVQH15 (31 wards and 72 communes) and the conversion table of the
263 units before 1 July 2025 (law.md §6.2 counts them by hand).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest

from caseapp.rules.units import CITY_ID, OUTSIDE_ID, REFORM, UNKNOWN_ID, territory

LAND = territory()
EVE = REFORM - timedelta(days=1)
NEW = [u for u in LAND.units.values() if u.since == REFORM]
OLD = [u for u in LAND.units.values() if u.until == REFORM and u.kind != "district"]
DISTRICTS = [u for u in LAND.units.values() if u.kind == "district"]


def old(code: str) -> int:
    found = LAND.at(code, EVE)
    assert found is not None
    return found.id


def test_the_city_has_31_wards_and_72_communes() -> None:
    assert Counter(u.kind for u in NEW) == {"phường": 31, "xã": 72}
    # 32 of them lie in former Cần Thơ, 28 in Hậu Giang, 43 in Sóc Trăng.
    assert Counter(u.former_province for u in NEW) == {
        "Cần Thơ": 32, "Hậu Giang": 28, "Sóc Trăng": 43,
    }  # fmt: skip


def test_it_came_from_263_units_in_28_districts() -> None:
    assert len(OLD) == 263
    # 80 = 39 phường + 36 xã + 5 thị trấn in Cần Thơ, 75 in Hậu Giang, 108 in Sóc Trăng.
    assert Counter(u.former_province for u in OLD) == {
        "Cần Thơ": 80, "Hậu Giang": 75, "Sóc Trăng": 108,
    }  # fmt: skip
    can_tho = Counter(u.kind for u in OLD if u.former_province == "Cần Thơ")
    assert can_tho == {"phường": 39, "xã": 36, "thị trấn": 5}
    assert Counter(u.former_province for u in DISTRICTS) == {
        "Cần Thơ": 9, "Hậu Giang": 8, "Sóc Trăng": 11,
    }  # fmt: skip


def test_eight_units_were_not_touched() -> None:
    unchanged = {
        LAND.units[link.new].name
        for link in LAND.links
        if sum(other.new == link.new for other in LAND.links) == 1
        and LAND.units[link.old].name == LAND.units[link.new].name
    }
    assert unchanged == {
        "Tân Lộc", "Thạnh Phú", "Thới Hưng", "Trường Long", "Phong Nẫm", "Mỹ Phước", "Vĩnh Hải",
        "Lai Hòa",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name", "heirs"),
    [
        ("31178", "Bùi Hữu Nghĩa", {"Cái Khế", "Bình Thủy"}),
        ("31183", "Long Tuyền", {"An Bình", "Long Tuyền"}),
        ("31207", "Thốt Nốt", {"Thốt Nốt", "Thuận Hưng"}),
    ],
)
def test_three_wards_were_split_and_are_kept_by_the_city(
    code: str, name: str, heirs: set[str]
) -> None:
    unit = old(code)
    assert LAND.units[unit].name == name
    assert {LAND.units[k.new].name for k in LAND.links if k.old == unit and not k.whole} == heirs
    assert LAND.successor(unit) is None
    assert LAND.keeper(unit) == CITY_ID


def test_nothing_else_was_split_and_every_old_unit_has_an_heir() -> None:
    whole = Counter(link.old for link in LAND.links if link.whole)
    part = Counter(link.old for link in LAND.links if not link.whole)
    assert len(whole) == 260
    assert set(whole.values()) == {1}
    assert sorted(part.values()) == [2, 2, 2]
    assert set(whole) | set(part) == {u.id for u in OLD}
    assert {link.new for link in LAND.links} == {u.id for u in NEW}
    for unit in whole:
        assert LAND.keeper(unit) == LAND.successor(unit) in {u.id for u in NEW}


def test_39_codes_stand_for_another_name_since_the_reform() -> None:
    pairs = [(LAND.at(u.code, EVE), LAND.at(u.code, REFORM)) for u in NEW]
    assert all(before and after for before, after in pairs)
    assert sum(b.name != a.name for b, a in pairs if b and a) == 39


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("31135", EVE, "Tân An"),
        ("31135", REFORM, "Ninh Kiều"),
        ("31147", EVE, "Hưng Lợi"),
        ("31147", date(2030, 1, 1), "Tân An"),
        ("31117", date(1990, 1, 1), "Cái Khế"),  # every old unit counts on every earlier day
        ("92", EVE, "Thành phố Cần Thơ"),  # the city means today's territory on every day
    ],
)
def test_a_code_names_a_unit_only_with_a_day(code: str, day: date, name: str) -> None:
    unit = LAND.at(code, day)
    assert unit is not None
    assert unit.name == name
    assert unit.covers(day)


@pytest.mark.parametrize(
    "code",
    ["", "31117", "916", "00916", "99999", "3113", "031135", " 31135", "31135 ", "-1135", "３１１３５",
     "٣١١٣٥", "1", "00001", "00092", "outside", "231117", "31.35"],
)  # fmt: skip
def test_no_other_code_names_a_unit_today(code: str) -> None:
    assert LAND.at(code, REFORM) is None


def test_who_answers_for_what_happened_where() -> None:
    assert LAND.keeper(31135) == 31135  # a unit of today answers for itself
    assert LAND.keeper(old("31135")) == 31135  # Tân An became part of Ninh Kiều, whole
    assert LAND.keeper(CITY_ID) == CITY_ID
    assert LAND.keeper(OUTSIDE_ID) == LAND.keeper(UNKNOWN_ID) == CITY_ID


def test_numbers_of_units_never_change() -> None:
    # They stand in every row of every instance: 200000 + code before the reform, code after it.
    assert {u.id for u in NEW} == {int(u.code) for u in NEW}
    assert {u.id for u in OLD} == {200_000 + int(u.code) for u in OLD}
    assert {u.id for u in DISTRICTS} == {int(u.code) for u in DISTRICTS}
    assert (CITY_ID, OUTSIDE_ID, UNKNOWN_ID) == (92, 1, 2)


def test_every_unit_lies_in_one_that_exists() -> None:
    for unit in LAND.units.values():
        assert unit.parent is None or unit.parent in LAND.units
    assert {LAND.units[u.parent or 0].kind for u in OLD} == {"district"}
    assert {u.parent for u in (*NEW, *DISTRICTS)} == {CITY_ID}


def test_names_are_spelt_once_and_whole() -> None:
    for unit in LAND.units.values():
        assert unit.name == " ".join(unit.name.split())
        assert unicodedata.is_normalized("NFC", unit.name)
    assert {"Thị xã Vĩnh Châu", "Thị xã Ngã Năm", "Quận Ninh Kiều"} <= {u.name for u in DISTRICTS}
    assert {u.name.split(" ")[0] for u in DISTRICTS} == {"Quận", "Huyện", "Thị", "Thành"}
    assert not [u.name for u in DISTRICTS if "Xã" in u.name]

"""Who may be one child: names as they are miswritten, births by what is known, and what decides."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from caseapp.rules.matching import fold
from caseapp.rules.twins import REASONS, Entry, compare, days_alike, spellings

BORN = date(2015, 9, 5)


@pytest.mark.parametrize(
    ("new", "known", "reason"),
    [
        ("Đặng Thị Hòa", "Đặng Thị Hòa", "name"),
        (unicodedata.normalize("NFD", "Đặng Thị Hòa"), "Đặng Thị Hòa", "name"),
        ("Dang Thi Hoa", "Đặng Thị Hòa", "folded"),
        ("ĐỖ  THỊ HÒA", "Do Thi Hoà", "folded"),
        ("Đỗ Hòa", "Đỗ Thị Hòa", "thi"),
        ("Đỗ Thị Ngọc Hòa", "Do Ngoc Hoa", "thi"),
        ("Hòa Đỗ Thị", "Đỗ Thị Hòa", "order"),
        ("Hòa Đỗ", "Đỗ Thị Hòa", "order"),
        ("Đỗ Thị Hoàn", "Đỗ Thị Hòa", "slip"),
        ("Đỗ ThịHòa", "Đỗ Thị Hòa", "slip"),
        ("Đỗ Thị Hao", "Đỗ Thị Hòa", "slip"),
        ("Đõ Hoàn", "Đỗ Thị Hòa", "slip"),
        ("Lê Văn Tám", "Đỗ Thị Hòa", ""),
        ("Đỗ Thị Ngân", "Đỗ Thị Hòa", ""),
        ("", "", "name"),
    ],
)
def test_names_as_they_are_miswritten(new: str, known: str, reason: str) -> None:
    found = compare(Entry(new, born=BORN), Entry(known, born=BORN))
    assert (found.reasons or ("",))[0] == reason
    assert found.proposed == bool(reason)
    # What is alike enough is also looked up, so that an index leads to it.
    assert (fold(known) in spellings(new)) == bool(reason and new)


@pytest.mark.parametrize(
    ("new", "known", "points", "reason"),
    [
        ((BORN, ""), (BORN, "day"), 3, "born"),
        ((BORN, "day"), (date(2014, 9, 5), "day"), 2, "year_off"),
        ((date(2016, 2, 29), ""), (date(2015, 2, 28), ""), 2, "year_off"),
        ((BORN, ""), (date(2015, 5, 9), ""), 2, "swapped"),
        ((BORN, ""), (date(2015, 9, 6), ""), -1.5, ""),
        ((BORN, ""), (date(2013, 9, 5), ""), -5, ""),
        ((BORN, ""), (date(2015, 9, 30), "month"), 1.5, "month"),
        ((BORN, "day"), (date(2016, 9, 30), "month"), 1, "year_off"),
        ((BORN, "day"), (date(2015, 10, 31), "month"), -1.5, ""),
        ((date(2015, 12, 31), "year"), (BORN, ""), 1, "year"),
        ((date(2014, 12, 31), "year"), (BORN, ""), 0.5, "year_off"),
        ((date(2016, 11, 23), "estimated"), (date(2017, 11, 1), ""), 1, "age"),
        ((date(2016, 11, 23), "estimated"), (date(2018, 11, 1), ""), 0, ""),
        ((date(2016, 11, 23), "estimated"), (date(2012, 11, 1), ""), -5, ""),
        ((None, ""), (BORN, ""), 0, ""),
    ],
)
def test_births_count_by_what_is_known_of_them(
    new: tuple[date | None, str], known: tuple[date | None, str], points: float, reason: str
) -> None:
    found = compare(Entry("Lê An", "", *new), Entry("Lê An", "", *known))
    assert found.points == 3 + points
    assert found.reasons[1:] == ((reason,) if reason else ())


@pytest.mark.parametrize(
    ("more", "known", "proposed", "reasons"),
    [
        ({}, {}, False, ()),  # a name alone: hundreds bear it
        ({"unit": 7}, {"unit": 7}, False, ("unit",)),
        ({"phone": "0912 345 678"}, {"phone": "+84912345678"}, True, ("phone",)),
        (
            {"phone": "0912345678", "relation": "mother"},
            {"phone": "0912.345.678"},
            True,
            ("mother_phone",),
        ),
        ({"phone": "0912345678"}, {"phone": "0912345679"}, False, ()),
        ({"carer": "Trần Thị Lan", "unit": 7}, {"carer": "tran thi lan", "unit": 7}, True, ("carer", "unit")),
        ({"address": "Hẻm 5", "unit": 7}, {"address": "hem 5", "unit": 7}, True, ("unit", "address")),
        ({"address": "Hẻm 5"}, {"address": "hem 5"}, False, ()),  # every ward has one
        ({"phone": "0912345678", "sex": "male"}, {"phone": "0912345678", "sex": "female"}, False, ("phone",)),
        ({"phone": "0912345678", "sex": "male"}, {"phone": "0912345678"}, True, ("phone",)),
    ],
)  # fmt: skip
def test_what_else_speaks_for_one_child_or_against_it(
    more: dict[str, str], known: dict[str, str], proposed: bool, reasons: tuple[str, ...]
) -> None:
    found = compare(Entry("Lê An", **more), Entry("Lê An", **known))  # type: ignore[arg-type]
    assert found.reasons[1:] == reasons
    assert found.proposed == proposed
    assert set(found.reasons) <= set(REASONS)


def test_a_full_date_is_looked_for_as_it_is_miswritten() -> None:
    assert days_alike(BORN) == (date(2014, 9, 5), date(2015, 5, 9), BORN, date(2016, 9, 5))
    assert date(2015, 2, 28) in days_alike(date(2016, 2, 29))
    assert date(2016, 2, 29) in days_alike(date(2015, 2, 28))
    for day in days_alike(date(2016, 2, 29)):
        assert compare(Entry("Lê An", born=date(2016, 2, 29)), Entry("Lê An", born=day)).proposed


def test_of_a_common_name_elsewhere_a_birth_nearly_right_is_chance() -> None:
    off = date(2014, 9, 5)
    for new, known, proposed in (
        (Entry("Lê An", born=BORN), Entry("Lê An", born=off), False),
        (Entry("Lê An", born=BORN), Entry("Lê An", born=BORN), True),
        (Entry("Lê An", born=BORN, unit=7), Entry("Lê An", born=off, unit=7), True),
        (Entry("Lê An", born=BORN, carer="Bà Tư"), Entry("Lê An", born=off, carer="Bà Tư"), True),
    ):
        assert compare(new, known, common=True).proposed == proposed
        assert compare(new, known).proposed

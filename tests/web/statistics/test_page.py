"""How figures are said: comma decimals, targets as the decision writes them, why there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.sheet import Row, Sheet, rated
from caseapp.web.statistics.doors import Of
from caseapp.web.statistics.page import COUNTED, SHORT, TITLES, Cell, figure, share, table_of, why
from tests.factories.house import House

BY_ID = {each.id: each for each in INDICATORS}


def row(indicator: str, numerator: int, denominator: int | None) -> Row:
    return rated(BY_ID[indicator], "92", {}, numerator, denominator, overlapping=False)


@pytest.mark.parametrize(
    ("numerator", "denominator", "said", "reason"),
    [
        (1, 3, "33,33\u00a0%", ""),
        (1, 8, "12,50\u00a0%", ""),
        (0, 5, "0,00\u00a0%", ""),
        (0, 0, "", "không phát sinh"),
        (2, None, "", "chưa có mẫu số"),
    ],
)
def test_a_share_or_the_reason_why_there_is_none(
    house: House, numerator: int, denominator: int | None, said: str, reason: str
) -> None:
    with house.app.test_request_context():
        found = row("8b", numerator, denominator)
        assert (share(found), why(found)) == (said, reason)


@pytest.mark.parametrize(
    ("indicator", "targets"),
    [  # law.md §5.1
        ("8a", ("<\u00a01,5\u00a0%", "1\u00a0%")),
        ("8b", ("93\u00a0%", "96\u00a0%")),
        ("9", ("<\u00a04,5\u00a0%", "<\u00a04\u00a0%")),
        ("12", ("100\u00a0%", "100\u00a0%")),
    ],
)
def test_targets_stand_as_the_decision_writes_them_on_one_line(
    house: House, indicator: str, targets: tuple[str, str]
) -> None:
    with house.app.test_request_context():
        found = figure(row(indicator, 1, 20_000))
    assert (found.target_2025, found.target_2030) == targets


def test_only_9_is_told_per_10000(house: House) -> None:
    with house.app.test_request_context():
        nine, eight = figure(row("9", 1, 20_000)), figure(row("8a", 1, 20_000))
    assert (nine.share, nine.per_10000) == ("0,01\u00a0%", "0,50")  # 0.005 % is rounded half up
    assert row("9", 1, 20_000).value == Decimal("0.01")
    assert eight.per_10000 == ""
    assert nine.denominator == "20.000"


def test_every_indicator_has_its_words() -> None:
    assert set(TITLES) == set(COUNTED) == set(SHORT) == set(BY_ID)


def a_sheet(*areas: str) -> Sheet:
    """Return a sheet in which each area has 1 of 20,000 in 8a, 9 and 12, and nobody in 8b."""
    rows = [
        rated(each, area, {}, 0 if each.id == "8b" else 1, of, overlapping=False)
        for each in INDICATORS
        for area in areas
        for of in ((0 if each.id == "8b" else 20_000) if area != "unassigned" else None,)
    ]
    rows.append(rated(BY_ID["9"], "92", {"sex": "male"}, 1, None, overlapping=False))
    return Sheet(Period.parse("2026"), "", INDICATORS, (), {}, lambda: iter(rows))


def test_wards_stand_in_vietnamese_order_and_what_is_no_ward_apart(house: House) -> None:
    names = {"92": "Toàn thành phố", "1": "Phường Đại Thành", "2": "Phường Cái Răng"}
    names |= {"3": "Xã An Lạc", "4": "Phường Dương", "unassigned": "Chưa rõ"}
    with house.app.test_request_context():
        table = table_of(a_sheet("92", "1", "2", "3", "4", "unassigned"), names)
    assert [line.name for line in table.whole] == ["Toàn thành phố"]
    assert [line.name for line in table.apart] == ["Chưa rõ"]
    assert [line.name for line in table.wards] == [
        "Phường Cái Răng",
        "Phường Dương",
        "Phường Đại Thành",
        "Xã An Lạc",
    ]
    assert [id_ for id_, _ in table.headings] == ["8a", "8b", "9", "12"]


def test_a_cell_says_the_share_what_it_is_made_of_and_9_also_per_10000(house: House) -> None:
    with house.app.test_request_context():
        table = table_of(a_sheet("31135", "unassigned"), {})
    (ward,), (apart,) = table.wards, table.apart
    assert not table.whole
    assert ward.cells == (
        Cell("0,01\u00a0%", "", Of("1", "20.000"), ""),
        Cell("", "không phát sinh", None, ""),
        Cell("0,01\u00a0%", "", Of("1", "20.000"), "0,50"),
        Cell("0,01\u00a0%", "", Of("1", "20.000"), ""),
    )
    assert apart.cells[0] == Cell("", "chưa có mẫu số", Of("1", "–"), "")

"""How figures are said: comma decimals, targets as the decision writes them, why there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.sheet import Row, rated
from caseapp.web.statistics.page import COUNTED, TITLES, figure, share, why
from tests.factories.house import House

BY_ID = {each.id: each for each in INDICATORS}


def row(indicator: str, numerator: int, denominator: int | None) -> Row:
    return rated(BY_ID[indicator], "92", {}, numerator, denominator, overlapping=False)


@pytest.mark.parametrize(
    ("numerator", "denominator", "said", "reason"),
    [
        (1, 3, "33,33 %", ""),
        (1, 8, "12,50 %", ""),
        (0, 5, "0,00 %", ""),
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
        ("8a", ("< 1,5 %", "1 %")),
        ("8b", ("93 %", "96 %")),
        ("9", ("< 4,5 %", "< 4 %")),
        ("12", ("100 %", "100 %")),
    ],
)
def test_targets_stand_as_the_decision_writes_them(
    house: House, indicator: str, targets: tuple[str, str]
) -> None:
    with house.app.test_request_context():
        found = figure(row(indicator, 1, 20_000))
    assert (found.target_2025, found.target_2030) == targets


def test_only_9_is_told_per_10000(house: House) -> None:
    with house.app.test_request_context():
        nine, eight = figure(row("9", 1, 20_000)), figure(row("8a", 1, 20_000))
    assert (nine.share, nine.per_10000) == ("0,01 %", "0,50")  # 0.005 % is rounded half up
    assert row("9", 1, 20_000).value == Decimal("0.01")
    assert eight.per_10000 == ""
    assert nine.denominator == "20.000"


def test_every_indicator_has_its_words() -> None:
    assert set(TITLES) == set(COUNTED) == set(BY_ID)

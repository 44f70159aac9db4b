"""Fixed words of a report: numbers as Vietnamese paper writes them, periods, targets, titles."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseapp.rules.indicator_reports import read_span
from caseapp.rules.values import Period
from caseapp.statistics.indicators import INDICATORS
from caseapp.web.indicator_reports import words


def test_numbers() -> None:
    assert words.whole(1_234_567) == "1.234.567"
    assert words.whole(0) == "0"
    assert words.whole(None) == "–"
    assert words.plain(1.5) == "1,5"
    assert words.plain(100) == "100"
    assert words.plain(Decimal("95.00")) == "95"
    assert words.percent(Decimal("0.10")) == "0,10\u00a0%"
    assert words.rate(Decimal("1234.50")) == "1234,50"


@pytest.mark.parametrize(
    ("indicator", "first", "last"),
    [
        ("8a", "dưới 1,5 %", "1 %"),
        ("8b", "93 %", "96 %"),
        ("9", "dưới 4,5 %", "dưới 4 %"),
        ("12", "100 %", "100 %"),
    ],
)
def test_targets_as_the_decision_sets_them(indicator: str, first: str, last: str) -> None:
    said = [words.target(indicator, year).replace("\u00a0", " ") for year in (2025, 2026)]
    assert said == [first, last]


def test_every_indicator_has_its_words() -> None:
    ids = {each.id for each in INDICATORS}
    for told in (words.TITLES, words.SHORT, words.DEFINITIONS):
        assert told.keys() == ids


@pytest.mark.parametrize(
    ("text", "name", "little"),
    [
        ("2025", "năm 2025", "2025"),
        ("2025H1", "6 tháng đầu năm 2025", "1–6/2025"),
        ("2025H2", "6 tháng cuối năm 2025", "7–12/2025"),
        (
            "2024-12-15..2025-12-14",
            "từ ngày 15/12/2024 đến ngày 14/12/2025",
            "15/12/2024 – 14/12/2025",
        ),
    ],
)
def test_periods(text: str, name: str, little: str) -> None:
    period = Period.parse(text)
    assert (words.period_name(period), words.short_period(period)) == (name, little)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025H1", "Kết quả thực hiện", "bảo vệ trẻ em 6 tháng đầu năm 2025"),
        ("2021-2025", "Sơ kết kết quả", "giai đoạn 2021-2025"),
        ("final", "Tổng kết kết quả", "giai đoạn 2021-2030"),
    ],
)
def test_titles(text: str, start: str, end: str) -> None:
    said = words.subject(read_span(text))
    assert said.startswith(start)
    assert said.endswith(end)

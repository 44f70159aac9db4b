"""What is drawn of a figure, and against which targets: indicator 9 is a count without any."""

from __future__ import annotations

import pytest

from caseapp.statistics.indicators import INDICATORS
from caseapp.web.statistics.drawn import drawn, goals, made_of, top, words
from tests.factories.house import House
from tests.web.statistics.test_page import row

BY_ID = {each.id: each for each in INDICATORS}


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "value", "said", "of"),
    [
        ("8b", 1, 8, 12.5, "12,50\u00a0%", "1\u00a0/\u00a08"),
        ("8a", 2, None, None, "chưa có mẫu số", "2\u00a0/\u00a0–"),
        ("12", 0, 0, None, "không phát sinh", ""),
        ("9", 3, None, 3.0, "3", "3\u00a0/\u00a0–"),
        ("9", 1200, 400000, 1200.0, "1.200", "1.200\u00a0/\u00a0400.000"),
    ],
)
def test_a_share_is_drawn_and_of_9_the_count(
    house: House,
    indicator: str,
    numerator: int,
    denominator: int | None,
    value: float | None,
    said: str,
    of: str,
) -> None:
    with house.app.test_request_context():
        found = row(indicator, numerator, denominator)
        assert (drawn(found), words(found), str(made_of(found) or "")) == (value, said, of)
        assert (drawn(None), words(None), made_of(None)) == (None, "–", None)


@pytest.mark.parametrize(
    ("indicator", "lines", "end"),
    [
        ("8a", ["2025: 1,5\u00a0%", "2030: 1\u00a0%"], 1.5),
        ("8b", ["2025: 93\u00a0%", "2030: 96\u00a0%"], 100),
        ("9", [], 5),
        ("12", ["2025, 2030: 100\u00a0%"], 100),
    ],
)
def test_targets_are_drawn_where_a_share_can_meet_them(
    house: House, indicator: str, lines: list[str], end: float
) -> None:
    with house.app.test_request_context():
        targets = goals(BY_ID[indicator])
        assert [goal.words for goal in targets] == lines
        assert top(indicator, [0.2, None], targets) == end

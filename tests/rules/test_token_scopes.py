"""What a token reaches, cell by cell; how long one may last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.token_scopes import LONGEST, MOST, OutOfScope, TokenScope, check_new
from caseapp.rules.values import Period, RuleBroken

TODAY = date(2026, 11, 23)
YEAR = TokenScope(None, date(2026, 1, 1), date(2026, 12, 31))
WARD, OTHER, CITY = 31135, 31120, 92


@pytest.mark.parametrize(
    ("period", "reached"),
    [
        ("2026", True), ("2026Q3", True), ("2026-01-01..2026-12-31", True), ("2025", False),
        ("2025-12-31..2026-06-30", False), ("2026-12-01..2027-01-01", False),
    ],
)  # fmt: skip
def test_a_period_must_lie_whole_within(period: str, reached: bool) -> None:
    parsed = Period.parse(period)
    assert YEAR.reaches(parsed) is reached
    TokenScope().insist_period(parsed)
    if reached:
        YEAR.insist_period(parsed)
    else:
        with pytest.raises(OutOfScope) as told:
            YEAR.insist_period(parsed)
        assert told.value.params == {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("own", "asked", "wards", "reached"),
    [
        (None, CITY, True, True), (None, WARD, False, True), (WARD, WARD, False, True),
        (WARD, WARD, True, False), (WARD, OTHER, False, False), (WARD, CITY, False, False),
    ],
)  # fmt: skip
def test_one_unit_is_neither_another_nor_all(
    own: int | None, asked: int, wards: bool, reached: bool
) -> None:
    scope = TokenScope(own)
    if reached:
        scope.insist_unit(asked, each_ward=wards)
    else:
        with pytest.raises(OutOfScope):
            scope.insist_unit(asked, each_ward=wards)


def test_frozen_alone_is_not_live() -> None:
    TokenScope().insist_live()
    with pytest.raises(OutOfScope):
        TokenScope(frozen_only=True).insist_live()


def test_a_new_token_ends_within_a_year_and_is_one_of_few() -> None:
    last = TODAY + LONGEST
    assert check_new("Bảng Excel", last, today=TODAY, open_now=MOST - 1) == last
    wrong: list[tuple[str, date | None, int, str | None]] = [
        ("", last, 0, "label"), ("x" * 61, last, 0, "label"), ("a", None, 0, "ends_on"),
        ("a", TODAY, 0, "ends_on"), ("a", last + timedelta(1), 0, "ends_on"),
        ("a", last, MOST, None),
    ]  # fmt: skip
    for label, ends_on, count, field in wrong:
        with pytest.raises(RuleBroken) as broken:
            check_new(label, ends_on, today=TODAY, open_now=count)
        assert broken.value.field == field

from __future__ import annotations

from datetime import date

import pytest

from caseapp.exchange.selecting import Choice, WrongChoice, choose, conditions
from caseapp.exchange.sheets import SHEETS

TODAY = date(2026, 11, 23)


def test_without_options_everything_is_chosen() -> None:
    assert choose(None, None, TODAY) == Choice(TODAY)
    assert choose(None, "92", TODAY) == Choice(TODAY)


@pytest.mark.parametrize(
    ("period", "area", "day", "units"),
    [
        (None, "31120", TODAY, {31120, 231117, 231120}),  # Cái Khế and what passed to it whole
        ("2025", "31120", date(2025, 12, 31), {31120, 231117, 231120}),
        ("2024", "31120", date(2024, 12, 31), {231120}),  # the ward that bore the code then
        (None, "31183", TODAY, {31183}),  # Long Tuyền got parts alone
    ],
)
def test_an_area_is_the_unit_that_bears_the_code_on_the_last_day(
    period: str | None, area: str, day: date, units: set[int]
) -> None:
    choice = choose(period, area, TODAY)
    assert choice.day == day
    assert choice.units is not None
    assert choice.units & {31120, 31183, 231117, 231120, 231178, 231183} == units


@pytest.mark.parametrize(
    ("period", "area"),
    [("2026H3", None), (None, "31117"), ("2024", "31200000"), (None, "916"), (None, "outside")],
)
def test_what_does_not_exist_is_not_chosen(period: str | None, area: str | None) -> None:
    with pytest.raises(WrongChoice):
        choose(period, area, TODAY)


def test_every_sheet_has_its_conditions() -> None:
    for choice in (choose(None, None, TODAY), choose("2026", "31120", TODAY)):
        assert list(conditions(choice)) == list(SHEETS)

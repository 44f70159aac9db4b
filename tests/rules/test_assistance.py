"""Days, values and yearly confirmation of help: tables of what holds and what does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.assistance import (
    HelpDays,
    ask_again_on,
    check_last_day,
    is_due,
    is_same,
    kind_for,
    read_value,
)
from caseapp.rules.codes import LISTS
from caseapp.rules.values import RuleBroken

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
ONE_DAY, RUNNING = HelpDays(MAY, None, running=False), HelpDays(MAY, None, running=True)
TO_JUNE = HelpDays(MAY, JUNE, running=False)


@pytest.mark.parametrize(
    ("one", "other", "giver", "same"),
    [
        (ONE_DAY, ONE_DAY, "HOI PHU NU", True),  # the same name, however it is written
        (ONE_DAY, ONE_DAY, "Trường", False),
        (ONE_DAY, HelpDays(JUNE, None, running=False), "Hội Phụ nữ", False),
        (ONE_DAY, RUNNING, "Hội Phụ nữ", True),  # the same first day
        (HelpDays(JUNE, None, running=False), RUNNING, "Hội Phụ nữ", False),  # a gift beside it
        (HelpDays(JUNE, JULY, running=False), RUNNING, "Hội Phụ nữ", True),
        (HelpDays(JUNE, JULY, running=False), TO_JUNE, "Hội Phụ nữ", True),  # the day itself
        (HelpDays(JULY, None, running=True), TO_JUNE, "Hội Phụ nữ", False),
    ],
)
def test_which_help_is_the_same(one: HelpDays, other: HelpDays, giver: str, same: bool) -> None:
    assert is_same(one, "Hội Phụ nữ", other, giver) is same
    assert is_same(other, giver, one, "Hội Phụ nữ") is same


@pytest.mark.parametrize("leap", [2024, 2025, 2027])
@pytest.mark.parametrize("day", range(1, 60))
def test_it_is_asked_again_on_the_first_day_on_which_a_year_is_over(leap: int, day: int) -> None:
    said = date(leap, 1, 1) + timedelta(days=day)
    again = ask_again_on(said)
    assert is_due(said, again)
    assert not is_due(said, again - timedelta(days=1))
    assert timedelta(days=365) <= again - said <= timedelta(days=366)


@pytest.mark.parametrize(
    ("days", "last", "sound"),
    [
        (RUNNING, MAY, True),
        (RUNNING, MAY - timedelta(days=1), False),
        (RUNNING, JULY, True),
        (RUNNING, JULY + timedelta(days=1), False),  # still to come
        (HelpDays(MAY, JULY, running=False), JUNE, True),
        (TO_JUNE, JUNE, False),  # it had ended on that day already
        (ONE_DAY, MAY, False),
    ],
)
def test_when_a_help_can_have_ended(days: HelpDays, last: date, sound: bool) -> None:
    if sound:
        check_last_day(days, last, JULY)
        return
    with pytest.raises(RuleBroken):
        check_last_day(days, last, JULY)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("  ", None),
        ("500000", 500_000),
        ("500.000", 500_000),
        ("1 500 000 đồng", 1_500_000),
        ("1,500,000đ", 1_500_000),
        ("2000000000", 2_000_000_000),
    ],
)
def test_a_value_is_read_as_it_is_written(typed: str, value: int | None) -> None:
    assert read_value(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["0", "-5", "500.00", "5.0000", "1e6", "năm trăm", "2000000001", "9" * 30, "٣٠٠", "1,5"],
)
def test_what_is_no_whole_number_of_dong_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_value(typed)
    assert broken.value.field == "value"


def test_every_measure_of_a_plan_offers_a_kind_of_help() -> None:
    kinds = {kind_for(measure) for measure in LISTS["plan_measures"].codes}
    assert kinds <= set(LISTS["assistance_kinds"].codes)
    assert kind_for("legal_aid") == "legal_aid"
    assert kind_for("awareness") == "plan_support"

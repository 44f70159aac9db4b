"""Who was asked, who differs and what that stops, as a table; and the two working days."""

from datetime import date, datetime

import pytest

from caseapp.rules.consents import (
    GOES,
    STOPS,
    Said,
    child_speaks,
    hold_until,
    may_withdraw,
    standing,
)
from caseapp.rules.values import LOCAL

MOTHER, FATHER, AUNT = 1, 2, 3


def child(kind: str) -> Said:
    return Said(kind, "child")


def by(person: int, kind: str, *, counts: bool = True) -> Said:
    return Said(kind, "representative", person, counts)


@pytest.mark.parametrize(
    ("entries", "stands", "under_seven"),
    [
        ([], "open", "open"),
        ([child("given")], "partial", "open"),
        ([by(MOTHER, "given")], "partial", "given"),
        ([child("given"), by(MOTHER, "given")], "given", "given"),
        ([child("refused"), by(MOTHER, "given")], "disputed", "given"),
        ([child("given"), by(MOTHER, "refused")], "disputed", "refused"),
        ([child("refused"), by(MOTHER, "refused")], "refused", "refused"),
        ([by(MOTHER, "given"), by(FATHER, "refused")], "disputed", "disputed"),
        ([by(MOTHER, "given"), by(MOTHER, "withdrawn")], "withdrawn", "withdrawn"),
        ([child("given"), by(MOTHER, "given"), by(MOTHER, "withdrawn")], "disputed", "withdrawn"),
        # What a suspect says is as if it had not been said.
        ([child("given"), by(FATHER, "given", counts=False)], "partial", "open"),
        ([child("given"), by(MOTHER, "given"), by(FATHER, "refused", counts=False)], "given", "given"),
        # An earlier representative is heard until a later one has spoken.
        ([child("given"), by(AUNT, "given")], "given", "given"),
        ([child("given"), by(AUNT, "refused"), by(MOTHER, "given")], "given", "given"),
        # The office's word holds until somebody speaks again.
        ([child("refused"), by(MOTHER, "given"), Said("allowed")], "allowed", "allowed"),
        ([child("refused"), Said("basis")], "basis", "basis"),
        ([by(MOTHER, "given"), Said("basis"), by(MOTHER, "withdrawn")], "withdrawn", "withdrawn"),
    ],
)  # fmt: skip
def test_how_it_stands(entries: list[Said], stands: str, under_seven: str) -> None:
    current = frozenset({MOTHER, FATHER})
    assert standing(entries, with_child=True, current=current) == stands
    assert standing(entries, with_child=False, current=current) == under_seven


@pytest.mark.parametrize(
    ("born", "precision", "speaks"),
    [
        (date(2019, 11, 23), "day", True),
        (date(2019, 11, 24), "day", False),
        (date(2020, 10, 31), "month", False),
        (date(2019, 11, 30), "month", True),  # may have been born on the first
        (date(2019, 12, 31), "year", True),
        (date(2020, 11, 23), "estimated", True),
        (date(2026, 11, 24), "day", False),
        (None, "", True),
    ],
)
def test_a_child_is_asked_from_seven_and_when_it_may_be_seven(
    born: date | None, precision: str, speaks: bool
) -> None:
    assert child_speaks(born, precision, date(2026, 11, 23)) is speaks


def test_only_what_was_given_is_withdrawn() -> None:
    assert may_withdraw([by(MOTHER, "given"), by(FATHER, "refused")], "representative")
    assert not may_withdraw([by(MOTHER, "given")], "child")
    assert not may_withdraw([by(MOTHER, "given"), by(MOTHER, "refused")], "representative")
    assert not may_withdraw([by(MOTHER, "given", counts=False)], "representative")


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        (datetime(2026, 11, 23, 10, tzinfo=LOCAL), datetime(2026, 11, 26, tzinfo=LOCAL)),
        (datetime(2026, 11, 27, 23, 59, tzinfo=LOCAL), datetime(2026, 12, 2, tzinfo=LOCAL)),
        (datetime(2027, 2, 4, 8, tzinfo=LOCAL), datetime(2027, 2, 16, tzinfo=LOCAL)),  # over Tết
    ],
)
def test_two_working_days_the_first_not_counted(said: datetime, ends: datetime) -> None:
    assert hold_until(said) == ends


def test_what_stops_is_no_agreement() -> None:
    assert not STOPS & GOES

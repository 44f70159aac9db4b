"""What is typed into boxes: dates, moments, births, numbers and text, sound and unsound."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.forms import wording
from caseapp.rules.forms.parts import (
    Birth,
    Misread,
    birth_from_boxes,
    date_from_boxes,
    moment_from_boxes,
    tidy,
    whole_number,
)
from caseapp.rules.values import LOCAL, is_child

TODAY = date(2026, 11, 23)


def dmy(day="", month="", year="", **more):
    return {"day": day, "month": month, "year": year, **more}


def fault_of(read, *given, **more):
    with pytest.raises(Misread) as caught:
        read(*given, **more)
    return caught.value.message, caught.value.part


# Text


def test_text_is_composed_and_trimmed():
    decomposed = unicodedata.normalize("NFD", "  Nguyễn   Thị\tBưởi \n")
    assert tidy(decomposed, lines=False, limit=50) == "Nguyễn Thị Bưởi"


def test_long_text_keeps_its_lines():
    assert tidy("một \r\n\r\n\r\n\r\nhai\rba\n", lines=True, limit=50) == "một\n\nhai\nba"


@pytest.mark.parametrize(
    "sign", ["\0", "\x07", "\x1b", "\x7f", "\ud800", "\u202e", "\u2066", "\u200f"]
)
def test_hidden_signs_are_refused(sign):
    assert fault_of(tidy, f"An{sign}na", lines=True, limit=50) == (wording.UNREADABLE, "")


def test_of_all_signs_the_controls_the_lone_halves_and_the_turning_are_refused():
    refused = set()
    for sign in map(chr, range(0x110000)):
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t\r\x85":
            refused.add(sign)
            assert fault_of(tidy, sign, lines=True, limit=50) == (wording.UNREADABLE, "")
    rest = "".join(sign for sign in map(chr, range(0x110000)) if sign not in refused)
    shown = re.sub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", rest)
    assert tidy(shown, lines=True, limit=2 * len(rest))


def test_khmer_keeps_its_word_breaks():
    # Khmer sets zero-width spaces between words: a name without them is misspelt.
    assert tidy("សុខ\u200bដារ៉ា", lines=False, limit=50) == "សុខ\u200bដារ៉ា"


def test_length_is_counted_after_composing():
    decomposed = unicodedata.normalize("NFD", "ễ" * 10)
    assert len(decomposed) == 30
    assert tidy(decomposed, lines=False, limit=10) == "ễ" * 10
    assert fault_of(tidy, "ễ" * 11, lines=False, limit=10) == (wording.TOO_LONG, "")
    assert fault_of(tidy, "x" * 10_000_000, lines=False, limit=10) == (wording.TOO_LONG, "")


@given(st.text(), st.booleans())
def test_tidy_text_stays_as_it_is(text, lines):
    try:
        once = tidy(text, lines=lines, limit=200)
    except Misread:
        return
    assert tidy(once, lines=lines, limit=200) == once
    assert once == unicodedata.normalize("NFC", once)


# Numbers


@pytest.mark.parametrize(
    ("typed", "number"), [("", None), ("  ", None), ("0", 0), (" 35 ", 35), ("120", 120)]
)
def test_whole_numbers(typed, number):
    assert whole_number(typed, 120) == number


@pytest.mark.parametrize("typed", ["121", "-1", "3,5", "ba", "٣", "²", "1e2", "99999"])
def test_what_is_no_whole_number_in_range(typed):
    assert fault_of(whole_number, typed, 120) == (wording.NUMBER_RANGE, "")


# Dates and moments


def test_a_date_and_no_date():
    assert date_from_boxes(dmy("5", "09", " 2015 ")) == date(2015, 9, 5)
    assert date_from_boxes(dmy("29", "2", "2024")) == date(2024, 2, 29)
    assert date_from_boxes(dmy(" ", "", "")) is None
    assert date_from_boxes({}) is None


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        (dmy("5", "", "2015"), (wording.DATE_WHOLE, "month")),
        (dmy("", "9", "2015"), (wording.DATE_WHOLE, "day")),
        (dmy("5", "9", ""), (wording.DATE_WHOLE, "year")),
        (dmy("5", "chín", "2015"), (wording.DATE_DIGITS, "month")),
        (dmy("5", "13", "2015"), (wording.DATE_MONTH, "month")),
        (dmy("5", "9", "15"), (wording.DATE_YEAR, "year")),
        (dmy("5", "9", "2558"), (wording.DATE_YEAR, "year")),  # the Buddhist year of 2015
        (dmy("31", "4", "2015"), (wording.DATE_CALENDAR, "day")),
        (dmy("29", "2", "2026"), (wording.DATE_CALENDAR, "day")),
        (dmy("0", "2", "2026"), (wording.DATE_CALENDAR, "day")),
        (dmy("-5", "9", "2015"), (wording.DATE_DIGITS, "day")),
    ],
)
def test_a_date_that_cannot_be_read_names_its_box(boxes, fault):
    assert fault_of(date_from_boxes, boxes) == fault


def test_a_moment_is_local_and_aware():
    boxes = dmy("22", "11", "2026", hour="14", minute="5")
    assert moment_from_boxes(boxes) == datetime(2026, 11, 22, 14, 5, tzinfo=LOCAL)
    assert moment_from_boxes(boxes).isoformat() == "2026-11-22T14:05:00+07:00"
    assert moment_from_boxes({}) is None


@pytest.mark.parametrize(
    ("hour", "minute", "fault"),
    [
        ("24", "0", (wording.MOMENT_TIME, "hour")),
        ("", "5", (wording.MOMENT_TIME, "hour")),
        ("14", "60", (wording.MOMENT_TIME, "minute")),
        ("14", "", (wording.MOMENT_TIME, "minute")),
        ("2 PM", "0", (wording.MOMENT_TIME, "hour")),
    ],
)
def test_a_moment_needs_hour_and_minute(hour, minute, fault):
    assert fault_of(moment_from_boxes, dmy("22", "11", "2026", hour=hour, minute=minute)) == fault


def test_a_time_without_a_day_asks_for_the_day():
    assert fault_of(moment_from_boxes, dmy(hour="14", minute="5")) == (wording.DATE_WHOLE, "day")


# Births


def birth(**boxes):
    return birth_from_boxes(boxes, today=TODAY, most=25)


def test_a_birth_by_day_month_or_year():
    assert birth(day="5", month="9", year="2015") == Birth(date(2015, 9, 5), "day", TODAY)
    # Known by month or year: the last day of it, so that doubt keeps a child a child.
    assert birth(month="9", year="2015") == Birth(date(2015, 9, 30), "month", TODAY)
    assert birth(year="2015") == Birth(date(2015, 12, 31), "year", TODAY)
    assert birth() is None


def test_a_birth_in_the_running_year_is_not_later_than_its_recording():
    assert birth(year="2026") == Birth(TODAY, "year", TODAY)
    assert birth(month="11", year="2026") == Birth(TODAY, "month", TODAY)


def test_an_estimated_age_counts_back_from_its_recording():
    assert birth(age="7") == Birth(date(2019, 11, 23), "estimated", TODAY, 7)
    assert birth(age="0") == Birth(TODAY, "estimated", TODAY, 0)


@pytest.mark.parametrize(
    ("boxes", "fault"),
    [
        ({"year": "2015", "age": "11"}, (wording.BIRTH_ONE, "age")),
        ({"day": "5", "year": "2015"}, (wording.BIRTH_MONTH_FIRST, "month")),
        ({"day": "5", "month": "9"}, (wording.BIRTH_YEAR_FIRST, "year")),
        ({"year": "2027"}, (wording.DATE_FUTURE, "year")),
        ({"day": "24", "month": "11", "year": "2026"}, (wording.DATE_FUTURE, "year")),
        ({"year": "1990"}, (wording.BIRTH_TOO_LONG_AGO, "year")),
        ({"age": "26"}, (wording.BIRTH_AGE, "age")),
    ],
)
def test_a_birth_that_cannot_be(boxes, fault):
    with pytest.raises(Misread) as caught:
        birth(**boxes)
    assert (caught.value.message, caught.value.part) == fault


@given(st.integers(2001, 2026), st.integers(1, 12), st.integers(1, 28))
def test_doubt_keeps_a_child_a_child(year, month, day):
    true = date(year, month, day)
    if true > TODAY:
        return
    if is_child(true, TODAY):
        assert is_child(birth(year=str(year)).day, TODAY)
        assert is_child(birth(month=str(month), year=str(year)).day, TODAY)

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from caseapp.exchange.cells import BAD, as_text, read_column
from caseapp.exchange.reading import Broken
from caseapp.exchange.sheets import OPEN, SHEETS, Column
from caseapp.rules.values import LOCAL

shown = datetime.fromisoformat  # a spreadsheet's moment knows no offset


def column(place: str) -> Column:
    sheet, _, name = place.partition(".")
    return SHEETS[sheet].column(name)


def read(place: str, cell: object) -> object:
    values, faults = read_column(column(place), [cell])
    assert faults == {}, faults
    return values[0]


def fault(place: str, cell: object) -> str:
    values, faults = read_column(column(place), ["", cell][1:])
    assert values == [BAD]
    return faults[0]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("01/03/2026", date(2026, 3, 1)),
        (" 2026-03-01 ", date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (shown("2026-03-01T00:00"), date(2026, 3, 1)),  # a real Excel date with the hour 0
        ("", None),
    ],
)
def test_days(cell: object, day: date | None) -> None:
    assert read("circumstances.to", cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "2026-13-01",
        "31/02/2026",
        "2026-3-1",
        "1/3/2026",
        "03-01-2026",
        "2026-03-01T00:00",
        "hôm qua",
        46082.0,
        shown("2026-03-01T08:30"),
        time(8, 30),
        "0001-01-01",
        True,
    ],
)
def test_what_is_no_day(cell: object) -> None:
    assert fault("circumstances.to", cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-02-03T08:30", datetime(2026, 2, 3, 8, 30, tzinfo=LOCAL)),
        (shown("2026-02-03T08:30"), datetime(2026, 2, 3, 8, 30, tzinfo=LOCAL)),
        # 08:30 as a fraction of a day may be read as a hair less
        (shown("2026-02-03T08:29:59.999"), datetime(2026, 2, 3, 8, 30, tzinfo=LOCAL)),
        (shown("9999-12-31T23:59:59.999999"), datetime(9999, 12, 31, 23, 59, tzinfo=LOCAL)),
        (date(2026, 2, 3), datetime(2026, 2, 3, tzinfo=LOCAL)),  # a real Excel moment: midnight
    ],
)
def test_moments(cell: object, moment: datetime) -> None:
    assert read("reports.received_at", cell) == moment


@pytest.mark.parametrize(
    "cell", ["2026-02-03", "2026-02-03T8:30", "2026-02-03T24:00", "2026-02-30T08:30", "08:30", ""]
)
def test_what_is_no_moment(cell: str) -> None:
    assert fault("reports.received_at", cell)


def test_a_moment_is_local() -> None:
    moment = read("reports.received_at", "2026-02-03T00:30")
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("cell", "last"), [(OPEN, OPEN), ("", None), ("2026-03-01", date(2026, 3, 1))]
)
def test_until_takes_open(cell: str, last: object) -> None:
    assert read("assistance.until", cell) == last


def test_what_is_no_until() -> None:
    assert "or 'open'" in fault("assistance.until", "mở")


def test_codes_are_taken_as_they_are_listed() -> None:
    assert read("children.sex", " male ") == "male"
    assert read("circumstances.group", "01") == "01"
    assert read("circumstances.group", 8.0) == "08"  # a spreadsheet ate the zero
    assert "none of male, female, unknown" in fault("children.sex", "boy")
    assert fault("children.sex", "") == "is required"
    assert fault("circumstances.group", "1")


def test_several_codes_stand_with_semicolons_each_once() -> None:
    assert read("reports.abuse_types", "neglect; violence;neglect;") == "violence;neglect"
    assert read("reports.setting", "school;family") == "family;school"
    assert read("reports.setting", "") == ""
    assert "'beating'" in fault("reports.abuse_types", "violence;beating")


def test_subgroups() -> None:
    assert read("circumstances.subgroup", "03.10") == "03.10"
    assert read("circumstances.subgroup", "05.1") == "05.1"  # wording unseen: any number may be
    assert fault("circumstances.subgroup", "03.99")
    assert fault("circumstances.subgroup", "15.1")
    assert "write it as text" in fault("circumstances.subgroup", 3.1)  # 03.1 or 03.10?


@pytest.mark.parametrize("text", ["Khmer", "KHMER", "khmer"])
def test_ethnic_groups_are_compared_without_case(text: str) -> None:
    assert read("children.ethnicity", text) == "Khmer"


def test_ethnic_groups_are_compared_in_any_unicode_form() -> None:
    assert read("children.ethnicity", "Cha\u0306m") == "Chăm"
    assert read("children.ethnicity", "") == ""
    assert fault("children.ethnicity", "unknown")
    assert fault("children.ethnicity", "Cham")


@pytest.mark.parametrize("cell", ["9221500123", "0922150012345", "09221500123a", 92215001234.0])
def test_a_personal_id_has_twelve_digits(cell: object) -> None:
    assert "12 digits" in fault("children.personal_id", cell)


def test_a_personal_id_keeps_its_zeros() -> None:
    assert read("children.personal_id", "092215001234") == "092215001234"
    assert read("children.personal_id", "") == ""


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("1520", 1520), (1520.0, 1520)])
def test_counts(cell: object, number: int) -> None:
    assert read("population.children", cell) == number


@pytest.mark.parametrize("cell", ["-1", "1.5", 1.5, "1,520", "", "many", True])
def test_what_is_no_count(cell: object) -> None:
    assert fault("population.children", cell)


def test_true_is_not_one() -> None:
    values, faults = read_column(column("population.children"), [1.0, True])
    assert values == [1, BAD]
    assert list(faults) == [1]


def test_numbers_serve_as_keys_and_codes() -> None:
    assert read("children.child_ref", 17.0) == "17"
    assert read("children.area_code", 31135.0) == "31135"
    assert as_text(1.5) == "1.5"
    assert as_text(date(2026, 1, 2)) == "2026-01-02"


def test_text_that_begins_like_a_formula_is_kept_as_text() -> None:
    assert read("children.full_name", "=1+1") == "=1+1"
    assert read("children.full_name", "'=1+1") == "=1+1"  # as an export neutralised it


def test_text_has_its_limits() -> None:
    assert fault("children.child_ref", "x" * 101) == "is longer than 100 characters"
    assert fault("children.full_name", "a\x00") == "holds control characters"
    assert fault("population.reference_date", "\x08") == "holds control characters"
    assert fault("population.children", "1\x08") == "holds control characters"


def test_a_cell_that_shows_an_error_is_not_taken_for_empty() -> None:
    assert fault("children.address", Broken("#REF!")) == "the cell shows the error #REF!"
    assert fault("circumstances.to", Broken("#N/A")) == "the cell shows the error #N/A"


def test_faults_bear_the_position_of_each_cell() -> None:
    values, faults = read_column(column("children.sex"), ["male", "x", "female", "x"])
    assert values == ["male", BAD, "female", BAD]
    assert list(faults) == [1, 3]
    assert repr(BAD) == "BAD"

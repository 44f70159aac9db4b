"""Marks: kind, year, eight letters that nobody mistakes on the telephone, drawn by chance."""

from __future__ import annotations

import re

import pytest

from caseapp.records.marks import CASE, is_mark, new_mark, opaque, subject_of


def test_a_mark_has_its_shape_and_no_letter_that_is_taken_for_another() -> None:
    marks = {new_mark(CASE, 2026) for _ in range(400)}
    assert len(marks) == 400
    assert all(re.fullmatch(r"HS-26-[0-9A-HJKMNP-TV-Z]{8}", mark) for mark in marks)


def test_a_mark_tells_nothing_of_how_many_there_are() -> None:
    # All 32 letters turn up in every place: 400 draws miss one of 8 × 32 with about 0.08 %.
    drawn = [new_mark(CASE, 2026)[-8:] for _ in range(400)]
    assert all(len({letters[place] for letters in drawn}) > 28 for place in range(8))


def test_the_year_has_two_figures() -> None:
    assert new_mark("TE", 2105).startswith("TE-05-")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (7, "7"),
        ("HS-26-7KQ4MX2B", "HS-26-7KQ4MX2B"),
        ("Nguyễn Thị Tên Thật 2015", "-"),
        ("HS-26-7KQ4MX2B ", "-"),
        ("HS-26-7KQ4MX", "HS-26-7KQ4MX"),  # of made-up data
        ("HS-26-7KQ4MX2I", "-"),
        ("", "-"),
    ],
)
def test_what_somebody_typed_stands_in_no_log(asked: object, shown: str) -> None:
    assert opaque(asked) == shown


def test_a_subject_holds_marks_and_numbers_alone_and_fits_its_column() -> None:
    assert subject_of("cases", "HS-26-7KQ4MX2B") == "cases:HS-26-7KQ4MX2B"
    assert subject_of("circumstances", 3, "Nguyễn Văn A") == "circumstances:3,-"
    assert len(subject_of("accounts", 10**90)) == 60


def test_a_mark_is_told_from_a_name() -> None:
    assert is_mark(new_mark("TE", 2026))
    assert not any(map(is_mark, ("Đỗ Thị Hòa", "", None, "TE-26-7KQ4MX2B, Hòa")))

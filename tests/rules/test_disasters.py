"""A birth from a year, a day or an age; lines with all their faults; days of harm and relief."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.disasters import (
    Spell,
    TypedLine,
    check_disaster,
    check_line,
    check_relief,
    days_between,
    read_birth,
)
from caseapp.rules.values import RuleBroken

HIT, LISTED, TODAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 23)
WHOLE = TypedLine("Sa Rương", "2018", "female", "", "Thạch Sên", "Ấp 1", HIT, LISTED)


@pytest.mark.parametrize(
    ("text", "born", "precision"),
    [
        ("2018", date(2018, 12, 31), "year"),
        (" 8 ", date(2018, 11, 18), "estimated"),
        ("05/09/2018", date(2018, 9, 5), "day"),
        ("5.9.2018", date(2018, 9, 5), "day"),
        ("2018-09-05T00:00", date(2018, 9, 5), "day"),
        ("02/2018", date(2018, 2, 28), "month"),
        # Never later than the day on which it was hit: it was there.
        ("2026", HIT, "year"),
        ("11/2026", HIT, "month"),
        ("0", HIT, "estimated"),
    ],
)
def test_a_birth_is_stored_so_that_doubt_keeps_a_child_a_child(
    text: str, born: date, precision: str
) -> None:
    assert read_birth(text, told_on=LISTED, seen_on=HIT) == (born, precision)


@pytest.mark.parametrize(
    "text", ["", "tám", "108", "31/02/2018", "17/11/2026", "2027", "12/2026", "1899", "-8", "８"]
)
def test_what_is_no_birth_before_the_harm_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_birth(text, told_on=LISTED, seen_on=HIT)
    assert refused.value.field == "birth"


def test_a_whole_line_can_be_kept() -> None:
    entry, faults = check_line(WHOLE, Spell(HIT), TODAY)
    assert faults == []
    assert entry is not None
    assert (entry.born, entry.precision, entry.old) == (date(2018, 12, 31), "year", False)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (
            {"name": "", "birth": "", "sex": "", "head": "", "hamlet": ""},
            ["name", "birth", "sex", "head", "hamlet"],
        ),
        ({"sex": "girl", "harm": "wet"}, ["sex", "harm"]),
        ({"name": "x" * 201}, ["name"]),
        ({"affected_on": None}, ["affected_on"]),
        ({"affected_on": date(2026, 11, 15)}, ["affected_on"]),
        ({"affected_on": date(2026, 11, 24), "listed_on": None}, ["affected_on"]),
        ({"listed_on": date(2026, 11, 15)}, ["listed_on"]),
        ({"listed_on": date(2026, 11, 24)}, ["listed_on"]),
        ({"birth": "17/11/2026", "name": ""}, ["name", "birth"]),
    ],
)
def test_all_that_is_wrong_with_a_line_is_told(
    changed: dict[str, object], fields: list[str]
) -> None:
    typed = TypedLine(**{**vars(WHOLE), **changed})  # type: ignore[arg-type]  # fields by name
    entry, faults = check_line(typed, Spell(HIT), TODAY)
    assert entry is None
    assert [fault.field for fault in faults] == fields


def test_from_the_sixteenth_birthday_on_a_line_is_of_no_child() -> None:
    for birth, old in (("16/11/2010", True), ("17/11/2010", False), ("16", True), ("15", False)):
        typed = TypedLine(**{**vars(WHOLE), "birth": birth, "listed_on": None})
        entry, _ = check_line(typed, Spell(HIT), TODAY)
        assert entry is not None
        assert entry.old is old, birth


def test_relief_has_a_kind_and_comes_neither_before_the_harm_nor_tomorrow() -> None:
    check_relief("food", HIT, HIT, TODAY)
    check_relief("food", TODAY, HIT, TODAY)
    for kind, day in (
        ("bread", HIT), ("food", None), ("food", date(2026, 11, 15)), ("food", date(2026, 11, 24)),
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            check_relief(kind, day, HIT, TODAY)


def test_a_disaster_has_a_name_a_kind_and_days_that_were() -> None:
    check_disaster("Lũ", "flood", Spell(HIT, TODAY), TODAY)
    for name, kind, spell, field in (
        (" ", "flood", Spell(HIT), "name"),
        ("x" * 201, "flood", Spell(HIT), "name"),
        ("Lũ", "rain", Spell(HIT), "kind"),
        ("Lũ", "flood", Spell(date(2026, 11, 24)), "started_on"),
        ("Lũ", "flood", Spell(HIT, date(2026, 11, 15)), "ended_on"),
        ("Lũ", "flood", Spell(HIT, date(2026, 11, 24)), "ended_on"),
    ):
        with pytest.raises(RuleBroken) as refused:
            check_disaster(name, kind, spell, TODAY)
        assert refused.value.field == field


def test_days_count_from_the_list_or_else_from_the_harm() -> None:
    assert days_between(HIT, LISTED, TODAY) == 5
    assert days_between(HIT, None, TODAY) == 7

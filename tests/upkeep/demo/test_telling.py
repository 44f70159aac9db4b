"""What tellers share: marks by kind, units that open a child, entries after the child's own."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from unittest.mock import Mock

import pytest

from caseapp.upkeep.demo.accounts import Staff
from caseapp.upkeep.demo.moments import Span
from caseapp.upkeep.demo.people import Person, Stay
from caseapp.upkeep.demo.telling import Telling
from tests.factories.house import NOW


@pytest.fixture
def told() -> Telling:
    return Telling(Mock(), Staff({31135: 7}, {}, {}, 1, 2, (), 3, ()), Span(NOW), Random(1))


def child(unit: int) -> Person:
    return Person(1, "", "male", None, "", "", [Stay(unit, date(2025, 8, 1))])


def test_marks_of_two_kinds_are_kept_apart(told: Telling) -> None:
    assert told.mark("BC", 2026).startswith("BC-26-")
    assert told.mark("HS", 2025).startswith("HS-25-")
    assert told.mark("BC", 2026) != told.mark("BC", 2026)


def test_a_unit_is_let_in_once(told: Telling) -> None:
    person = child(31135)
    told.open_to(person, 31135)
    told.open_to(person, 31135)
    assert told.rows.add.call_count == 1  # type: ignore[attr-defined]  # a mock


def test_nothing_is_entered_before_the_child(told: Telling) -> None:
    person = child(31135)
    person.entered = NOW - timedelta(hours=1)
    assert told.entry(person, date(2025, 9, 1)) == person.entered


def test_the_officer_is_the_wards_where_it_has_one(told: Telling) -> None:
    assert told.officer(child(31135)) == 7
    assert told.officer(child(31120)) is None

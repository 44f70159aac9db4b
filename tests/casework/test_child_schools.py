"""Schools follow each other, and none stands beside another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.child_schools import SchoolEntry, record_school
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House

FIRST = SchoolEntry("attends", "Tiểu học Ninh Kiều", "5A", date(2025, 9, 5))


def test_a_school_ends_when_the_next_begins(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    left = SchoolEntry("dropped_out", "", "", date(2026, 3, 1))
    before = SchoolEntry("attends", "Mầm non", "", date(2020, 9, 5), date(2021, 6, 1))
    with house.app.app_context():
        for entry in (FIRST, left, before):
            record_school(officer, code, entry, now=NOW)
        details = read_child(officer, code, now=NOW).details
    assert details is not None
    assert details.schools == [left, replace(FIRST, valid_until=left.valid_from), before]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"attendance": "maybe"}, "attendance"),
        ({"school": " "}, "school"),
        ({"valid_from": date(2026, 11, 24)}, "valid_from"),
        ({"valid_from": date(2015, 9, 4)}, "valid_from"),
        ({"valid_until": date(2025, 9, 5)}, "valid_until"),
        ({"valid_from": date(2024, 9, 5)}, "valid_from"),  # would run beside the first
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    house: House, changed: dict[str, object], field: str
) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        record_school(officer, code, FIRST, now=NOW)
        with pytest.raises(RuleBroken) as caught:
            record_school(officer, code, replace(FIRST, **changed), now=NOW)  # type: ignore[arg-type]
    assert caught.value.field == field

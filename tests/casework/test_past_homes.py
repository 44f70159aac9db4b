"""Earlier homes across units, old ones too: one at a time, after birth, and in units of their day."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.areas import choices_ever
from caseapp.casework.child_reading import read_child
from caseapp.casework.past_homes import record_past_home
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE

OLD = next(code for code, label in choices_ever() if "(cũ, " in label)


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


def test_stays_before_the_first_one_are_shown_in_order(house: House, officer: Actor) -> None:
    code = enter_child(house, officer)
    with house.app.app_context():
        for area, since, until in (
            (OLD, date(2016, 1, 1), date(2018, 1, 1)),
            ("outside", date(2018, 1, 1), date(2025, 7, 1)),
        ):
            record_past_home(officer, code, area_code=area, since=since, until=until, now=NOW)
        stays = read_child(officer, code, now=NOW).stays
    assert [each.valid_until for each in stays] == [None, date(2025, 7, 1), date(2018, 1, 1)]
    assert stays[1].unit == "Ngoài thành phố"
    assert "nay:" in stays[2].unit


@pytest.mark.parametrize(
    ("area", "since", "until", "field"),
    [
        (CAI_KHE, date(2026, 1, 1), None, "until"),  # a second open home
        ("outside", date(2025, 1, 1), date(2025, 7, 2), "since"),
        ("outside", date(2015, 9, 4), date(2016, 1, 1), "since"),
        ("outside", date(2016, 1, 1), date(2016, 1, 1), "until"),
        ("outside", date(2026, 11, 24), None, "since"),
        (OLD, date(2025, 7, 1), date(2025, 8, 1), "area_code"),
        (CAI_KHE, date(2016, 1, 1), date(2017, 1, 1), "area_code"),
        ("92", date(2016, 1, 1), date(2017, 1, 1), "area_code"),
        ("nowhere", date(2016, 1, 1), date(2017, 1, 1), "area_code"),
    ],
)
def test_each_fault_stands_at_its_field(
    house: House, officer: Actor, area: str, since: date, until: date | None, field: str
) -> None:
    code = enter_child(house, officer)
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        record_past_home(officer, code, area_code=area, since=since, until=until, now=NOW)
    assert caught.value.field == field

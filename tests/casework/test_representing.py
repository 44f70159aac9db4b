"""Who speaks for a child: one of its people, once at a time, after its birth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.representing import end_representative, name_representative
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import SINCE, add, add_speaker

TODAY = NOW.date()


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


def test_days_and_ground_are_asked_and_each_fault_stands_at_its_field(
    house: House, officer: Actor
) -> None:
    child = enter_child(house, officer)
    person = add_speaker(house, officer, child)
    given = {"ground": "parent", "valid_from": SINCE, "valid_until": None}
    for fields, at in (
        ({"ground": "friend"}, "ground"),
        ({"valid_from": TODAY + timedelta(days=1)}, "valid_from"),
        ({"valid_until": SINCE}, "valid_until"),
        ({"valid_from": date(2015, 9, 4)}, "valid_from"),
        ({"valid_from": TODAY}, "valid_from"),  # speaks for it already
    ):
        with house.app.app_context(), pytest.raises(RuleBroken) as caught:
            name_representative(officer, child, person, **(given | fields), now=NOW)  # type: ignore[arg-type]
        assert caught.value.field == at, fields


def test_it_ends_and_may_begin_again(house: House, officer: Actor) -> None:
    child = enter_child(house, officer)
    person = add_speaker(house, officer, child)
    with house.app.app_context():
        details = read_child(officer, child, now=NOW).details
        assert details is not None
        (row,) = details.speaking
        assert row.on(TODAY)
        with pytest.raises(RuleBroken):
            end_representative(officer, child, row.number, on=SINCE, now=NOW)
        end_representative(officer, child, row.number, on=TODAY, now=NOW)
        name_representative(
            officer, child, person, ground="guardian", valid_from=TODAY, valid_until=None, now=NOW
        )
        details = read_child(officer, child, now=NOW).details
        assert details is not None
        assert [(each.ground, each.on(TODAY)) for each in details.speaking] == [
            ("guardian", True),
            ("parent", False),
        ]


def test_another_childs_person_does_not_speak_for_this_one(house: House, officer: Actor) -> None:
    child, other = enter_child(house, officer), enter_child(house, officer, full_name="Lê Tám")
    person = add(house, officer, other)
    with house.app.app_context(), pytest.raises(Missing):
        name_representative(
            officer, child, person, ground="parent", valid_from=SINCE, valid_until=None, now=NOW
        )

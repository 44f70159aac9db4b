"""People around a child: nobody twice, nothing sealed in the open, a number that nobody calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.child_people import PersonEntry, add_person, edit_person, is_uncalled
from caseapp.casework.child_reading import ChildDetails, read_child
from caseapp.casework.conflicts import read_marks
from caseapp.records.people import ChildPerson
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Stale
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, a_person, add, child_of
from tests.factories.referrals import open_a_case
from tests.factories.reports import kept
from tests.factories.web import CITY, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def child(house: House, officer: Actor) -> str:
    return enter_child(
        house,
        officer,
        guardian_name="Đỗ Văn Ba",
        guardian_relation="father",
        guardian_phone="0903.000.111",
    )


def details(house: House, officer: Actor, child: str) -> ChildDetails:
    with house.app.app_context():
        found = read_child(officer, child, now=NOW).details
        assert found is not None
        return found


def test_the_registers_carer_stands_first_until_a_row_names_the_same_person(
    house: House, officer: Actor, child: str
) -> None:
    add(house, officer, child)
    people = details(house, officer, child).people
    assert [(each.number, each.name) for each in people] == [(0, "Đỗ Văn Ba"), (1, MOTHER)]
    add(house, officer, child, name="đỗ văn ba", relation="father", phone="")
    people = details(house, officer, child).people
    assert [each.number for each in people] == [1, 2]


def test_what_is_known_of_people_is_sealed(house: House, officer: Actor, child: str) -> None:
    add(house, officer, child, address="Hẻm 5", no_call=True, why="Cha nghe máy")
    ((cell, mac),) = kept(house, select(ChildPerson.details, ChildPerson.phone_mac))
    for text in (MOTHER, "0909", "Hẻm 5", "Cha nghe máy"):
        assert text.encode() not in cell + mac
    (_, person) = details(house, officer, child).people
    assert (person.entry.address, person.entry.why) == ("Hẻm 5", "Cha nghe máy")


def test_a_number_that_nobody_calls_is_marked_whoever_bears_it(
    house: House, officer: Actor, child: str
) -> None:
    add(house, officer, child, name="Bà Sáu", relation="other", phone="+84 903 000 111",
        no_call=True, cares=False, lives_with=False, valid_until=NOW.date())  # fmt: skip
    found = details(house, officer, child)
    assert [each.entry.no_call for each in found.people] == [True]  # the same number: one line
    assert is_uncalled("0903 000 111", found.uncalled)
    assert not is_uncalled("0903 000 112", found.uncalled)
    assert not is_uncalled("", found.uncalled)
    add(house, officer, child, phone="(0903) 000111")
    assert [each.entry.no_call for each in details(house, officer, child).people] == [True, True]


def test_each_bad_line_is_refused_at_its_field(house: House, officer: Actor, child: str) -> None:
    tomorrow, early = NOW.date() + timedelta(days=1), date(2015, 9, 4)
    for fields, at in (
        ({"name": " "}, "name"),
        ({"relation": "aunt"}, "relation"),
        ({"cares": False, "lives_with": False, "phone": ""}, "cares"),
        ({"phone": "không có"}, "phone"),
        ({"phone": "", "no_call": True}, "phone"),
        ({"birth_year": 90}, "birth_year"),
        ({"birth_year": 2027}, "birth_year"),
        ({"valid_from": tomorrow}, "valid_from"),
        ({"valid_until": tomorrow}, "valid_until"),
        ({"valid_until": date(2025, 7, 1)}, "valid_until"),
        ({"valid_from": early}, "valid_from"),
    ):
        with house.app.app_context(), pytest.raises(RuleBroken) as caught:
            add_person(officer, child, a_person(**fields), now=NOW)
        assert caught.value.field == at, fields
    add(house, officer, child)
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        add_person(officer, child, a_person(name="nguyen thi mai"), now=NOW)
    assert caught.value.field == "name"


def test_a_correction_knows_what_was_saved_meanwhile(
    house: House, officer: Actor, child: str
) -> None:
    number = add(house, officer, child)
    entry: PersonEntry = replace(a_person(), phone="0911 222 333")
    with house.app.app_context():
        version = next(
            each.version for each in read_child(officer, child, now=NOW).details.people
            if each.number == number
        )  # fmt: skip
        edit_person(officer, child, number, entry, version=version, now=NOW)
        with pytest.raises(Stale):
            edit_person(officer, child, number, entry, version=version, now=NOW)
    assert details(house, officer, child).people[-1].entry.phone == "0911 222 333"


def test_a_name_that_a_user_bears_is_proposed_to_the_supervisor(
    house: House, officer: Actor
) -> None:
    case = open_a_case(house, officer)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    name = actor_of(house, make_user(house, "chair")).name
    add(house, officer, child_of(house, case), name=name, relation="relative")
    with house.app.app_context():
        marks = read_marks(supervisor, "child", child_of(house, case), now=NOW).marks
    assert [(each.person, each.origin) for each in marks] == [(name, "proposed")]

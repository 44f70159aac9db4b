"""People and consents stand as of a moment: what stood of a person before a change is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from caseapp import desk
from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.child_people import PersonEntry, add_person, edit_person
from caseapp.casework.representing import end_representative
from caseapp.records.children import Child
from caseapp.records.pasts import ChildPast
from caseapp.records.people import ChildPerson, Representative
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import local_day
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.people import add_speaker, say
from tests.factories.referrals import open_a_case
from tests.factories.reports import HOUR, kept

END = NOW + 9 * HOUR
UNCLE = PersonEntry("Lê Văn Cậu", "relative", cares=True, phone="0903 111 222")


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


def past(house: House, officer: Actor, case: str, hours: float) -> PastCase:
    with house.app.app_context():
        return case_as_of(officer, case, NOW + timedelta(hours=hours), now=END)


def the_child(house: House) -> str:
    ((code,),) = kept(house, select(Child.code))
    return str(code)


def test_a_person_is_shown_as_they_were_known(house: House, officer: Actor, case: str) -> None:
    child = the_child(house)
    with house.app.app_context():
        add_person(officer, child, UNCLE, now=NOW + HOUR)
        ((number, version),) = kept(house, select(ChildPerson.id, ChildPerson.version))
        moved = replace(UNCLE, name="Lê Văn Cậu Hai", cares=False, lives_with=True, phone="")
        moved = replace(moved, valid_from=local_day(NOW))
        edit_person(officer, child, number, moved, version=version, now=NOW + 3 * HOUR)
    told = [
        [(each.name, each.cares, each.phone, each.valid_from) for each in found.around.people]
        for found in (past(house, officer, case, hour) for hour in (0.5, 2, 4))
    ]
    assert told == [
        [],
        [("Lê Văn Cậu", True, "0903 111 222", None)],
        [("Lê Văn Cậu Hai", False, "", local_day(NOW))],
    ]
    assert past(house, officer, case, 2).gaps == []
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=END) as door:
        door.session.execute(delete(ChildPast.__table__).where(ChildPast.column.contains(":")))
    assert past(house, officer, case, 2).gaps == ["people"]


def test_who_spoke_for_the_child_and_what_was_agreed_to(
    house: House, officer: Actor, case: str
) -> None:
    child = the_child(house)
    person = add_speaker(house, officer, child)
    say(house, officer, child, "given", person)
    ((number,),) = kept(house, select(Representative.id))
    with house.app.app_context():
        end_representative(officer, child, number, on=local_day(NOW), now=NOW + 5 * HOUR)
    before, after = past(house, officer, case, 4), past(house, officer, case, 6)
    assert [bool(each.ground) for each in before.around.people] == [True]
    assert [bool(each.ground) for each in after.around.people] == [False]
    (word,) = after.around.consents
    assert (word.kind, word.who) == ("given", before.around.people[0].name)

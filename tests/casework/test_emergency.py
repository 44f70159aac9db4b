"""A file of another unit opened in an emergency: for hours, to read, written down, reviewed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework import conflicts
from caseapp.casework.case_reading import read_case
from caseapp.casework.emergency import (
    Opened,
    list_entries,
    list_open,
    open_file,
    read_file,
    review_entry,
)
from caseapp.casework.notices import list_own
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.emergency import OPEN_FOR
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import SUPERVISOR, last_logged
from tests.factories.web import CAI_KHE, make_user

WHY = "Cháu bị thương, đang ở bệnh viện, phường không nghe máy"
SECOND = timedelta(seconds=1)


@pytest.fixture
def opener(house: House) -> Actor:
    return officer_of(house, CAI_KHE)


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, officer_of(house))


def test_a_file_is_read_for_a_day_and_not_a_second_longer(
    house: House, opener: Actor, case: str
) -> None:
    with house.app.app_context():
        with pytest.raises(Missing):
            read_case(opener, case, now=NOW)
        token = open_file(opener, case.lower(), reason=WHY, now=NOW)
        assert last_logged() == [(opener.label, "emergency.open", "done")]
        end = NOW + OPEN_FOR
        file = read_file(opener, token, now=end - SECOND)
        assert [found.code for found in file.cases] == [case]
        assert file.cases[0].reports[0].answers
        assert file.cases[0].reports[0].reporter_hidden  # who told us stays with the unit
        assert file.units == ("Phường Ninh Kiều",)
        assert list_open(opener, now=NOW) == [Opened(token, file.child.code, NOW, end)]
        with pytest.raises(Missing):
            read_file(opener, token, now=end)
        assert list_open(opener, now=end) == []
        with pytest.raises(Missing):  # it is opened to read, nothing else
            read_case(opener, case, now=NOW)


def test_an_opened_file_is_nobody_elses(house: House, opener: Actor, case: str) -> None:
    colleague = officer_of(house, CAI_KHE)
    with house.app.app_context():
        token = open_file(opener, case, reason=WHY, now=NOW)
        for reader, asked in ((colleague, token), (opener, "0" * 24), (opener, "1")):
            with pytest.raises(Missing):
                read_file(reader, asked, now=NOW)
        with pytest.raises(Missing):  # who may open files opens their own
            read_file(SUPERVISOR, token, now=NOW)


@pytest.mark.parametrize("code", ["HS-26-00000000", "", "TE-%", "BC-26-1' OR 1=1"])
def test_a_code_of_no_file_opens_nothing_and_is_written_down(
    house: House, opener: Actor, code: str
) -> None:
    with house.app.app_context():
        with pytest.raises(Missing):
            open_file(opener, code, reason=WHY, now=NOW)
        assert last_logged() == [(opener.label, "emergency.open", "denied")]


def test_a_file_that_is_kept_from_somebody_is_none_for_them(house: House, case: str) -> None:
    username = make_user(house, "officer", CAI_KHE)
    opener = actor_of(house, username)
    with house.app.app_context():
        token = open_file(opener, case, reason=WHY, now=NOW)
        child = read_file(opener, token, now=NOW).child.code
    chair = make_user(house, "chair")  # of the unit: may open it by the role
    with house.app.app_context():
        conflicts.mark_conflict(SUPERVISOR, "child", child, username=chair, reason="x", now=NOW)
    involved = actor_of(house, chair)
    with house.app.app_context(), pytest.raises(Missing):
        open_file(involved, case, reason=WHY, now=NOW)


def test_three_files_in_a_day_and_a_reason_that_says_something(house: House, opener: Actor) -> None:
    with house.app.app_context():
        codes = [enter_child(house, an_actor(Role.OFFICER, 31135), distinct=True) for _ in range(4)]
        with pytest.raises(RuleBroken):
            open_file(opener, codes[0], reason=" gấp  ", now=NOW)
        for code in codes[:3]:
            open_file(opener, code, reason=WHY, now=NOW)
        with pytest.raises(RuleBroken):
            open_file(opener, codes[3], reason=WHY, now=NOW + timedelta(hours=23))
        again = open_file(opener, codes[0], reason=WHY, now=NOW + timedelta(hours=23))
        assert again == list_open(opener, now=NOW)[-1].token  # it leads to what is open already
        assert open_file(opener, codes[3], reason=WHY, now=NOW + timedelta(hours=24))


def test_the_file_of_the_own_unit_is_no_emergency(house: House, case: str) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            open_file(officer, case, reason=WHY, now=NOW)
        assert broken.value.field == "code"
        assert list_open(officer, now=NOW) == []


def test_the_supervisor_of_the_unit_reviews_it_once(house: House, opener: Actor, case: str) -> None:
    own, other = (actor_of(house, make_user(house, "supervisor", a)) for a in ("31135", CAI_KHE))
    with house.app.app_context():
        token = open_file(opener, case, reason=WHY, now=NOW)
        assert list_entries(other, now=NOW) == []
        with pytest.raises(Missing):
            review_entry(other, token, now=NOW)
        (entry,) = list_entries(own, now=NOW)
        assert (entry.reason, entry.person, entry.reviewed_at) == (WHY, opener.name, None)
        review_entry(own, token, now=NOW)
        review_entry(SUPERVISOR, token, now=NOW + OPEN_FOR)
        (entry,) = list_entries(own, now=NOW)
        assert (entry.reviewed_at, entry.reviewed_by) == (NOW, own.name)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.CHAIR, Role.SUPERVISOR}))
def test_nobody_else_opens_files(house: House, role: Role, case: str) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        open_file(an_actor(role, user_id=1), case, reason=WHY, now=NOW)


def test_the_unit_and_its_supervisors_are_told_until_it_is_reviewed(
    house: House, opener: Actor, case: str
) -> None:
    people = [
        actor_of(house, make_user(house, role, area))
        for role, area in (("officer", "31135"), ("chair", "31135"), ("supervisor", "92"))
    ]
    other = actor_of(house, make_user(house, "chair", CAI_KHE))
    with house.app.app_context():
        token = open_file(opener, case, reason=WHY, now=NOW)
        child = read_file(opener, token, now=NOW).child.code

        def told(reader: Actor) -> list[str]:
            return [n.mark for n in list_own(reader, now=NOW) if n.kind == "file_opened"]

        assert [told(person) for person in people] == [[child]] * 3
        assert told(other) == told(opener) == []
        review_entry(people[2], token, now=NOW)
        assert [told(person) for person in people] == [[]] * 3


def test_a_chair_and_a_supervisor_of_elsewhere_open_it_and_another_one_reviews(
    house: House, case: str
) -> None:
    reviewer = actor_of(house, make_user(house, "supervisor", "31135"))
    for role in ("chair", "supervisor"):
        person = actor_of(house, make_user(house, role, CAI_KHE))
        with house.app.app_context():
            with pytest.raises(Missing):
                read_case(person, case, now=NOW)
            assert (
                read_file(person, open_file(person, case, reason=WHY, now=NOW), now=NOW)
                .cases[0]
                .code
                == case
            )
            assert list_entries(reviewer, now=NOW)[0].person == person.name
            told = [notice.kind for notice in list_own(reviewer, now=NOW)]
        assert told.count("file_opened") >= 1

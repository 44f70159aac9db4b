"""Sessions: who holds one, when it ends, how its owner and the administrators see and end it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.limits import Caller
from caseapp.casework.sessions import (
    ABSOLUTE,
    IDLE,
    Person,
    choose_language,
    end_one,
    end_sessions,
    note_shut_out,
    open_sessions,
    person_of,
    roles_on,
    sign_out,
)
from caseapp.casework.sign_in import sign_in
from caseapp.records.db import db
from caseapp.records.users import SignIn
from caseapp.rules.access import Act, Role
from caseapp.rules.stages import Demands
from caseapp.rules.values import local_day
from tests.factories.children import enter_child
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.reports import SUPERVISOR, last_logged
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, make_user

MINUTE = timedelta(minutes=1)


@pytest.fixture
def name(house: House) -> str:
    return make_user(house, "officer", NINH_KIEU, username="canbo")


def token(username: str = "canbo", browser: str = "") -> str:
    caller = Caller("192.0.2.7", browser=browser)
    return sign_in(username, PASSWORD, caller=caller, clock=NOW).token


def person(given: str) -> Person:
    found = person_of(given, clock=NOW, now=NOW)
    assert isinstance(found, Person)
    return found


def test_a_session_tells_who_acts_where(house: House, name: str) -> None:
    with house.app.app_context():
        found = person(token())
    assert (found.username, found.role, found.unit) == (name, "officer", "Phường Ninh Kiều")
    assert (found.unit_id, found.language, found.strong) == (int(NINH_KIEU), "vi", False)


@pytest.mark.parametrize(
    ("seen_after", "asked_after", "lives"),
    [
        (timedelta(), IDLE, True),
        (timedelta(), IDLE + timedelta(seconds=1), False),
        (timedelta(minutes=20), timedelta(minutes=20) + IDLE, True),  # idle counts from last seen
    ],
)
def test_an_idle_session_ends(
    house: House, name: str, seen_after: timedelta, asked_after: timedelta, lives: bool
) -> None:
    with house.app.app_context():
        given = token()
        assert person_of(given, clock=NOW + seen_after, now=NOW)
        assert (person_of(given, clock=NOW + asked_after, now=NOW) is not None) is lives


def test_a_session_ends_after_eight_hours_however_busy(house: House, name: str) -> None:
    with house.app.app_context():
        given, moment = token(), NOW
        while moment + timedelta(minutes=25) <= NOW + ABSOLUTE:
            moment += timedelta(minutes=25)
            assert person_of(given, clock=moment, now=NOW) is not None
        assert person_of(given, clock=NOW + ABSOLUTE + timedelta(seconds=1), now=NOW) is None


def test_signing_out_ends_this_session_alone(house: House, name: str) -> None:
    with house.app.app_context():
        first, second = token(), token()
        sign_out(first, clock=NOW)
        sign_out("no such token", clock=NOW)
        assert person_of(first, clock=NOW, now=NOW) is None
        assert person_of(second, clock=NOW, now=NOW) is not None


def test_the_highest_role_names_the_person(house: House) -> None:
    make_user(house, "statistician", CITY, username="canbo")
    with house.app.app_context():
        found = person(token())
    assert (found.role, found.unit) == ("statistician", "Thành phố Cần Thơ")


@pytest.mark.parametrize(("chosen", "kept"), [("en", "en"), ("vi", "vi"), ("xx", "vi")])
def test_the_language_is_kept_with_the_account(
    house: House, name: str, chosen: str, kept: str
) -> None:
    with house.app.app_context():
        given = token()
        choose_language(person(given).actor, chosen)
        assert person(given).language == kept


def test_a_session_without_second_factor_stops_where_one_is_demanded(
    house: House, name: str
) -> None:
    strict = Demands(first_password=True, second_factor=True)
    with house.app.app_context():
        given = token()
        assert isinstance(person_of(given, clock=NOW, now=NOW), Person)
        assert not isinstance(person_of(given, clock=NOW, now=NOW, demands=strict), Person)


def test_sessions_are_listed_with_their_browser_the_last_used_first(
    house: House, name: str
) -> None:
    with house.app.app_context():
        old, own, gone = token(browser="Chrome, Windows"), token(browser="Firefox, Linux"), token()
        sign_out(gone, clock=NOW)
        person_of(own, clock=NOW + 2 * MINUTE, now=NOW)
        with desk.ledger() as session:
            owner = session.query(SignIn).first().user_id
            found = open_sessions(session, owner, NOW + 3 * MINUTE, own)
            told = [(each.browser, each.seen - NOW, each.own) for each in found]
            assert told == [
                ("Firefox, Linux", 2 * MINUTE, True),
                ("Chrome, Windows", 0 * MINUTE, False),
            ]
            idle = open_sessions(session, owner, NOW + IDLE + MINUTE, own)
            assert [each.browser for each in idle] == ["Firefox, Linux"]
        assert person_of(old, clock=NOW, now=NOW)


def test_one_session_is_ended_or_all_but_the_own(house: House, name: str) -> None:
    stranger = make_user(house, "officer")
    with house.app.app_context():
        first, second, third = token(), token(), token()
        theirs = token(stranger)
        rows = {row.id: row.user_id for row in db.session.query(SignIn)}
        with desk.ledger(write=True) as session:
            owner = rows[1]
            assert end_one(session, owner, 1, NOW)
            assert not end_one(session, owner, 4, NOW)  # another account's
            assert not end_one(session, owner, 999, NOW)
            assert not end_one(session, owner, 10**20, NOW)
            assert end_sessions(session, owner, NOW, but=third) == 1
            session.flush()
        alive = [person_of(each, clock=NOW, now=NOW) for each in (first, second, third, theirs)]
        assert [found is not None for found in alive] == [False, False, True, True]


def test_roles_are_those_of_the_day(house: House, name: str) -> None:
    with house.app.app_context(), desk.ledger() as session:
        assert roles_on(session, 1, local_day(NOW)) == {Role.OFFICER}
        assert roles_on(session, 1, local_day(NOW - timedelta(days=1))) == frozenset()


def test_a_mark_of_conflict_is_known_with_the_roles(house: House, name: str) -> None:
    with house.app.app_context():
        held = token()
        assert person(held).actor.unmarked
        code = enter_child(house, an_actor(Role.OFFICER, int(NINH_KIEU)))
        mark_conflict(SUPERVISOR, "child", code, username=name, reason="x", now=NOW)
        assert not person(held).actor.unmarked


def test_the_use_of_a_session_that_somebody_ended_is_written_down(house: House, name: str) -> None:
    with house.app.app_context():
        held, idle = token(), token()
        sign_out(held, clock=NOW)
        note_shut_out(held, Act.CASE_READ, now=NOW, asked=("cases", "HS-26-7KQ4MX2B"))
        assert last_logged()[0][1:] == ("case.read", "denied")
        # One that ended by itself, one that never was: nobody shut anybody out.
        for other in (idle, "never"):
            note_shut_out(other, Act.CASE_EDIT, now=NOW + ABSOLUTE)
        assert last_logged()[0][1:] == ("case.read", "denied")
        disable_account(SYSTEM, name, now=NOW)
        note_shut_out(idle, Act.CASE_EDIT, now=NOW)
        assert last_logged()[0][1:] == ("case.edit", "denied")

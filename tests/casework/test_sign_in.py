"""Signing in and out: what is refused alike, when a session ends, when a source must wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.sign_in import (
    ABSOLUTE,
    IDLE,
    TRIES,
    TRIES_WITHIN,
    Refused,
    TooManyTries,
    actor_named,
    choose_language,
    person_of,
    require,
    sign_in,
    sign_out,
)
from caseapp.records.db import db
from caseapp.records.users import SignIn, SignInAttempt, User
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, make_user

SOURCE = "192.0.2.7"


@pytest.fixture
def name(house: House) -> str:
    return make_user(house, "officer", NINH_KIEU, username="canbo")


def token(**more: object) -> str:
    given = {"username": "canbo", "password": PASSWORD, "source": SOURCE, "clock": NOW} | more
    return sign_in(given.pop("username"), given.pop("password"), **given)  # type: ignore[arg-type]


def test_a_session_tells_who_acts_where(house: House, name: str) -> None:
    with house.app.app_context():
        person = person_of(token(username=" CanBo "), clock=NOW, now=NOW)
    assert person is not None
    assert (person.username, person.role, person.unit) == (name, "officer", "Phường Ninh Kiều")
    assert (person.unit_id, person.language) == (int(NINH_KIEU), "vi")


def test_neither_token_nor_password_lies_in_the_database(house: House, name: str) -> None:
    with house.app.app_context():
        given = token()
        row = db.session.query(SignIn).one()
        user = db.session.query(User).one()
        assert given.encode() not in row.token_hash
        assert len(row.token_hash) == 32
        assert PASSWORD not in user.password_hash
        assert user.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("wrong", [{"username": "nobody"}, {"password": "wrong password"}])
def test_wrong_answers_are_refused_alike(house: House, name: str, wrong: dict[str, str]) -> None:
    with house.app.app_context():
        with pytest.raises(Refused):
            token(**wrong)
        assert db.session.query(SignIn).count() == 0


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


def test_a_source_that_fails_ten_times_waits_even_with_the_right_password(
    house: House, name: str
) -> None:
    with house.app.app_context():
        for _ in range(TRIES):
            with pytest.raises(Refused):
                token(password="wrong password")
        with pytest.raises(TooManyTries):
            token()
        assert token(source="192.0.2.8")  # another place is not held up
        # The refused try above counts as well: wait from then on.
        assert token(clock=NOW + TRIES_WITHIN + timedelta(seconds=1))


def test_a_source_is_kept_as_a_mark_not_as_an_address(house: House, name: str) -> None:
    with house.app.app_context():
        with pytest.raises(Refused):
            token(password="wrong password")
        assert SOURCE.encode() not in db.session.query(SignInAttempt).one().source


def test_the_highest_role_names_the_person(house: House) -> None:
    make_user(house, "statistician", CITY, username="canbo")
    with house.app.app_context():
        person = person_of(token(), clock=NOW, now=NOW)
    assert person is not None
    assert (person.role, person.unit) == ("statistician", "Thành phố Cần Thơ")


@pytest.mark.parametrize(("chosen", "kept"), [("en", "en"), ("vi", "vi"), ("xx", "vi")])
def test_the_language_is_kept_with_the_account(
    house: House, name: str, chosen: str, kept: str
) -> None:
    with house.app.app_context():
        given = token()
        person = person_of(given, clock=NOW, now=NOW)
        assert person is not None
        choose_language(person.actor, chosen)
        again = person_of(given, clock=NOW, now=NOW)
        assert again is not None
        assert again.language == kept


def test_a_command_acts_for_an_account(house: House, name: str) -> None:
    with house.app.app_context():
        actor = actor_named("CANBO", PASSWORD, now=NOW)
        assert actor.user_id == actor_named("canbo", None, now=NOW).user_id
        for username, password in (("canbo", "wrong password"), ("nobody", None)):
            with pytest.raises(RuleBroken, match="unknown, closed, or wrong password"):
                actor_named(username, password, now=NOW)


def test_require_asks_the_policy(house: House) -> None:
    with house.app.app_context():
        require(an_actor(Role.CHAIR, user_id=1), Act.CASE_CLOSE, now=NOW)
        with pytest.raises(Denied):
            require(an_actor(Role.OFFICER, user_id=1), Act.CASE_CLOSE, now=NOW)

"""A lost telephone at night: one entry for twelve hours, by a call back, told and written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.account_changes import ask_second_factor
from caseapp.casework.callback import give_entry, list_receivers, read_receiver, set_phone
from caseapp.casework.limits import Refused
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.casework.sessions import IDLE, Person, person_of
from caseapp.casework.sign_in import enter_code
from caseapp.records.callback import CallbackEntry
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.callback import LASTS
from caseapp.rules.stages import Stage
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.reports import kept
from tests.factories.signing import ALL, HERE, code_at, entered, give_factor
from tests.factories.web import CAI_KHE, make_user

PHONE = "0900 000 123"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", "92", "giamsat"))


@pytest.fixture
def secret(house: House, supervisor: Actor) -> str:
    """The app's secret of the officer canbo, whose number has been on file for a day."""
    make_user(house, "officer", username="canbo")
    with house.app.app_context():
        set_phone(SYSTEM, "canbo", PHONE, now=NOW - DAY, clock=NOW - DAY)
    return give_factor(house, "canbo")[0]


def give(who: Actor, username: str = "canbo", **more: object) -> str:
    told: dict[str, object] = {"called": PHONE, "knew_voice": True, "now": NOW, "clock": NOW} | more
    return give_entry(who, username, **told).code  # type: ignore[arg-type]  # keywords by name


def enter(code: str, clock: object = NOW) -> str:
    first = entered("canbo", clock=clock)
    assert first.stage == Stage.CODE
    done = enter_code(first.token, code, caller=HERE, clock=clock, demands=ALL)  # type: ignore[arg-type]
    assert done.stage is None
    return done.token


def test_the_code_serves_once_and_its_session_ends_after_twelve_hours(
    house: House, supervisor: Actor, secret: str
) -> None:
    with house.app.app_context():
        before = enter(code_at(secret, NOW))
        code = give(supervisor)
        token = enter(code)
        assert person_of(before, clock=NOW, now=NOW) is None  # the telephone may be in other hands
        moment = NOW
        while moment + IDLE < NOW + LASTS:
            moment += IDLE
            assert isinstance(person_of(token, clock=moment, now=NOW, demands=ALL), Person)
        last = NOW + LASTS - SECOND
        assert person_of(token, clock=last, now=NOW, demands=ALL) is not None
        assert person_of(token, clock=NOW + LASTS, now=NOW) is None
        for wrong in (code, code_at(secret, NOW + DAY)):  # nor the lost telephone
            with pytest.raises(Refused):
                enter(wrong, NOW + DAY)


def test_the_second_step_is_owed_until_it_is_set_up_or_two_persons_reset_it(
    house: House, supervisor: Actor, secret: str
) -> None:
    with house.app.app_context():
        enter(give(supervisor))
        assert entered("canbo", clock=NOW + LASTS).stage == Stage.CODE  # the password opens nothing
        assert not ask_second_factor(SYSTEM, "canbo", now=NOW)
        assert entered("canbo", clock=NOW + LASTS).stage == Stage.SECOND_FACTOR
    fresh, _ = give_factor(house, "canbo")
    with house.app.app_context():
        enter(code_at(fresh, NOW))


def test_a_new_code_takes_the_place_of_one_that_was_not_used(
    house: House, supervisor: Actor, secret: str
) -> None:
    with house.app.app_context():
        first, second = give(supervisor), give(supervisor)
        with pytest.raises(Refused):
            enter(first)
        with pytest.raises(Refused):
            enter(second, NOW + LASTS)
        enter(second, NOW + LASTS - SECOND)
        give(supervisor)
        with pytest.raises(RuleBroken, match="Three codes"):
            give(supervisor)
        assert read_receiver(supervisor, "canbo", now=NOW, clock=NOW).why_not
        give(supervisor, clock=NOW + DAY)
    hashes = kept(house, select(CallbackEntry.code_hash))
    assert all(second.replace("-", "").encode() not in sealed for (sealed,) in hashes)


def test_owner_and_chair_are_told(house: House, supervisor: Actor, secret: str) -> None:
    chair = actor_of(house, make_user(house, "chair", username="chutich"))
    other = actor_of(house, make_user(house, "chair", CAI_KHE))
    with house.app.app_context():
        give(supervisor)
        assert [n.kind for n in list_own(actor_of(house, "canbo"), now=NOW)] == ["entry_given"]
        (told,) = list_own(chair, now=NOW)
        assert (told.kind, told.who) == ("entry_given_for", "Người dùng canbo")
        assert list_own(other, now=NOW) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"knew_voice": False}, "knew_voice"), ({"called": "0900 000 999"}, "called")],
)
def test_a_known_voice_on_a_number_on_file(
    house: House, supervisor: Actor, secret: str, wrong: dict[str, object], field: str
) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        give(supervisor, **wrong)
    assert broken.value.field == field


def test_a_number_that_was_set_today_serves_tomorrow(
    house: House, supervisor: Actor, secret: str
) -> None:
    with house.app.app_context():
        set_phone(SYSTEM, "canbo", "0900 000 777", now=NOW, clock=NOW)
        numbers = [
            read_receiver(supervisor, "canbo", now=NOW, clock=NOW + after).numbers
            for after in (timedelta(), DAY - SECOND, DAY)
        ]
        assert numbers == [(), (), ("0900 000 777",)]
        with pytest.raises(RuleBroken):
            set_phone(SYSTEM, "canbo", "123", now=NOW, clock=NOW)


def test_nobody_for_themselves_nor_for_who_watches_over_others(
    house: House, supervisor: Actor, secret: str
) -> None:
    make_user(house, "supervisor", "92", "giamsat.hai")
    ward = actor_of(house, make_user(house, "supervisor", CAI_KHE))
    with house.app.app_context():
        assert [each.username for each in list_receivers(supervisor, now=NOW, clock=NOW)] == [
            "canbo"
        ]
        for username in ("giamsat", "giamsat.hai", "nobody"):
            with pytest.raises(Missing):
                give(supervisor, username)
        with pytest.raises(Missing):  # another supervisor's ward
            give(ward)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_else_gives_one(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        give(an_actor(role, user_id=1))

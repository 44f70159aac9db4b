"""Messages on their way out: tried a few times, lapsed when too late, forgotten in the end."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.account_changes import end_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.duty import end_entry, read_list
from caseapp.casework.messages import (
    KEPT,
    LAPSE,
    WAITS,
    note_try,
    proof_of,
    ring,
    sweep,
    take_due,
    ways_to,
)
from caseapp.rules.access import Act
from caseapp.rules.ringing import SPAN, Rings
from caseapp.rules.values import local_day
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.messages import due, give_address, states
from tests.factories.web import NINH_KIEU, make_user

WARD = int(NINH_KIEU)
SECOND = timedelta(seconds=1)


def rung(person: int, how: Rings, now: datetime = NOW) -> int:
    """Ring somebody, and a stranger, inside an act; return how many messages were made."""
    with desk.writing(SYSTEM, Act.REPORT_LOG, now=now) as door:
        ways = ways_to(door.session, {person, 99}, how, [WARD], now=now)
        return sum(ring(door, each, way, how) for each, way in ways.items())


@pytest.fixture
def chair(house: House) -> int:
    """The account of a chair with an address on the list; one message waits for it."""
    number = actor_of(house, make_user(house, "chair", username="chutich")).user_id
    assert number is not None
    with house.app.app_context():
        on_list("deputy", username="chutich", mail="second@example.org")
        on_list("chair", username="chutich", mail="chutich@example.org")
        assert rung(number, "at_once") == 1
    return number


def test_a_message_that_fails_is_tried_again_and_then_given_up(house: House, chair: int) -> None:
    with house.app.app_context():
        now = NOW
        for wait in WAITS:
            (message,) = take_due(now=now)
            assert not note_try(message.number, sent=False, now=now)
            assert due(now + wait - SECOND) == []
            now += wait
        assert note_try(message.number, sent=False, now=now)
        assert due(now + LAPSE / 2) == []
        assert states() == [("failed", 1 + len(WAITS))]


def test_a_message_that_went_out_is_not_sent_again(house: House, chair: int) -> None:
    with house.app.app_context():
        (message,) = take_due(now=NOW)
        assert not note_try(message.number, sent=True, now=NOW)
        assert due(NOW + timedelta(hours=1)) == []
        sweep(now=NOW + KEPT - SECOND)
        assert states() == [("sent", 1)]
        sweep(now=NOW + KEPT)
        assert states() == []


def test_what_is_too_late_lapses_as_it_does_without_a_gateway(house: House, chair: int) -> None:
    with house.app.app_context():
        sweep(now=NOW + LAPSE - SECOND)
        assert due(NOW + LAPSE - SECOND) == ["chutich"]
        assert due(NOW + LAPSE) == []
        sweep(now=NOW + LAPSE)
        assert states() == [("lapsed", 0)]


def test_an_act_that_fails_sends_nothing(house: House, chair: int) -> None:
    with house.app.app_context():
        later = NOW + SECOND
        with suppress(ZeroDivisionError), desk.writing(SYSTEM, Act.REPORT_LOG, now=later) as door:
            (way,) = ways_to(door.session, [chair], "at_once", [WARD], now=later).values()
            assert ring(door, chair, way, "at_once")
            raise ZeroDivisionError
        assert len(due(later)) == 1


def test_who_was_taken_off_the_list_is_sent_nothing(house: House, chair: int) -> None:
    with house.app.app_context():
        for each in read_list(SYSTEM, NINH_KIEU, now=NOW).entries:
            end_entry(SYSTEM, NINH_KIEU, each.number, now=NOW)
        assert due(NOW) == []
        assert rung(chair, "at_once", NOW + SECOND) == 0


def test_the_list_says_where_at_night_and_the_person_by_day(house: House, chair: int) -> None:
    with house.app.app_context():
        assert rung(chair, "day", NOW + SECOND) == 0  # a list is for calls alone
        give_address(chair, "own@example.org")
        assert rung(chair, "at_once", NOW) == 0  # of the same act they are told already
        assert rung(chair, "at_once", NOW + SECOND) == 1
        assert due(NOW + SECOND) == ["chutich"] * 2
        for message in take_due(now=NOW + SECOND):
            note_try(message.number, sent=True, now=NOW + SECOND)
        assert rung(chair, "day", NOW + 2 * SECOND) == 1
        assert due(NOW + SECOND + SPAN - SECOND) == []
        assert due(NOW + SECOND + SPAN) == ["own"]


def test_one_waits_at_most_and_the_next_goes_out_after_the_span(house: House) -> None:
    person = actor_of(house, make_user(house, "officer")).user_id or 0
    with house.app.app_context():
        give_address(person, "own@example.org")
        assert [rung(person, "day"), rung(person, "day", NOW + SECOND)] == [1, 0]
        (message,) = take_due(now=NOW + SECOND)
        note_try(message.number, sent=True, now=NOW + SECOND)
        soon = NOW + timedelta(minutes=5)
        assert [rung(person, "day", soon), rung(person, "day", soon + SECOND)] == [1, 0]
        assert (due(NOW + SPAN), due(NOW + SPAN + SECOND)) == ([], ["own"])


def test_at_night_it_waits_for_the_morning_and_does_not_lapse_before(house: House) -> None:
    person = actor_of(house, make_user(house, "officer")).user_id or 0
    night, morning = NOW + timedelta(hours=12), NOW + timedelta(hours=20)  # 22:00, then 06:00
    with house.app.app_context():
        give_address(person, "own@example.org")
        assert rung(person, "day", night) == 1
        sweep(now=morning)
        assert (due(morning - SECOND), due(morning)) == ([], ["own"])
        assert rung(person, "at_once", night + SECOND) == 1  # without a list, the own address
        assert due(night + SECOND) == ["own"]


def test_who_left_meanwhile_or_changed_the_address_is_sent_nothing(house: House) -> None:
    name, gone = (make_user(house, "officer") for _ in range(2))
    people = [actor_of(house, each).user_id or 0 for each in (name, gone)]
    with house.app.app_context():
        for person in people:
            give_address(person, f"{person}@example.org")
            assert rung(person, "day") == 1
        disable_account(SYSTEM, gone, now=NOW)
        assert due(NOW) == [str(people[0])]
        end_role(SYSTEM, name, 1, local_day(NOW), now=NOW)
        assert due(NOW) == []


def test_the_number_is_of_the_address_alone(house: House) -> None:
    with house.app.app_context():
        assert [len(proof_of(number)) for number in range(20)] == [6] * 20
        assert proof_of(7) == proof_of(7) != proof_of(8)

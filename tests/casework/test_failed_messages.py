"""What failed for good is told to its owner, and seen by whoever looks after accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp.casework.duty import end_entry, read_list
from caseapp.casework.failed_messages import Failing, failing, tell_of_failure
from caseapp.casework.messages import LAPSE, WAITS, Way, ask, note_try, take_due
from caseapp.casework.notices import list_own
from caseapp.desk import ledger
from caseapp.rules.access import Actor, Role
from tests.casework.test_messages import rung
from tests.factories.children import actor_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.messages import give_address
from tests.factories.web import NINH_KIEU, make_user

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR)


def fail(now: datetime = NOW) -> None:
    """Try in vain, until all that waits is given up."""
    for message in take_due(now=now):
        while not note_try(message.number, sent=False, now=now):
            pass
        tell_of_failure(message.number, now=now)


def told(actor: Actor) -> int:
    return sum(view.kind == "message_failed" for view in list_own(actor, now=NOW))


@pytest.fixture
def people(house: House) -> list[Actor]:
    """An officer with an own address, an agency's account too, a chair on a duty list."""
    officer, agency = (actor_of(house, make_user(house, role)) for role in ("officer", "agency"))
    chair = actor_of(house, make_user(house, "chair", username="chutich"))
    with house.app.app_context():
        for each in (officer, agency):
            give_address(each.user_id, "own@example.org")
        on_list("chair", username="chutich", mail="chutich@example.org")
    return [officer, agency, chair]


def test_the_owner_is_told_once_a_day_and_the_administrators_see_since_when(
    house: House, people: list[Actor]
) -> None:
    with house.app.app_context():
        for turn in range(2):
            now = NOW + turn * LAPSE
            for person in people:
                assert rung(person.user_id or 0, "at_once", now) == 1
            fail(now)
        assert [told(person) for person in people] == [1, 1, 1]
        for role in (Role.ADMINISTRATOR, Role.SUPERVISOR):
            assert failing(an_actor(role), now=NOW) == Failing(3, NOW + LAPSE)
        for role in (Role.OFFICER, Role.AGENCY, Role.AUDITOR):
            assert failing(an_actor(role), now=NOW) is None


def test_it_is_over_once_one_goes_out_or_the_entry_is_ended(
    house: House, people: list[Actor]
) -> None:
    with house.app.app_context():
        for person in (people[0], people[2]):
            rung(person.user_id or 0, "at_once")
        fail()
        assert failing(ADMINISTRATOR, now=NOW) == Failing(2, NOW)
        later = NOW + timedelta(hours=1)
        rung(people[0].user_id or 0, "day", later)
        (message,) = take_due(now=later)
        note_try(message.number, sent=True, now=later)
        assert failing(ADMINISTRATOR, now=later) == Failing(1, NOW)
        (entry,) = read_list(SYSTEM, NINH_KIEU, now=NOW).entries
        end_entry(SYSTEM, NINH_KIEU, entry.number, now=NOW)
        assert failing(ADMINISTRATOR, now=later) is None


def test_a_number_that_does_not_arrive_is_the_page_s_to_say(house: House) -> None:
    person = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        number = give_address(person.user_id, "own@example.org", proved=False)
        with ledger(write=True) as session:
            ask(session, Way(address_id=number), NOW)
        fail()
        assert told(person) == 0
        assert failing(ADMINISTRATOR, now=NOW) is None
        assert len(WAITS) == 3

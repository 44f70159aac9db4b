"""The own address: set with the password, proved by a number, used no more once it is changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.address_reading import AddressView
from caseapp.casework.messages import LAPSE, take_due
from caseapp.casework.own_account import At, read_own
from caseapp.casework.own_address import AT_ONCE, prove_address, set_address
from caseapp.records.audit import AuditEntry
from caseapp.records.messages import NoticeAddress
from caseapp.rules.access import Actor
from caseapp.rules.ringing import PROVES_FOR, SENT_A_DAY, TRIES
from caseapp.rules.values import RuleBroken
from tests.casework.test_messages import rung
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.messages import due
from tests.factories.signing import HERE
from tests.factories.web import PASSWORD, make_user

MAIL = "own@example.org"


@pytest.fixture
def person(house: House) -> Actor:
    return actor_of(house, make_user(house, "agency"))


def at(now: datetime = NOW) -> At:
    return At("", HERE, now, now)


def wish(person: Actor, mail: str = MAIL, now: datetime = NOW, current: str = PASSWORD) -> bool:
    return set_address(person, current, mail, at(now), sends=True)


def view(person: Actor, now: datetime = NOW) -> AddressView | None:
    return read_own(person, at(now)).address


def number(now: datetime = NOW) -> str:
    """The number in the newest message."""
    return take_due(now=now)[-1].proof


def test_a_number_goes_to_the_address_and_proves_it(house: House, person: Actor) -> None:
    with house.app.app_context():
        assert view(person) is None
        assert wish(person)
        shown = view(person)
        assert shown is not None
        assert (shown.mail, shown.proved_at, shown.proving) == (MAIL, None, True)
        assert rung(person.user_id or 0, "day") == 0  # it is not used before
        sent = number()
        for _ in range(2):  # again is no fault
            prove_address(person, f" {sent[:3]} {sent[3:]}", at())
        shown = view(person)
        assert shown is not None
        assert (shown.proved_at, shown.proving) == (NOW, False)
        assert rung(person.user_id or 0, "day", NOW + LAPSE) == 1


def test_without_the_password_or_an_address_nothing_changes(house: House, person: Actor) -> None:
    with house.app.app_context():
        wish(person)
        prove_address(person, number(), at())
        for mail, current, sends, field in (
            ("other@example.org", "a guess at it", True, "current"),
            ("", "a guess at it", True, "current"),
            ("no address", PASSWORD, True, "mail"),
            ("other@example.org\nBcc: x@example.org", PASSWORD, True, "mail"),
            ("other@example.org", PASSWORD, False, "mail"),
        ):
            with pytest.raises(RuleBroken) as broken:
                set_address(person, current, mail, at(), sends=sends)
            assert broken.value.field == field
        shown = view(person)
        assert shown is not None
        assert (shown.mail, shown.proved_at) == (MAIL, NOW)


def test_a_changed_address_is_used_no_more_and_forgotten(house: House, person: Actor) -> None:
    user, later = person.user_id or 0, NOW + LAPSE
    with house.app.app_context():
        wish(person)
        prove_address(person, number(), at())
        assert rung(user, "day", later) == 1
        assert due(later) == ["own"]
        wish(person, "new@example.org", later)
        assert due(later) == ["new"]  # the number, and no more
        assert rung(user, "day", later) == 0
        prove_address(person, number(later), at(later))
        assert rung(user, "day", later + LAPSE) == 1
        assert due(later + LAPSE) == ["new"]
        assert not wish(person, "", later + LAPSE)
        assert (due(later + LAPSE), view(person)) == ([], None)
        with desk.ledger() as session:
            assert set(session.scalars(select(NoticeAddress.mail))) == {""}
            details = " ".join(session.scalars(select(AuditEntry.detail)))
        assert "notice_address" in details
        assert "example" not in details


def test_wrong_numbers_are_counted_and_a_number_ends(house: House, person: Actor) -> None:
    with house.app.app_context():
        wish(person)
        first = number()
        wrong = "000000" if first != "000000" else "000001"
        for _ in range(TRIES):
            with pytest.raises(RuleBroken, match="not the number"):
                prove_address(person, wrong, at())
        with pytest.raises(RuleBroken, match="serves no more"):
            prove_address(person, first, at())
        later = NOW + AT_ONCE
        wish(person, now=later)
        assert number(later) != first
        with pytest.raises(RuleBroken, match="serves no more"):
            prove_address(person, number(later), at(later + PROVES_FOR))
        shown = view(person, later + PROVES_FOR)
        assert shown is not None
        assert not shown.proving


def test_a_form_that_came_twice_sends_one_number_and_a_day_only_some(
    house: House, person: Actor
) -> None:
    with house.app.app_context():
        for _ in range(2):
            wish(person)
        assert due() == ["own"]
        for turn in range(1, SENT_A_DAY):
            wish(person, now=NOW + turn * AT_ONCE)
        with pytest.raises(RuleBroken, match="Too many numbers"):
            wish(person, now=NOW + SENT_A_DAY * AT_ONCE)
        wish(person, now=NOW + timedelta(days=1))
        wish(person, "", NOW + timedelta(days=1))
        with pytest.raises(RuleBroken, match="an address first"):
            prove_address(person, "000000", at(NOW + timedelta(days=1)))

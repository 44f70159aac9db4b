"""Accounts: made with one role, closed, given a new password; by administrators alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.accounts import (
    Account,
    NewAccount,
    add_account,
    disable_account,
    list_accounts,
    reset_password,
)
from caseapp.casework.outcomes import Missing
from caseapp.casework.sign_in import Refused, person_of, sign_in
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, make_user

NEW = NewAccount("Le.Lan", " Lê Thị Lan ", PASSWORD, "officer", NINH_KIEU)


def token(username: str, password: str = PASSWORD) -> str:
    return sign_in(username, password, source="1.2.3.4", clock=NOW)


def test_an_account_is_listed_with_its_role_and_unit(house: House) -> None:
    with house.app.app_context():
        assert add_account(SYSTEM, NEW, now=NOW) == "le.lan"
        assert list_accounts(SYSTEM, now=NOW) == [
            Account("le.lan", "Lê Thị Lan", (("officer", "Phường Ninh Kiều"),), False)
        ]
        person = person_of(token("LE.LAN"), clock=NOW, now=NOW)
    assert person is not None
    assert (person.role, person.unit) == ("officer", "Phường Ninh Kiều")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "lê"}, "username"),
        ({"username": "a/b"}, "username"),  # it stands in addresses
        ({"username": "a" * 41}, "username"),
        ({"full_name": "  "}, "full_name"),
        ({"password": "123456789"}, "password"),  # nine
        ({"role": "king"}, "role"),
        ({"area_code": "99999"}, "area_code"),
        ({"area_code": "outside"}, "area_code"),
    ],
)
def test_what_makes_no_account(house: House, wrong: dict[str, str], field: str) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            add_account(SYSTEM, replace(NEW, **wrong), now=NOW)
        assert broken.value.field == field
        assert list_accounts(SYSTEM, now=NOW) == []


def test_a_name_is_taken_once_whatever_its_case(house: House) -> None:
    with house.app.app_context():
        add_account(SYSTEM, NEW, now=NOW)
        with pytest.raises(RuleBroken, match="taken"):
            add_account(SYSTEM, replace(NEW, username="LE.LAN"), now=NOW)


def test_a_closed_account_loses_its_sessions_and_stays_in_the_list(house: House) -> None:
    with house.app.app_context():
        add_account(SYSTEM, NEW, now=NOW)
        held = token("le.lan")
        disable_account(SYSTEM, "le.lan", now=NOW)
        assert person_of(held, clock=NOW, now=NOW) is None
        with pytest.raises(Refused):
            token("le.lan")
        assert [account.disabled for account in list_accounts(SYSTEM, now=NOW)] == [True]


def test_a_new_password_ends_the_sessions_of_the_old(house: House) -> None:
    with house.app.app_context():
        add_account(SYSTEM, NEW, now=NOW)
        held = token("le.lan")
        with pytest.raises(RuleBroken):
            reset_password(SYSTEM, "le.lan", "short", now=NOW)
        assert person_of(held, clock=NOW, now=NOW) is not None
        reset_password(SYSTEM, "le.lan", "another good one", now=NOW)
        assert person_of(held, clock=NOW, now=NOW) is None
        with pytest.raises(Refused):
            token("le.lan")
        assert token("le.lan", "another good one")


def test_nobody_closes_the_own_account(house: House) -> None:
    name = make_user(house, "administrator", CITY)
    own = actor_of(house, name)
    with house.app.app_context():
        with pytest.raises(RuleBroken):
            disable_account(own, name, now=NOW)
        assert token(name)


def test_an_unknown_account_is_missing(house: House) -> None:
    with house.app.app_context():
        with pytest.raises(Missing):
            disable_account(SYSTEM, "nobody", now=NOW)
        with pytest.raises(Missing):
            reset_password(SYSTEM, "nobody", PASSWORD, now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_keep_accounts(house: House, role: Role) -> None:
    actor = an_actor(role, user_id=1)
    with house.app.app_context():
        add_account(SYSTEM, NEW, now=NOW)
        for act in (
            lambda: add_account(actor, replace(NEW, username="x1"), now=NOW),
            lambda: list_accounts(actor, now=NOW),
            lambda: disable_account(actor, "le.lan", now=NOW),
            lambda: reset_password(actor, "le.lan", PASSWORD, now=NOW),
        ):
            with pytest.raises(Denied):
                act()
        assert len(list_accounts(SYSTEM, now=NOW)) == 1

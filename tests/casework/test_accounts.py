"""Accounts: made with one role, closed, given a new password; by administrators alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from caseapp.casework.accounts import (
    Account,
    Made,
    NewAccount,
    add_account,
    administrators,
    disable_account,
    list_accounts,
)
from caseapp.casework.limits import Caller, Refused
from caseapp.casework.outcomes import Missing
from caseapp.casework.sessions import Person, person_of
from caseapp.casework.sign_in import sign_in
from caseapp.records.db import db
from caseapp.records.users import AccountChange
from caseapp.rules.access import CITY_ROLES, Denied, Role, operator
from caseapp.rules.stages import Demands, Stage
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import CITY, NINH_KIEU, PASSWORD, make_user

NEW = NewAccount("Le.Lan", " Lê Thị Lan ", PASSWORD, "officer", NINH_KIEU)


def token(username: str, password: str = PASSWORD) -> str:
    return sign_in(username, password, caller=Caller("1.2.3.4"), clock=NOW).token


def test_an_account_is_listed_with_its_role_and_unit(house: House) -> None:
    with house.app.app_context():
        assert add_account(SYSTEM, NEW, now=NOW) == Made("le.lan", waits=False)
        assert list_accounts(SYSTEM, now=NOW) == [
            Account("le.lan", "Lê Thị Lan", (("officer", "Phường Ninh Kiều"),), False)
        ]
        person = person_of(token("LE.LAN"), clock=NOW, now=NOW)
    assert isinstance(person, Person)
    assert (person.role, person.unit) == ("officer", "Phường Ninh Kiều")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "lê"}, "username"),
        ({"username": "a/b"}, "username"),  # it stands in addresses
        ({"username": "a" * 41}, "username"),
        ({"username": "new"}, "username"),  # /accounts/new is a page
        ({"username": "changes"}, "username"),
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


def test_nobody_closes_the_own_account(house: House) -> None:
    name = make_user(house, "administrator", CITY)
    own = actor_of(house, name)
    with house.app.app_context():
        with pytest.raises(RuleBroken):
            disable_account(own, name, now=NOW)
        assert token(name)


def test_an_unknown_account_is_missing(house: House) -> None:
    with house.app.app_context(), pytest.raises(Missing):
        disable_account(SYSTEM, "nobody", now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_keep_accounts(house: House, role: Role) -> None:
    actor = an_actor(role, user_id=1)
    with house.app.app_context():
        add_account(SYSTEM, NEW, now=NOW)
        for act in (
            lambda: add_account(actor, replace(NEW, username="x1"), now=NOW),
            lambda: list_accounts(actor, now=NOW),
            lambda: disable_account(actor, "le.lan", now=NOW),
        ):
            with pytest.raises(Denied):
                act()
        assert len(list_accounts(SYSTEM, now=NOW)) == 1


@pytest.mark.parametrize("role", Role)
def test_a_role_with_content_waits_when_an_administrator_gives_it(house: House, role: Role) -> None:
    admin = actor_of(house, make_user(house, "administrator", CITY))
    with house.app.app_context():
        unit = CITY if role in CITY_ROLES else NINH_KIEU
        made = add_account(admin, replace(NEW, role=role, area_code=unit), now=NOW)
        # An agency's account opens nothing until a supervisor ties it to an agency.
        alone = {Role.STATISTICIAN, Role.COLLABORATOR, Role.AUDITOR, Role.AGENCY}
        assert made.waits is (role not in alone)
        known = {account.username: account.roles for account in list_accounts(admin, now=NOW)}
        assert bool(known["le.lan"]) is not made.waits
        assert token("le.lan")  # the account is there, and opens nothing yet


def test_the_machines_operator_makes_two_administrators_alone_and_no_third(house: House) -> None:
    system = operator(production=True)
    with house.app.app_context():
        waits = [
            add_account(
                system,
                replace(NEW, username=f"qt{n}", role="administrator", area_code=CITY),
                now=NOW,
            ).waits
            for n in range(3)
        ]
        assert waits == [False, False, True]
        disable_account(system, "qt0", now=NOW)
        assert administrators(db.session(), local_day(NOW)) == 1
        again = replace(NEW, username="qt9", role="administrator", area_code=CITY)
        assert not add_account(system, again, now=NOW).waits  # the way back for who lost the keys
        assert add_account(system, NEW, now=NOW).waits


def test_a_password_handed_over_is_changed_at_the_first_sign_in(house: House) -> None:
    demands = Demands(first_password=True)
    with house.app.app_context():
        for username, handed_over in (("le.lan", True), ("quan.tri", False)):
            add_account(SYSTEM, replace(NEW, username=username, handed_over=handed_over), now=NOW)
            entry = sign_in(
                username, PASSWORD, caller=Caller("1.2.3.4"), clock=NOW, demands=demands
            )
            assert (entry.stage == Stage.PASSWORD) is handed_over


def test_a_closed_account_takes_what_waits_along(house: House) -> None:
    admin = actor_of(house, make_user(house, "administrator", CITY))
    with house.app.app_context():
        add_account(admin, NEW, now=NOW)
        disable_account(admin, "le.lan", now=NOW)
        assert db.session.scalars(select(AccountChange.outcome)).all() == ["refused"]

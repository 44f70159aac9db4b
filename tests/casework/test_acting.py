"""Acting for a user at the machine: password and code in production, counted, one use each."""

from __future__ import annotations

import pytest

from caseapp.casework.acting import Proof, actor_named, tell_of
from caseapp.casework.limits import TRIES, Caller, Refused
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Held, nothing_written
from caseapp.casework.sign_in import sign_in
from caseapp.rules.access import Actor, Role
from caseapp.rules.stages import Demands
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW, House
from tests.factories.signing import ALL, STEP, code_at, give_factor, must_change
from tests.factories.web import PASSWORD, make_user


@pytest.fixture
def secret(house: House) -> str:
    make_user(house, "officer", username="canbo")
    return give_factor(house, "canbo")[0]


def may_act(username: str = "canbo", password: str = PASSWORD, code: str = "", at: int = 0) -> bool:
    proof = Proof(password, code, NOW + at * STEP, ALL)
    try:
        actor = actor_named(username, proof, operator="root")
    except RuleBroken as broken:
        return "unknown, closed, or wrong password or code" not in str(broken)
    return actor.label == f"operator root for user:{actor.user_id}"


def test_outside_production_nothing_is_asked(house: House, secret: str) -> None:
    with house.app.app_context():
        actor = actor_named(" CANBO ", None)
        assert actor.roles(local_day(NOW)) == {Role.OFFICER}
        with pytest.raises(RuleBroken, match="unknown, closed"):
            actor_named("nobody", None)


def test_password_and_code_are_asked_and_the_code_serves_once(house: House, secret: str) -> None:
    with house.app.app_context():
        code = code_at(secret, NOW)
        assert not may_act()
        assert not may_act(password="wrong password", code=code)
        assert not may_act("nobody", code=code)
        assert may_act(code=code)
        assert not may_act(code=code)


def test_who_lacks_a_second_factor_or_an_own_password_cannot_act(house: House) -> None:
    name = make_user(house, "officer")
    with house.app.app_context():
        assert not may_act(name)
        proof = Proof(PASSWORD, "", NOW, Demands())
        assert actor_named(name, proof).user_id == 1  # where none is asked for
    must_change(house, name)
    secret, _ = give_factor(house, name)
    with house.app.app_context():
        assert not may_act(name, code=code_at(secret, NOW))


def test_the_terminal_has_ten_tries_and_nobody_outside_takes_them(
    house: House, secret: str
) -> None:
    with house.app.app_context():
        for at in range(TRIES):
            with pytest.raises(Refused):
                sign_in("canbo", "wrong password", caller=Caller(f"198.51.100.{at}"), clock=NOW)
        assert not any(may_act(code="000000") for _ in range(TRIES - 1))
        assert may_act(code=code_at(secret, NOW))
        assert not may_act(code="000000")
        assert not may_act(code=code_at(secret, NOW + STEP), at=1)
        assert may_act(code=code_at(secret, NOW + 31 * STEP), at=31)


def test_the_owner_and_the_supervisors_of_the_unit_are_told_each_time(house: House) -> None:
    names = {
        role: make_user(house, role, unit)
        for role, unit in (("officer", "31135"), ("supervisor", "92"), ("chair", "31135"))
    }
    elsewhere = make_user(house, "supervisor", "31120")
    other = make_user(house, "supervisor", "31135")
    with house.app.app_context():
        actors = {name: actor_named(name, None) for name in (*names.values(), elsewhere, other)}
        officer = actor_named(names["officer"], None, operator="root")
        tell_of(officer, "print", now=NOW)
        tell_of(officer, "print", now=NOW + STEP)

        def told(name: str) -> list[tuple[str, str, str]]:
            return [(v.kind, v.detail, v.who) for v in list_own(actors[name], now=NOW + STEP)]

        assert told(names["officer"]) == [("acted_for_you", "print", "")] * 2
        another = [("acted_for_another", "print", officer.name)] * 2
        assert told(names["supervisor"]) == told(other) == another
        assert told(names["chair"]) == told(elsewhere) == []


def test_a_supervisor_acted_for_is_told_once_and_whoever_has_no_role_as_well(house: House) -> None:
    boss, second = (make_user(house, "supervisor", "92") for _ in range(2))
    with house.app.app_context():
        actor = actor_named(boss, None, operator="root")
        tell_of(actor, "export", now=NOW)
        assert [view.kind for view in list_own(actor, now=NOW)] == ["acted_for_you"]
        others = list_own(actor_named(second, None), now=NOW)
        assert [view.kind for view in others] == ["acted_for_another"]
        tell_of(Actor(actor.user_id, "roleless", (), operated_by="root"), "export", now=NOW + STEP)
        assert len(list_own(actor, now=NOW + STEP)) == 2


def test_what_cannot_be_told_is_not_done(house: House) -> None:
    name = make_user(house, "officer")
    with house.app.app_context():
        actor = actor_named(name, None, operator="root")
        with nothing_written(), pytest.raises(Held):
            tell_of(actor, "print", now=NOW)

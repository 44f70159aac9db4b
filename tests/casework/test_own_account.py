"""The own account: the password proves who changes it, other sessions end, changes are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.account_changes import RoleEntry, ask_password, ask_role, decide, end_role
from caseapp.casework.limits import TRIES, Caller, Refused
from caseapp.casework.outcomes import Missing
from caseapp.casework.own_account import (
    At,
    acknowledge,
    change_password,
    end_session,
    has_untold,
    read_own,
    renew_codes,
    set_up,
    untold,
)
from caseapp.casework.second_factor import Offer
from caseapp.casework.sessions import person_of
from caseapp.casework.sign_in import enter_code, offer
from caseapp.rules.access import Actor
from caseapp.rules.stages import Demands
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.accounts import Staff, make_staff, waiting
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.signing import ALL, HERE, STEP, code_at, entered
from tests.factories.web import CAI_KHE, CITY, PASSWORD

NEW = "a sentence of my own"
TODAY = local_day(NOW)


@pytest.fixture
def staff(house: House) -> Staff:
    return make_staff(house)


def at(token: str = "", moment: int = 0) -> At:
    return At(token, HERE, NOW + moment * STEP, NOW)


def opened() -> str:
    return entered("canbo", demands=Demands()).token


def alive(*tokens: str) -> list[bool]:
    return [person_of(token, clock=NOW, now=NOW) is not None for token in tokens]


def test_a_new_password_needs_the_old_and_ends_the_other_sessions(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        own, other = opened(), opened()
        for current, new, field in (
            ("not it, surely", NEW, "current"),
            (PASSWORD, "short", "password"),
            (PASSWORD, PASSWORD, "password"),
        ):
            with pytest.raises(RuleBroken) as broken:
                change_password(staff.officer, current, new, at(own))
            assert broken.value.field == field
        assert alive(own, other) == [True, True]
        change_password(staff.officer, PASSWORD, NEW, at(own))
        assert alive(own, other) == [True, False]
        with pytest.raises(Refused):
            entered("canbo")
        assert entered("canbo", password=NEW)


def test_guessing_the_password_of_a_session_left_open_is_counted(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        own = opened()
        for _ in range(TRIES):
            with pytest.raises(RuleBroken, match="not your password"):
                change_password(staff.officer, "a guess", NEW, at(own))
        with pytest.raises(RuleBroken, match="15 minutes"):
            change_password(staff.officer, PASSWORD, NEW, at(own))


def offered(token: str) -> Offer:
    return offer(token, clock=NOW)


def set_up_own(actor: Actor, token: str, moment: int = 0) -> tuple[str, tuple[str, ...]]:
    secret = offered(token).secret
    code = code_at(secret, NOW + moment * STEP)
    return secret, set_up(actor, PASSWORD, code, at(token, moment))


def test_a_second_factor_is_set_up_and_replaced_by_who_knows_the_password(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        own, other = opened(), opened()
        secret = offered(own).secret
        for current, code, field in (
            ("a guess at it", code_at(secret, NOW), "current"),
            (PASSWORD, "000000", "code"),
        ):
            with pytest.raises(RuleBroken) as broken:
                set_up(staff.officer, current, code, at(own))
            assert broken.value.field == field
        assert not read_own(staff.officer, at(own)).has_factor
        secret, codes = set_up_own(staff.officer, own)
        assert len(codes) == 10
        assert alive(own, other) == [True, False]
        view = read_own(staff.officer, at(own))
        assert (view.has_factor, view.codes_left) == (True, 10)
        assert view.sessions[0].strong
        newer, _ = set_up_own(staff.officer, own, moment=2)
        assert newer != secret
        entry = entered("canbo")
        around = {"caller": HERE, "clock": NOW + 4 * STEP, "demands": ALL}
        for code in (code_at(secret, NOW + 4 * STEP), codes[0]):
            with pytest.raises(Refused):
                enter_code(entry.token, code, **around)  # type: ignore[arg-type]
        code = code_at(newer, NOW + 4 * STEP)
        assert enter_code(entry.token, code, **around).stage is None  # type: ignore[arg-type]


def test_recovery_codes_are_made_anew(house: House, staff: Staff) -> None:
    with house.app.app_context():
        own = opened()
        with pytest.raises(RuleBroken, match="first"):
            renew_codes(staff.officer, PASSWORD, at(own))
        _, old = set_up_own(staff.officer, own)
        with pytest.raises(RuleBroken, match="not your password"):
            renew_codes(staff.officer, "a guess at it", at(own))
        assert not set(renew_codes(staff.officer, PASSWORD, at(own))) & set(old)
        assert read_own(staff.officer, at(own)).codes_left == 10


def test_own_sessions_are_listed_and_ended_and_nobody_elses(house: House, staff: Staff) -> None:
    with house.app.app_context():
        own, second, third = opened(), opened(), opened()
        theirs = entered("giamsat", demands=Demands()).token
        seen = read_own(staff.officer, at(own)).sessions
        assert [session.own for session in seen] == [False, False, True]
        end_session(staff.officer, seen[0].number, at(own))
        assert alive(own, second, third) == [True, True, False]
        with pytest.raises(Missing):
            end_session(staff.officer, 4, at(own))
        end_session(staff.officer, None, at(own))
        assert alive(own, second, theirs) == [True, False, True]


def test_what_others_changed_is_told_until_it_was_read(house: House, staff: Staff) -> None:
    with house.app.app_context():
        own = opened()
        assert not has_untold(own, clock=NOW)
        ask_role(staff.asker, "canbo", RoleEntry("chair", CAI_KHE, TODAY, None), now=NOW)
        assert untold(staff.officer, now=NOW) == ()  # it does not hold yet
        decide(staff.second, waiting(staff.second), agree=True, now=NOW)
        ask_role(staff.asker, "canbo", RoleEntry("statistician", CITY, TODAY, None), now=NOW)
        assert has_untold(own, clock=NOW)
        first, last = untold(staff.officer, now=NOW)
        assert (first.asked_by, first.decided_by) == ("Người dùng asker", "Người dùng second")
        assert (last.kind, last.outcome) == ("role", "done")
        acknowledge(staff.supervisor, {first.number, last.number}, now=NOW)  # not hers to put away
        end_role(staff.asker, "canbo", 4, TODAY + timedelta(days=5), now=NOW)
        acknowledge(staff.officer, {first.number, last.number}, now=NOW)
        assert [change.kind for change in untold(staff.officer, now=NOW)] == ["role_end"]
        assert read_own(staff.officer, at(own)).untold == 1


def test_a_reset_by_the_machine_is_told_as_well(house: House, staff: Staff) -> None:
    with house.app.app_context():
        ask_password(SYSTEM, "canbo", NEW, now=NOW)
        (change,) = untold(staff.officer, now=NOW)
        assert (change.kind, change.asked_by, change.outcome) == ("password", "", "done")
        assert not has_untold("no such session", clock=NOW)


def test_a_strange_place_has_no_part_in_it(house: House, staff: Staff) -> None:
    with house.app.app_context():
        own = opened()
        elsewhere = At(own, Caller("203.0.113.9"), NOW, NOW)
        change_password(staff.officer, PASSWORD, NEW, elsewhere)
        assert alive(own) == [True]

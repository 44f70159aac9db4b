"""Changes of accounts: who asks, who decides, what waits, and what is never done to the own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.account_changes import (
    RoleEntry,
    ask_password,
    ask_role,
    ask_second_factor,
    ask_unit,
    decide,
    end_role,
)
from caseapp.casework.accounts import disable_account
from caseapp.casework.limits import Refused
from caseapp.casework.outcomes import Missing
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.records.users import AccountChange
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.accounts import MACHINE, Staff, grants, make_staff, waiting
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.signing import entered, give_factor
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, PASSWORD

TODAY = local_day(NOW)
DAY = timedelta(days=1)
OTHER = "another good one"
MINE = ("officer", 31135, "2026-11-23", "")


@pytest.fixture
def staff(house: House) -> Staff:
    return make_staff(house)


def chair(code: str = CAI_KHE, since: int = 0, until: int | None = None) -> RoleEntry:
    ends = None if until is None else TODAY + until * DAY
    return RoleEntry("chair", code, TODAY + since * DAY, ends)


def test_a_role_with_content_waits_for_a_second_person(house: House, staff: Staff) -> None:
    with house.app.app_context():
        assert ask_role(staff.asker, "canbo", chair(until=30), now=NOW)
        assert grants() == [MINE]
        decide(staff.second, waiting(staff.second), agree=True, now=NOW + DAY)
        # It was agreed to a day later, and holds from then on.
        assert grants() == [MINE, ("chair", 31120, "2026-11-24", "2026-12-23")]


def test_a_role_without_content_holds_at_once(house: House, staff: Staff) -> None:
    entry = RoleEntry("statistician", CITY, TODAY, None)
    with house.app.app_context():
        assert not ask_role(staff.asker, "canbo", entry, now=NOW)
        assert grants() == [MINE, ("statistician", 92, "2026-11-23", "")]
        assert ask_role(
            staff.asker, "canbo", RoleEntry("administrator", CITY, TODAY, None), now=NOW
        )


def test_a_refused_role_is_not_given(house: House, staff: Staff) -> None:
    with house.app.app_context():
        ask_role(staff.asker, "canbo", chair(), now=NOW)
        number = waiting(staff.supervisor)
        decide(staff.supervisor, number, agree=False, now=NOW)
        assert grants() == [MINE]
        with pytest.raises(RuleBroken, match="decided in the meantime"):
            decide(staff.second, number, agree=True, now=NOW)


def test_neither_asker_nor_owner_is_a_second_person(house: House, staff: Staff) -> None:
    with house.app.app_context():
        ask_role(staff.asker, "giamsat", chair(), now=NOW)
        number = waiting(staff.second)
        for who in (staff.asker, staff.supervisor):  # the supervisor may, but not about herself
            with pytest.raises(RuleBroken, match="second person decides"):
                decide(who, number, agree=True, now=NOW)
        for who in (staff.officer, MACHINE):
            with pytest.raises(Denied):
                decide(who, number, agree=True, now=NOW)
        with pytest.raises(Missing):
            decide(staff.second, 999, agree=True, now=NOW)
        decide(staff.second, number, agree=True, now=NOW)


def test_nobody_changes_the_own_account(house: House, staff: Staff) -> None:
    give_factor(house, "asker")
    with house.app.app_context():
        for act in (
            lambda: ask_role(staff.asker, "asker", chair(), now=NOW),
            lambda: ask_unit(staff.asker, "asker", 1, CAI_KHE, TODAY, now=NOW),
            lambda: end_role(staff.asker, "asker", 1, TODAY, now=NOW),
            lambda: ask_password(staff.asker, "asker", OTHER, now=NOW),
            lambda: ask_second_factor(staff.asker, "asker", now=NOW),
        ):
            with pytest.raises(RuleBroken, match="own account"):
                act()
        assert grants("asker") == [("administrator", 92, "2026-11-23", "")]
        assert db.session.query(AccountChange).count() == 0


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_ask(house: House, staff: Staff, role: Role) -> None:
    actor = an_actor(role, user_id=staff.supervisor.user_id)
    with house.app.app_context():
        for act in (
            lambda: ask_role(actor, "canbo", chair(), now=NOW),
            lambda: ask_unit(actor, "canbo", 4, CAI_KHE, TODAY, now=NOW),
            lambda: end_role(actor, "canbo", 4, TODAY, now=NOW),
            lambda: ask_password(actor, "canbo", OTHER, now=NOW),
            lambda: ask_second_factor(actor, "canbo", now=NOW),
        ):
            with pytest.raises(Denied):
                act()


def test_a_change_of_unit_waits_and_then_ends_the_one_before(house: House, staff: Staff) -> None:
    with house.app.app_context():
        assert ask_unit(staff.asker, "canbo", 4, CAI_KHE, TODAY + 3 * DAY, now=NOW)
        assert grants() == [MINE]
        decide(staff.supervisor, waiting(staff.supervisor), agree=True, now=NOW)
        assert grants() == [
            ("officer", 31135, "2026-11-23", "2026-11-26"),
            ("officer", 31120, "2026-11-26", ""),
        ]


def test_a_role_ends_at_once_or_on_a_later_day(house: House, staff: Staff) -> None:
    with house.app.app_context():
        assert not end_role(staff.asker, "canbo", 4, TODAY + 9 * DAY, now=NOW)
        assert grants() == [("officer", 31135, "2026-11-23", "2026-12-02")]
        with pytest.raises(RuleBroken, match="not prolonged"):
            end_role(staff.asker, "canbo", 4, TODAY + 10 * DAY, now=NOW)
        end_role(staff.asker, "canbo", 4, TODAY, now=NOW)
        assert grants() == [("officer", 31135, "2026-11-23", "2026-11-23")]
        with pytest.raises(RuleBroken, match="ended already"):
            end_role(staff.asker, "canbo", 4, TODAY, now=NOW)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (RoleEntry("king", CAI_KHE, TODAY, None), "role"),
        (RoleEntry("officer", NINH_KIEU, TODAY, None), "role"),  # held already
        (RoleEntry("chair", "99999", TODAY, None), "area_code"),
        (RoleEntry("chair", CAI_KHE, TODAY - DAY, None), "valid_from"),
        (RoleEntry("chair", CAI_KHE, TODAY, TODAY), "valid_until"),
    ],
)
def test_what_is_no_role_to_be_given(
    house: House, staff: Staff, entry: RoleEntry, field: str
) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            ask_role(staff.asker, "canbo", entry, now=NOW)
        assert broken.value.field == field


def test_what_is_no_unit_to_move_to(house: House, staff: Staff) -> None:
    with house.app.app_context():
        for code, day, field in (
            (NINH_KIEU, TODAY, "area_code"),
            ("99999", TODAY, "area_code"),
            (CAI_KHE, TODAY - DAY, "valid_from"),
        ):
            with pytest.raises(RuleBroken) as broken:
                ask_unit(staff.asker, "canbo", 4, code, day, now=NOW)
            assert broken.value.field == field
        with pytest.raises(Missing):  # another account's role
            ask_unit(staff.asker, "canbo", 3, CAI_KHE, TODAY, now=NOW)
        with pytest.raises(RuleBroken, match="today or a later day"):
            end_role(staff.asker, "canbo", 4, TODAY - DAY, now=NOW)


def test_the_same_is_asked_for_once(house: House, staff: Staff) -> None:
    give_factor(house, "canbo")
    with house.app.app_context():
        for act in (
            lambda: ask_role(staff.asker, "canbo", chair(), now=NOW),
            lambda: ask_unit(staff.asker, "canbo", 4, CAI_KHE, TODAY, now=NOW),
            lambda: ask_password(staff.asker, "canbo", OTHER, now=NOW),
            lambda: ask_second_factor(staff.asker, "canbo", now=NOW),
        ):
            assert act()
            with pytest.raises(RuleBroken, match="waiting for a second person already"):
                act()


def test_a_new_password_holds_once_agreed_and_leaves_no_hash_behind(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="at least 10"):
            ask_password(staff.asker, "canbo", "short", now=NOW)
        for agree in (False, True):
            ask_password(staff.asker, "canbo", OTHER, now=NOW)
            assert entered("canbo")  # the old one, as long as it waits
            decide(staff.second, waiting(staff.second), agree=agree, now=NOW)
            assert set(db.session.scalars(select(AccountChange.password_hash))) == {""}
        with pytest.raises(Refused):
            entered("canbo")
        assert entered("canbo", password=OTHER).stage == "password"


def test_the_machine_decides_alone_in_a_trial_and_waits_in_production(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        assert ask_password(MACHINE, "canbo", OTHER, now=NOW)
        assert entered("canbo", password=PASSWORD)
        assert ask_role(MACHINE, "canbo", chair(), now=NOW)
        assert not ask_password(SYSTEM, "giamsat", OTHER, now=NOW)
        assert entered("giamsat", password=OTHER)
        assert not ask_role(SYSTEM, "giamsat", chair(), now=NOW)


def test_nothing_is_asked_of_a_closed_or_unknown_account(house: House, staff: Staff) -> None:
    with house.app.app_context():
        disable_account(staff.asker, "canbo", now=NOW)
        with pytest.raises(RuleBroken, match="closed"):
            ask_role(staff.asker, "canbo", chair(), now=NOW)
        with pytest.raises(Missing):
            ask_role(staff.asker, "nobody", chair(), now=NOW)
        with pytest.raises(RuleBroken, match="no second factor"):
            ask_second_factor(staff.asker, "giamsat", now=NOW)


def test_the_log_names_what_was_asked_and_decided_by_numbers_alone(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        ask_role(staff.asker, "canbo", chair(), now=NOW)
        decide(staff.second, waiting(staff.second), agree=True, now=NOW)
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        told = [f"{e.actor} {e.act} {e.subject} {e.area_id} {e.detail}" for e in entries]
        assert told[-1] == (
            'user:2 account.decide user:4 31120 {"decided": "role", "outcome": "approved"}'
        )
        assert 'user:1 account.manage user:4 31120 {"asked": "role", "waits": true}' in told
        assert not any(name in line for line in told for name in ("canbo", "Người dùng"))

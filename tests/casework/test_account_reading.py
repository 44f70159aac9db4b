"""Accounts as they are shown: roles by their days, sessions, what waits and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.account_changes import RoleEntry, ask_role, ask_unit, decide, end_role
from caseapp.casework.account_reading import list_waiting, read_account, read_waiting, revoke
from caseapp.casework.outcomes import Missing
from caseapp.casework.sessions import person_of
from caseapp.rules.access import Denied, Role
from caseapp.rules.stages import Demands
from caseapp.rules.values import local_day
from tests.factories.accounts import MACHINE, Staff, make_staff, waiting
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.signing import entered, give_factor
from tests.factories.web import CAI_KHE, CITY

TODAY = local_day(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def staff(house: House) -> Staff:
    return make_staff(house)


def test_an_account_shows_its_roles_with_units_and_days(house: House, staff: Staff) -> None:
    give_factor(house, "canbo")
    with house.app.app_context():
        for role, unit, since in (("supervisor", CAI_KHE, 3), ("statistician", CITY, 0)):
            entry = RoleEntry(role, unit, TODAY + since * DAY, None)
            ask_role(SYSTEM, "canbo", entry, now=NOW)  # the trial's operator needs nobody else
        end_role(staff.asker, "canbo", 6, TODAY, now=NOW)
        entered("canbo", demands=Demands())
        view = read_account(staff.asker, "CANBO", now=NOW, clock=NOW)
        assert [(role.number, role.unit, role.state) for role in view.roles] == [
            (4, "Phường Ninh Kiều", "now"),
            (5, "Phường Cái Khế", "later"),
            (6, "Thành phố Cần Thơ", "ended"),
        ]
        assert (view.username, view.has_factor, view.disabled) == ("canbo", True, False)
        assert len(view.sessions) == 1
        assert not view.sessions[0].own


def test_what_waits_is_told_with_its_people_and_for_whom_it_is(house: House, staff: Staff) -> None:
    with house.app.app_context():
        ask_unit(staff.asker, "canbo", 4, CAI_KHE, TODAY, now=NOW)
        ask_role(MACHINE, "second", RoleEntry("chair", CAI_KHE, TODAY, None), now=NOW)
        moved, given = list_waiting(staff.second, now=NOW)
        assert (moved.unit_before, moved.unit) == ("Phường Ninh Kiều", "Phường Cái Khế")
        assert (moved.asked_by, given.asked_by) == ("Người dùng asker", "")
        assert (moved.to_decide, given.to_decide) == (True, False)  # the other is about herself
        assert read_waiting(staff.asker, moved.number, now=NOW).to_decide is False
        assert [view.number for view in read_account(
            staff.asker, "canbo", now=NOW, clock=NOW).waiting] == [moved.number]  # fmt: skip
        decide(staff.second, moved.number, agree=True, now=NOW)
        with pytest.raises(Missing):
            read_waiting(staff.second, moved.number, now=NOW)
        assert waiting(staff.asker) == given.number


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_reads_accounts(house: House, staff: Staff, role: Role) -> None:
    actor = an_actor(role, user_id=1)
    with house.app.app_context():
        with pytest.raises(Denied):
            read_account(actor, "canbo", now=NOW, clock=NOW)
        with pytest.raises(Denied):
            revoke(actor, "canbo", None, now=NOW, clock=NOW)
        if role != Role.SUPERVISOR:
            with pytest.raises(Denied):
                list_waiting(actor, now=NOW)


def test_an_administrator_ends_one_session_or_all(house: House, staff: Staff) -> None:
    with house.app.app_context():
        tokens = [entered("canbo", demands=Demands()).token for _ in range(3)]
        own = entered("giamsat", demands=Demands()).token
        view = read_account(staff.asker, "canbo", now=NOW, clock=NOW)
        revoke(staff.asker, "canbo", view.sessions[0].number, now=NOW, clock=NOW)
        alive = [bool(person_of(token, clock=NOW, now=NOW)) for token in tokens]
        assert sorted(alive) == [False, True, True]
        with pytest.raises(Missing):  # a session of somebody else
            revoke(staff.asker, "canbo", 4, now=NOW, clock=NOW)
        revoke(staff.asker, "canbo", None, now=NOW, clock=NOW)
        assert not any(person_of(token, clock=NOW, now=NOW) for token in tokens)
        assert person_of(own, clock=NOW, now=NOW)
        with pytest.raises(Missing):
            read_account(staff.asker, "nobody", now=NOW, clock=NOW)

"""What a change does once it holds: sessions end, what waited too long is not given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.account_changes import (
    RoleEntry,
    ask_password,
    ask_role,
    ask_second_factor,
    ask_unit,
    decide,
    end_role,
)
from caseapp.casework.sessions import Person, person_of
from caseapp.records.db import db
from caseapp.records.users import KnownBrowser, RecoveryCode, User
from caseapp.rules.stages import Demands
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.accounts import Staff, grants, make_staff, waiting
from tests.factories.house import NOW, House
from tests.factories.signing import entered, give_factor
from tests.factories.web import CAI_KHE, CITY

TODAY = local_day(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def staff(house: House) -> Staff:
    return make_staff(house)


def test_a_new_password_ends_the_sessions_and_forgets_the_browsers(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        held = entered("canbo", demands=Demands())
        ask_password(staff.asker, "canbo", "another good one", now=NOW)
        assert isinstance(person_of(held.token, clock=NOW, now=NOW), Person)
        decide(staff.second, waiting(staff.second), agree=True, now=NOW)
        assert person_of(held.token, clock=NOW, now=NOW) is None
        assert db.session.query(KnownBrowser).count() == 0
        assert db.session.query(User).filter_by(username="canbo").one().must_change_password


def test_a_second_factor_taken_away_is_set_up_anew(house: House, staff: Staff) -> None:
    give_factor(house, "canbo")
    with house.app.app_context():
        assert entered("canbo").stage == "code"
        ask_second_factor(staff.asker, "canbo", now=NOW)
        assert entered("canbo").stage == "code"
        decide(staff.supervisor, waiting(staff.supervisor), agree=True, now=NOW)
        assert entered("canbo").stage == "second-factor"
        assert db.session.query(RecoveryCode).count() == 0


def test_a_role_whose_days_have_passed_is_not_given(house: House, staff: Staff) -> None:
    entry = RoleEntry("chair", CAI_KHE, TODAY, TODAY + DAY)
    with house.app.app_context():
        ask_role(staff.asker, "canbo", entry, now=NOW)
        number = waiting(staff.second)
        with pytest.raises(RuleBroken, match="have passed"):
            decide(staff.second, number, agree=True, now=NOW + DAY)
        decide(staff.second, number, agree=False, now=NOW + DAY)
        assert len(grants()) == 1


def test_a_role_given_in_the_meantime_is_not_given_twice(house: House, staff: Staff) -> None:
    with house.app.app_context():
        ask_unit(staff.asker, "canbo", 4, CAI_KHE, TODAY, now=NOW)
        first = waiting(staff.second)
        ask_role(
            staff.asker, "canbo", RoleEntry("officer", CAI_KHE, TODAY + 9 * DAY, None), now=NOW
        )
        decide(staff.second, first + 1, agree=True, now=NOW)
        with pytest.raises(RuleBroken, match="holds this role"):
            decide(staff.second, first, agree=True, now=NOW)


def test_a_role_that_ended_while_its_move_waited_moves_no_further(
    house: House, staff: Staff
) -> None:
    with house.app.app_context():
        ask_unit(staff.asker, "canbo", 4, CAI_KHE, TODAY + 5 * DAY, now=NOW)
        end_role(staff.asker, "canbo", 4, TODAY + 2 * DAY, now=NOW)
        with pytest.raises(RuleBroken, match="have passed"):
            decide(staff.second, waiting(staff.second), agree=True, now=NOW)
        assert grants() == [("officer", 31135, "2026-11-23", "2026-11-25")]


def test_a_role_to_come_can_be_called_off(house: House, staff: Staff) -> None:
    entry = RoleEntry("statistician", CITY, TODAY + 9 * DAY, None)
    with house.app.app_context():
        ask_role(staff.asker, "canbo", entry, now=NOW)
        end_role(staff.asker, "canbo", 5, TODAY, now=NOW)
        assert grants()[1] == ("statistician", 92, "2026-12-02", "2026-12-02")

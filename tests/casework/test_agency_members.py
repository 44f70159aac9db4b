"""Who speaks for an agency: tied by the supervisor, with a role that the administrator gave."""

from __future__ import annotations

import pytest

from caseapp.casework.agency_members import read_members, tie_member
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import add_agency
from tests.factories.web import CITY, make_user


def test_only_accounts_with_the_role_are_offered_and_taken_once(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    add_agency(house)
    able, other = make_user(house, "agency"), make_user(house, "statistician")
    with house.app.app_context():
        assert [name for name, _ in read_members(supervisor, 1, now=NOW).offered] == [able]
        assert tie_member(supervisor, 1, able, now=NOW) == "1"
        view = read_members(supervisor, 1, now=NOW)
        assert ([row.username for row in view.members], view.offered) == ([able], [])
        for username in (able, other, "nobody"):
            with pytest.raises(RuleBroken) as broken:
                tie_member(supervisor, 1, username, now=NOW)
            assert broken.value.field == "username"
        with pytest.raises(Missing):
            tie_member(supervisor, 99, able, now=NOW)


def test_nobody_else_ties_one(house: House) -> None:
    add_agency(house)
    officer = officer_of(house)
    with house.app.app_context(), pytest.raises(Denied):
        read_members(officer, 1, now=NOW)

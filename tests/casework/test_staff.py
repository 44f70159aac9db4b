"""A name for whoever did something, and who holds which role where."""

from __future__ import annotations

from datetime import timedelta

from caseapp import desk
from caseapp.casework.accounts import NewAccount, add_account, disable_account
from caseapp.casework.staff import holding, name_of
from caseapp.rules.access import Act, Role
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_ID
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, PASSWORD, make_user


def test_an_account_has_its_name_and_nobody_has_none(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context(), desk.reading(officer, Act.CASE_LIST, now=NOW) as door:
        assert name_of(door, officer.user_id) == officer.name
        assert name_of(door, None) == ""
        assert name_of(door, 9_999) == ""


def test_people_stand_in_the_order_of_a_vietnamese_list(house: House) -> None:
    names = ["Trần Văn Đức", "Đỗ Thị Dung", "Dương Văn Ân", "Phạm Thị An"]
    with house.app.app_context():
        for number, name in enumerate(names):
            new = NewAccount(f"cb{number}", name, PASSWORD, "officer", "31135", handed_over=False)
            add_account(SYSTEM, new, now=NOW)
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW) as door:
            found = [user.full_name for user, _ in holding(door, [Role.OFFICER], [31135])]
    assert found == sorted(names, key=name_order)
    assert found != sorted(names)


def test_who_holds_a_role_where_and_today(house: House) -> None:
    chair, both = make_user(house, "chair"), make_user(house, "supervisor", "92")
    for role, unit in (("chair", CAI_KHE), ("officer", None), ("statistician", None)):
        make_user(house, role, unit)
    gone = make_user(house, "chair")
    with house.app.app_context():
        disable_account(SYSTEM, gone, now=NOW)
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW) as door:
            roles = [Role.CHAIR, Role.SUPERVISOR]
            found = [user.username for user, _ in holding(door, roles, [31135, CITY_ID])]
            assert sorted(found) == sorted([chair, both])
            assert [u.username for u, _ in holding(door, roles, [31135])] == [chair]
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW - timedelta(days=1)) as door:
            assert holding(door, roles, [31135, CITY_ID]) == []  # their roles begin today

"""Every role has an account, and every ward of the dozen its officer and its chair."""

from __future__ import annotations

from caseapp.casework.acting import actor_named
from caseapp.records.passwords import fits
from caseapp.rules.access import WARD_ROLES, Act, Role, may
from caseapp.upkeep.demo import accounts
from caseapp.upkeep.demo.wards import DOZEN
from tests.upkeep.demo.conftest import Demo


def test_every_role_is_there_and_every_ward_has_officer_and_chair(demo: Demo) -> None:
    assert {account.role for account in demo.made.accounts} == set(Role)
    rows = demo.ask("SELECT role, area_id FROM role_grants")
    for role in ("officer", "chair"):
        assert {area for held, area in rows if held == role} == set(DOZEN)
    assert {area for held, area in rows if held == "collaborator"} == {DOZEN[0]}
    assert {area for held, area in rows if held not in WARD_ROLES} == {92}


def test_the_names_of_the_brief_are_there() -> None:
    names = accounts.usernames()
    assert {"canbo.ninhkieu", "chutich.ninhkieu", "giamsat", "thongke", "quantri"} <= set(names)
    assert len(names) == len(set(names)) == 33


def test_the_printed_password_fits_every_account(demo: Demo) -> None:
    hashes = {row[0] for row in demo.ask("SELECT password_hash FROM users")}
    assert len(hashes) == 1  # hashed once: 31 times would take seconds
    assert fits(hashes.pop(), accounts.PASSWORD)


def test_an_officer_acts_in_the_own_ward_only(demo: Demo) -> None:
    with demo.house.app.app_context():
        officer = actor_named("canbo.ninhkieu", None)
    assert may(officer, Act.REPORT_LOG, demo.today, 31135)
    assert not may(officer, Act.REPORT_LOG, demo.today, 31120)


def test_accounts_say_where_they_work(demo: Demo) -> None:
    by_name = {account.username: account for account in demo.made.accounts}
    assert by_name["chutich.trande"].unit == "Xã Trần Đề"
    assert by_name["giamsat"].unit == "Thành phố Cần Thơ"

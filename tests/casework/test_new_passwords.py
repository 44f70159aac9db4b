"""A new password: long enough, hard to guess, and not the one before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.account_changes import ask_password
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.new_passwords import hash_of_new, known_of
from caseapp.casework.own_account import At, change_password
from caseapp.casework.sign_in import change_first_password
from caseapp.records.passwords import fits
from caseapp.records.users import User
from caseapp.rules.stages import Demands
from caseapp.rules.values import RuleBroken
from tests.factories.accounts import make_staff
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.signing import HERE, entered
from tests.factories.web import CAI_KHE, PASSWORD, make_user

LONG = "a boat on the river at noon, and nobody in it but a heron asleep"


@pytest.mark.parametrize(("length", "good"), [(0, False), (9, False), (10, True), (64, True)])
def test_ten_characters_are_enough(length: int, good: bool) -> None:
    if good:
        assert fits(hash_of_new(LONG[:length]), LONG[:length])
        return
    with pytest.raises(RuleBroken) as broken:
        hash_of_new(LONG[:length], field="here")
    assert broken.value.field == "here"


def test_the_same_again_is_no_new_password() -> None:
    before = hash_of_new("a sentence of mine")
    with pytest.raises(RuleBroken, match="other than"):
        hash_of_new("a sentence of mine", before)
    assert fits(hash_of_new("another sentence", before), "another sentence")


def test_what_is_easily_guessed_names_its_field() -> None:
    for guessed, said in (("password123", "used by many"), ("le.lan.cai.khe", "your name")):
        with pytest.raises(RuleBroken, match=said) as broken:
            hash_of_new(guessed, about=("le.lan", "Lê Lan", "Phường Cái Khế"), field="here")
        assert broken.value.field == "here"


def test_of_an_account_its_names_and_units_are_known(house: House) -> None:
    make_user(house, "officer", CAI_KHE, username="canbo")
    with house.app.app_context(), desk.ledger() as session:
        user = session.scalars(select(User)).one()
        assert known_of(user) == ("canbo", "Người dùng canbo", "Phường Cái Khế")
        assert known_of(None) == ()


def test_every_way_to_a_new_password_asks_for_one_that_is_hard_to_guess(house: House) -> None:
    staff = make_staff(house)
    own = At("", HERE, NOW, NOW)
    with house.app.app_context():
        token = entered("canbo", demands=Demands()).token
        new = NewAccount("le.lan", "Lê Lan", "Le-Lan-2026", "officer", "31135")
        ways: tuple[Callable[[], object], ...] = (
            lambda: add_account(SYSTEM, new, now=NOW),
            lambda: ask_password(staff.asker, "CanBo ", "nguoidung.canbo", now=NOW),
            lambda: change_password(staff.officer, PASSWORD, "nguoidung.canbo", own),
            lambda: change_first_password(token, "nguoidung.canbo", caller=HERE, clock=NOW),
        )
        for way in ways:
            with pytest.raises(RuleBroken, match="more than your name"):
                way()

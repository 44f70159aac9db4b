"""While an erasure waits no record of the child is joined to another or parted, and the reverse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.erasures import (
    decide_erasure,
    propose_erasure,
    refuse_erasure,
    withdraw_erasure,
)
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.erasures import ASKED, FRESH
from tests.factories.house import NOW, House
from tests.factories.merges import Two, two_wards, undo
from tests.factories.web import CITY, make_user


def propose(two: Two, code: str) -> int:
    with two.house.app.app_context():
        return propose_erasure(two.supervisor, code, replace(ASKED, request=""), now=NOW)


@pytest.mark.parametrize("which", ["first", "second"])
def test_no_merge_is_asked_while_one_of_the_two_is_to_be_erased(house: House, which: str) -> None:
    two = two_wards(house)
    code = two.first if which == "first" else two.second
    number = propose(two, code)
    with pytest.raises(RuleBroken) as refused:
        two.ask()
    own = f"An erasure of the file {code} is proposed: that is decided on first"
    neutral = "These records cannot be joined or parted now: ask a supervisor of the city"
    assert str(refused.value) == (own if which == "first" else neutral)
    with house.app.app_context():
        withdraw_erasure(two.supervisor, number, now=NOW)
    two.ask()
    with pytest.raises(RuleBroken, match="merge with another child"):
        propose(two, code)


def test_nor_decided_if_it_was_asked_in_the_same_moment(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = two_wards(house)
    number = two.agreed()
    with monkeypatch.context() as without:
        without.setattr("caseapp.casework.erasures.insist_nothing_runs", lambda _: None)
        propose(two, two.second)
    with pytest.raises(RuleBroken, match=f"file {two.second} is proposed"):
        two.decide(number)


def test_nor_undone(house: House) -> None:
    two = two_wards(house)
    number = two.merge()
    propose(two, two.first)
    with pytest.raises(RuleBroken, match=f"file {two.first} is proposed"):
        undo(two, number)


def test_a_file_joined_to_another_since_is_not_erased(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = two_wards(house)
    second = actor_of(house, make_user(house, "supervisor", CITY))
    number = propose(two, two.second)
    monkeypatch.setattr("caseapp.casework.merge_asking.insist_none_proposed", lambda *_, **__: None)
    monkeypatch.setattr("caseapp.casework.merging.insist_none_proposed", lambda *_, **__: None)
    two.merge()
    with house.app.app_context():
        for decide in (
            lambda: refuse_erasure(second, number, answer="Giữ lại", now=NOW),
            lambda: decide_erasure(
                second, number, proceedings=False, complaint=False, now=NOW, fresh=FRESH
            ),
        ):
            with pytest.raises(RuleBroken, match="joined to another since"):
                decide()
        assert read_child(two.own, two.first, now=NOW).full_name == "Đỗ Thị Hòa"

"""Who may ask for a merge, who is asked, what each of them sees, and who must not learn of it."""

from __future__ import annotations

import pytest

from caseapp.casework.children import register_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.merge_asking import ask_merge, list_merges, read_merge, say
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.merges import two_wards
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, make_user


def told(house: House, actor: Actor) -> list[str]:
    with house.app.app_context():
        return [notice.kind for notice in list_own(actor, now=NOW)]


def test_the_other_units_officer_is_asked_and_then_the_supervisor(house: House) -> None:
    two = two_wards(house)
    number = two.ask()
    with house.app.app_context():
        theirs = read_merge(two.other, number, now=NOW)
        mine = read_merge(two.own, number, now=NOW)
    assert [side.seen for side in theirs.sides] == [False, True]
    assert theirs.sides[0].full_name == ""
    assert theirs.reasons == ()  # what is alike would tell of the other child
    assert [word.agrees for word in mine.words] == [None, True]
    assert (len(theirs.own_units), mine.own_units) == (1, ())
    assert told(house, two.other) == ["merge_asked"]
    assert told(house, two.supervisor) == []
    with house.app.app_context():
        say(two.other, number, agrees=True, note="", now=NOW)
        with pytest.raises(Missing):  # once is enough
            say(two.other, number, agrees=False, note="Không phải", now=NOW)
        assert read_merge(two.supervisor, number, now=NOW).ready
    assert told(house, two.other) == []
    assert told(house, two.supervisor) == ["merge_ready"]


def test_a_stranger_learns_nothing_of_a_merge(house: House) -> None:
    two = two_wards(house)
    number = two.ask()
    stranger = officer_of(house, "31150")
    with house.app.app_context():
        assert list_merges(stranger, now=NOW) == []
        with pytest.raises(Missing):
            read_merge(stranger, number, now=NOW)
        with pytest.raises(Missing):
            say(stranger, number, agrees=True, note="", now=NOW)


def test_a_protected_child_is_as_missing_as_one_that_never_was(house: House) -> None:
    two = two_wards(house)
    with house.app.app_context():
        name = make_user(house, "officer", CAI_KHE)
        mark_conflict(SUPERVISOR, "child", two.second, username=name, reason="x", now=NOW)
        words = []
        for code in (two.second, "TE-26-ZZZZZZZZ"):
            with pytest.raises(RuleBroken) as refused:
                ask_merge(two.own, two.first, code, reason="Cùng một trẻ", now=NOW)
            words.append((refused.value.message, refused.value.field, refused.value.params))
        assert words[0] == words[1]
        # The supervisor asks for it; the unit that does not know the child is not asked.
        number = ask_merge(two.supervisor, two.first, two.second, reason="Một trẻ", now=NOW)
        assert [word.unit for word in read_merge(two.supervisor, number, now=NOW).words] == [
            "Phường Cái Khế"
        ]
        with pytest.raises(Missing):
            read_merge(two.own, number, now=NOW)
        # Nor does another request tell them that their child is one of two.
        third = register_child(two.own, a_child(full_name="Đỗ Hòa"), now=NOW)
        assert ask_merge(two.own, two.first, third, reason="Một trẻ", now=NOW) != number
    assert told(house, two.own) == []


def test_from_whom_one_is_kept_a_merge_is_kept_as_well(house: House) -> None:
    two = two_wards(house)
    name = make_user(house, "officer")
    marked = actor_of(house, name)
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "child", two.first, username=name, reason="x", now=NOW)
        number = ask_merge(two.supervisor, two.first, two.second, reason="Một trẻ", now=NOW)
        assert list_merges(marked, now=NOW) == []
        with pytest.raises(Missing):
            say(marked, number, agrees=True, note="", now=NOW)
    assert told(house, marked) == []


def test_one_child_is_asked_about_once_and_never_with_itself(house: House) -> None:
    two = two_wards(house)
    two.ask()
    third = enter_child(house, two.own, full_name="Đỗ Hòa")
    with house.app.app_context():
        for codes, field in (
            ((third, two.second), "second"),
            ((two.first, two.first), "second"),
            ((two.second, two.first), "first"),  # the first is a child of the own unit
        ):
            with pytest.raises(RuleBroken) as refused:
                ask_merge(two.own, *codes, reason="Một trẻ", now=NOW)
            assert refused.value.field == field
        with pytest.raises(RuleBroken):
            say(two.other, 1, agrees=False, note=" ", now=NOW)  # a no needs its reason

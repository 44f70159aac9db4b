"""Two records as one child: after both officers' yes, by both codes, kept from whom either was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.merge_asking import ask_merge, say
from caseapp.casework.merging import decline_merge, merge_children
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Denied
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.merges import GROUND, two_wards
from tests.factories.reports import SUPERVISOR
from tests.factories.web import make_user


def test_both_codes_lead_to_one_child_in_both_units(house: House) -> None:
    two = two_wards(house)
    two.record(two.own, two.first, "01")
    two.record(two.other, two.second, "02")
    two.merge()
    with house.app.app_context():
        for actor in (two.own, two.other, two.supervisor):
            for code in (two.first, two.second):
                view = read_child(actor, code, now=NOW)
                assert view.code == two.first
                assert {row.evidence for row in view.circumstances} == {
                    f"{GROUND} 01", f"{GROUND} 02",
                }  # fmt: skip
                assert len(view.stays) == 2
            found = find_children(actor, Search("do hoa"), now=NOW)
            assert [line.code for line in found.lines] == [two.first]
            by_code = find_children(actor, Search(two.second), now=NOW)
            assert [line.code for line in by_code.lines] == [two.first]
        assert [notice.kind for notice in list_own(two.other, now=NOW)] == ["children_merged"]


def test_both_officers_agree_first(house: House) -> None:
    two = two_wards(house)
    number = two.ask()
    with house.app.app_context():
        for actor in (two.own, two.other):
            with pytest.raises(Denied):
                merge_children(actor, number, keep=two.first, note="", now=NOW)
        with pytest.raises(RuleBroken):
            merge_children(two.supervisor, number, keep=two.first, note="", now=NOW)
        say(two.other, number, agrees=False, note="Hai em họ", now=NOW)
        with pytest.raises(RuleBroken):
            merge_children(two.supervisor, number, keep=two.first, note="", now=NOW)
        with pytest.raises(RuleBroken):
            decline_merge(two.supervisor, number, note="", now=NOW)
        decline_merge(two.supervisor, number, note="Hai em họ", now=NOW)
        with pytest.raises(RuleBroken):  # it is decided on
            merge_children(two.supervisor, number, keep=two.first, note="", now=NOW)
        assert read_child(two.other, two.second, now=NOW).code == two.second


def test_who_holds_both_posts_does_not_merge_by_their_own_word(house: House) -> None:
    two = two_wards(house)
    with house.app.app_context():
        mark_conflict(
            SUPERVISOR, "child", two.second, username=_username(two.other.name), reason="x", now=NOW
        )
        both = replace(two.own, grants=(*two.own.grants, *two.supervisor.grants))
        number = ask_merge(both, two.first, two.second, reason="Một trẻ", now=NOW)
        with pytest.raises(RuleBroken, match="another supervisor"):
            merge_children(both, number, keep=two.first, note="", now=NOW)
        merge_children(two.supervisor, number, keep=two.first, note="", now=NOW)


def test_nobody_merges_alone(house: House) -> None:
    """Both officers are kept out, so that no word is asked: then another supervisor decides."""
    two = two_wards(house)
    with house.app.app_context():
        for actor, code in ((two.own, two.first), (two.other, two.second)):
            mark_conflict(
                SUPERVISOR, "child", code, username=_username(actor.name), reason="x", now=NOW
            )
        number = ask_merge(two.supervisor, two.first, two.second, reason="Một trẻ", now=NOW)
        with pytest.raises(RuleBroken, match="another supervisor"):
            merge_children(two.supervisor, number, keep=two.first, note="", now=NOW)
    second = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        assert merge_children(second, number, keep=two.second, note="", now=NOW) == two.second


def _username(full_name: str) -> str:
    return full_name.removeprefix("Người dùng ")


def test_what_was_kept_from_somebody_in_either_is_kept_in_both(house: House) -> None:
    two = two_wards(house)
    name = make_user(house, "officer")
    with house.app.app_context():
        read_child(actor_of(house, name), two.first, now=NOW)
        mark_conflict(
            SUPERVISOR, "child", two.second, username=_username(two.other.name), reason="x", now=NOW
        )
        number = ask_merge(two.supervisor, two.first, two.second, reason="Một trẻ", now=NOW)
    second = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        merge_children(second, number, keep=two.first, note="", now=NOW)
        for code in (two.first, two.second):
            with pytest.raises(Missing):
                read_child(actor_of(house, _username(two.other.name)), code, now=NOW)


def test_a_merged_child_is_counted_once(house: House) -> None:
    two = two_wards(house)
    for actor, code in ((two.own, two.first), (two.other, two.second)):
        two.record(actor, code, "01")
    ask = Ask(Period.parse("2026"))
    counts = []
    for _ in range(2):
        with house.app.app_context():
            sheet = read_indicators(SYSTEM, ask, now=NOW)
            counts.append(sheet.row("8a", "92").numerator)
        if len(counts) == 1:
            two.merge()
    assert counts == [2, 1]

"""Differences add up in every area, whatever changed; each finds the cause that explains it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.rules.freezing import CAUSES
from caseapp.rules.units import CITY_ID, territory
from caseapp.statistics.differences import (
    COUNTED,
    FULFILLED,
    Place,
    Since,
    by_cause,
    differences,
    differing,
)
from caseapp.statistics.members import Member, Members
from caseapp.statistics.territory import UNASSIGNED, Ground

GROUND = Ground(territory(), date(2025, 12, 31))
A, B, SPLIT = 31135, 31120, 231178
SOURCES = ("8", "9", "12")
CHILDREN = range(1, 7)


def _member(child: int, unit: int = A, *, fulfilled: bool = False, **more: Any) -> Member:
    return Member(child, unit, fulfilled, "male", "6-10", **more)


@st.composite
def _members(draw: st.DrawFn, children: tuple[int, ...]) -> dict[str, list[Member]]:
    return {
        source: [
            _member(child, draw(st.sampled_from([A, B, SPLIT])), fulfilled=draw(st.booleans()))
            for child in children
            if draw(st.booleans())
        ]
        for source in SOURCES
    }


some = st.frozensets(st.sampled_from(CHILDREN))
by_source = st.fixed_dictionaries(dict.fromkeys(SOURCES, some))


@st.composite
def _stories(draw: st.DrawFn) -> tuple[Members, Members, Members, Since]:
    pairs = draw(st.sampled_from([{}, {1: 2, 2: 2}, {1: 3, 2: 3, 3: 3}, {6: 1, 1: 1}]))
    alive = tuple(child for child in CHILDREN if pairs.get(child, child) == child)
    since = Since(
        pairs, draw(some), draw(by_source), draw(by_source), draw(some), draw(by_source),
        draw(some), draw(some), draw(st.frozensets(st.sampled_from(SOURCES))),
    )  # fmt: skip
    everybody = draw(_members(tuple(CHILDREN)))
    return everybody, draw(_members(alive)), draw(_members(alive)), since


def _counts(members: Members) -> Counter[tuple[str, str, int]]:
    found: Counter[tuple[str, str, int]] = Counter()
    for source, those in members.items():
        for one in those:
            for area in (GROUND.home(one.unit), CITY_ID):
                assert area is not None
                found[source, COUNTED, area] += 1
                found[source, FULFILLED, area] += one.fulfilled
    return found


@settings(max_examples=60, deadline=None)
@given(_stories())
def test_old_and_differences_make_what_counts_now(
    story: tuple[Members, Members, Members, Since],
) -> None:
    then, alike, now, since = story
    found = differences(then, alike, now, since, GROUND)
    old, new = _counts(then), _counts(now)
    for source in SOURCES:
        for part in (COUNTED, FULFILLED):
            areas = {area: old[source, part, area] for area in (A, B, UNASSIGNED, CITY_ID)}
            for area, before in areas.items():
                causes = by_cause(found, source, part, area)
                after = before + sum(number for _, number in causes)
                assert after == new[source, part, area]
    assert {place.cause for place in found} <= set(CAUSES)


ONE = frozenset({1})
CAME = ([], [_member(1)])
LEFT = ([_member(1)], [])
HELPED = ([_member(1)], [_member(1, fulfilled=True)])
RELIEVED = ([_member(1, waiting=True)], [_member(1, fulfilled=True)])
UNHELPED = ([_member(1, fulfilled=True)], [_member(1)])
MOVED = ([_member(1)], [_member(1, B)])
FOLDED = ([_member(1), _member(2)], [_member(2)])


@pytest.mark.parametrize(
    ("source", "change", "since", "cause"),
    [
        ("8", CAME, Since(entered={"8": ONE}), "entered"),
        ("8", CAME, Since(entered={"9": ONE}), "corrected"),
        ("8", CAME, Since(housed=ONE), "moved"),
        ("8", CAME, Since(merged=ONE, entered={"8": ONE}), "merged"),
        ("8", CAME, Since(redefined=frozenset({"8"})), "definition"),
        ("suspected", CAME, Since(redefined=frozenset({"9"})), "definition"),
        ("suspected", CAME, Since(entered={"suspected": ONE}), "entered"),
        ("suspected", LEFT, Since(entered={"suspected": ONE}), "entered"),
        (
            "suspected",
            LEFT,
            Since(entered={"suspected": ONE}, taken_out={"suspected": ONE}),
            "taken_out",
        ),
        ("reports_without_child", LEFT, Since(known=ONE), "known"),
        ("9", LEFT, Since(taken_out={"9": ONE}), "taken_out"),
        ("9", LEFT, Since(away={"9": ONE}), "moved"),
        ("9", LEFT, Since(), "corrected"),
        ("9", FOLDED, Since(root_of={1: 2, 2: 2}), "merged"),
        ("8", MOVED, Since(entered={"8": ONE}), "moved"),
        ("12", MOVED, Since(entered={"12": ONE}), "entered"),
        ("8", HELPED, Since(helped=ONE), "helped"),
        ("8", HELPED, Since(), "corrected"),
        ("8", UNHELPED, Since(unhelped=ONE), "taken_out"),
        ("12", RELIEVED, Since(), "helped"),
        ("12", HELPED, Since(), "corrected"),
        ("12", HELPED, Since(taken_out={"12": ONE}), "taken_out"),
        ("12", UNHELPED, Since(entered={"12": ONE}), "entered"),
    ],
)
def test_each_difference_finds_its_cause(
    source: str, change: tuple[list[Member], list[Member]], since: Since, cause: str
) -> None:
    then, now = ({source: members} for members in change)
    found = differences(then, now, now, since, GROUND)
    assert {place.cause for place in found} == {cause}


def test_what_lies_between_the_rules_of_then_and_now_is_the_definition_s() -> None:
    late, timely = {"12": [_member(1)]}, {"12": [_member(1, fulfilled=True)]}
    found = differences(late, late, timely, Since(), GROUND)
    assert found == {Place("12", FULFILLED, area, "definition"): 1 for area in (A, CITY_ID)}


def test_a_cause_is_sought_for_those_alone_who_differ() -> None:
    then = {"8": [_member(1), _member(2), _member(3)]}
    now = {"8": [_member(2), _member(3, B), _member(4)]}
    assert differing(then, now, {1: 2, 2: 2}) == {"8": {2, 3, 4}}

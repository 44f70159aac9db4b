"""A child is in one place at a time, is visited there, and only the place's own page names it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.measure_papers import Place
from caseapp.casework.measures_reading import PlacementView, read_measures
from caseapp.casework.placements import (
    NewPlacement,
    NewVisit,
    end_placement,
    note_visit,
    start_placement,
)
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, DAY, HOST, TODAY, Desk, a_desk, decide, prepare


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def a_placement(**fields: object) -> NewPlacement:
    known: dict[str, object] = {
        "kept_with": "family",
        "relation": "grandparent",
        "place": Place(HOST, ADDRESS),
        "first_day": TODAY - 3 * DAY,
        "protected": True,
    }
    return NewPlacement(**{**known, **fields})  # type: ignore[arg-type]  # fields by name


def start(house: House, desk: Desk, **fields: object) -> str:
    with house.app.app_context():
        return start_placement(desk.officer, desk.case, a_placement(**fields), now=NOW)


def placed(house: House, desk: Desk) -> PlacementView:
    with house.app.app_context():
        return read_measures(desk.officer, desk.case, now=NOW).placements[0]


def test_it_begins_is_visited_and_ends(house: House, desk: Desk) -> None:
    assert start(house, desk) == "1"
    visit = NewVisit(NOW - DAY, "Bà Tư, cộng tác viên", "seen", "Cháu khỏe")
    with house.app.app_context():
        note_visit(desk.officer, desk.case, 1, visit, now=NOW)
        end_placement(desk.officer, desk.case, 1, last_day=TODAY, why="Về nhà", now=NOW)
        with pytest.raises(RuleBroken):
            end_placement(desk.officer, desk.case, 1, last_day=TODAY, why="Nữa", now=NOW)
    seen = placed(house, desk)
    assert (seen.state, seen.last_day, seen.ended, seen.protected) == (
        "ended", TODAY, "Về nhà", True,
    )  # fmt: skip
    assert [(each.by, each.seen, each.how) for each in seen.visits] == [
        ("Bà Tư, cộng tác viên", "seen", "Cháu khỏe")
    ]
    assert not seen.by_separation


def test_a_child_is_in_one_place_at_a_time(house: House, desk: Desk) -> None:
    start(house, desk)
    with pytest.raises(RuleBroken, match="stays elsewhere still"):
        start(house, desk)
    with house.app.app_context():
        end_placement(desk.officer, desk.case, 1, last_day=TODAY - DAY, why="Về", now=NOW)
    with pytest.raises(RuleBroken, match="still stayed in the placement before"):
        start(house, desk, first_day=TODAY - 2 * DAY)
    assert start(house, desk, first_day=TODAY - DAY) == "2"


def test_it_follows_the_separation_that_holds(house: House, desk: Desk) -> None:
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    start(house, desk, first_day=TODAY)
    assert placed(house, desk).by_separation


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kept_with": "nobody"}, "kept_with"),
        ({"relation": "friend"}, "relation"),
        ({"place": Place("", ADDRESS)}, "name"),
        ({"place": Place(HOST, " ")}, "address"),
        ({"first_day": TODAY + DAY}, "first_day"),
        ({"first_day": TODAY.replace(year=2010)}, "first_day"),  # before the birth
    ],
)
def test_bad_input_is_named(
    house: House, desk: Desk, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        start(house, desk, **fields)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("visit", "field"),
    [
        (NewVisit(NOW + timedelta(hours=1), "Bà Tư", "seen", "Khỏe"), "visited_at"),
        (NewVisit(NOW - 4 * DAY, "Bà Tư", "seen", "Khỏe"), "visited_at"),  # not there yet
        (NewVisit(NOW, " ", "seen", "Khỏe"), "by"),
        (NewVisit(NOW, "Bà Tư", "", "Khỏe"), "seen"),
        (NewVisit(NOW, "Bà Tư", "not_seen", ""), "how"),
    ],
)
def test_a_visit_says_when_who_whether_and_how(
    house: House, desk: Desk, visit: NewVisit, field: str
) -> None:
    start(house, desk)
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        note_visit(desk.officer, desk.case, 1, visit, now=NOW)
    assert broken.value.field == field


def test_it_ends_on_a_day_of_its_own_and_only_an_officer_writes(house: House, desk: Desk) -> None:
    start(house, desk)
    for day in (TODAY + DAY, TODAY - 4 * DAY):
        with house.app.app_context(), pytest.raises(RuleBroken) as broken:
            end_placement(desk.officer, desk.case, 1, last_day=day, why="Về", now=NOW)
        assert broken.value.field == "last_day"
    with house.app.app_context(), pytest.raises(Denied):
        end_placement(desk.chair, desk.case, 1, last_day=TODAY, why="Về", now=NOW)

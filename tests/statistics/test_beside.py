"""What stands beside indicator 9, then and now: in each area, and not of a sheet without it."""

from __future__ import annotations

from datetime import date

from caseapp.rules.units import territory
from caseapp.statistics.beside import beside_changes, beside_in
from caseapp.statistics.differences import Since, differences
from caseapp.statistics.members import Member, Members
from caseapp.statistics.territory import Ground

GROUND = Ground(territory(), date(2025, 12, 31))
CODES = {"92": 92, "31135": 31135, "31120": 31120, "unassigned": 0}


def _members(**beside: list[tuple[int, int]]) -> dict[str, list[Member]]:
    made: dict[str, list[Member]] = {"8": [], "9": [], "12": []}
    for name, those in beside.items():
        made[name] = [Member(child, unit, False, "", "") for child, unit in those]
    return made


def _told(then: Members, now: Members, since: Since) -> list[tuple[object, ...]]:
    found = differences(then, now, now, since, GROUND)
    return list(beside_changes(then, now, found, GROUND, CODES))


def test_each_area_is_told_what_differs_there_and_why() -> None:
    then = _members(
        suspected=[(1, 31135), (2, 231178)],
        # One happened outside the city: it is the city's alone.
        reports_without_child=[(-1, 31135), (-2, 31120), (-3, 1)],
    )
    in_ward = {"suspected": 1, "reports_without_child": 1}
    assert beside_in(then, GROUND, 31135) == in_ward
    assert beside_in(_members(), GROUND, 31135) == {}
    now = _members(suspected=[(1, 31120), (3, 31135)], reports_without_child=[(-2, 31120)])
    since = Since(
        entered={"suspected": frozenset({3})},
        taken_out={"suspected": frozenset({2}), "reports_without_child": frozenset({-1})},
        known=frozenset({-3}),
    )
    assert _told(then, now, since) == [
        ("92", "suspected", "counted", 2, 2, (("entered", 1), ("taken_out", -1))),
        ("92", "reports_without_child", "counted", 3, 1, (("known", -1), ("taken_out", -1))),
        ("31135", "suspected", "counted", 1, 1, (("entered", 1), ("moved", -1))),
        ("31135", "reports_without_child", "counted", 1, 0, (("taken_out", -1),)),
        ("31120", "suspected", "counted", 0, 1, (("moved", 1),)),
        ("unassigned", "suspected", "counted", 1, 0, (("taken_out", -1),)),
    ]


def test_a_sheet_that_kept_none_of_it_is_told_nothing() -> None:
    now = _members(suspected=[(1, 31135)], reports_without_child=[(-1, 31135)])
    assert _told(_members(), now, Since()) == []

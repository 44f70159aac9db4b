"""The proposed clusters: each unit of today in one, and each lies together on the map."""

from __future__ import annotations

from caseapp.rules.clusters import proposed_clusters
from caseapp.rules.tiles import tiles
from caseapp.rules.units import REFORM, territory


def test_each_unit_of_today_lies_in_one_cluster() -> None:
    placed = [unit for one in proposed_clusters() for unit in one.units]
    today = [unit.code for unit in territory().units.values() if unit.since == REFORM]
    assert sorted(placed) == sorted(today)
    assert len({one.code for one in proposed_clusters()}) == len(proposed_clusters()) == 12
    assert all(one.name.startswith("Cụm ") for one in proposed_clusters())


def test_clusters_lie_together_on_the_map() -> None:
    places = tiles()
    for one in proposed_clusters():
        rest = {places[unit] for unit in one.units}
        reached = {rest.pop()}
        while near := {
            (x, y) for x, y in rest if any(max(abs(x - u), abs(y - v)) <= 2 for u, v in reached)
        }:
            reached |= near
            rest -= near
        assert not rest, one.name

"""The demo shows a pair that waits, a merge asked about, one done, and a preview."""

from __future__ import annotations

from caseapp.casework.acting import actor_named
from caseapp.casework.child_reading import read_child
from caseapp.casework.merge_asking import list_merges, say
from caseapp.casework.merging import merge_children
from caseapp.casework.twin_pairs import list_twins
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.upkeep.demo import make_demo
from tests.factories.house import NOW, House


def test_each_kind_stands_there_and_can_be_carried_on(house: House) -> None:
    with house.app.app_context():
        made = make_demo(house.settings, NOW, children=200)
        names = {account.role: account.username for account in made.accounts}
        supervisor = actor_named(names["supervisor"], None)
        found = list_twins(supervisor, now=NOW)
        assert (len(found.pairs), len(found.previews)) == (1, 1)
        merges = {merge.state: merge for merge in list_merges(supervisor, now=NOW)}
        assert set(merges) == {"asked", "merged"}
        done = merges["merged"].sides
        assert read_child(supervisor, done[1].code, now=NOW).code == done[0].code
        rows = read_since(supervisor, merges["merged"].number, now=NOW).rows
        belongs = {row.key: row.code for row in rows}
        undo_merge(supervisor, merges["merged"].number, belongs=belongs, reason="Hai em", now=NOW)
        waits = merges["asked"]
        other = actor_named("canbo.ninhkieu", None)
        say(other, waits.number, agrees=True, note="", now=NOW)
        merge_children(supervisor, waits.number, keep=waits.sides[0].code, note="", now=NOW)

"""What is published is what contracts.md §6 says, and says nothing of what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.folder import read_folder
from caseapp.statistics.disclosure.given import read_counts
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import protect
from caseapp.statistics.disclosure.publication import write_publication
from tests.cli.shell import content
from tests.factories.towns import crossed, town

COUNTS = crossed("3 12", "14 7")
CORNERS = np.isin(np.arange(9), [0, 1, 3, 4])


def test_the_files_are_as_they_were_promised(tmp_path: Path) -> None:
    write_publication(tmp_path, COUNTS, CORNERS)
    lines = (tmp_path / "published.csv").read_text("utf-8").splitlines()
    assert lines[:4] == [
        "cell_id,geo,cat,value,lo,hi,status", "x1|g1,x1,g1,,,,C", "x1|g2,x1,g2,,,,C", "x1|T,x1,T,15,,,F",
    ]  # fmt: skip
    model = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert (model["lo"], model["hi"], list(model["dims"])) == (0, 5, ["geo", "cat"])
    assert model["dims"]["geo"] == {
        "leaves": ["x1", "x2"],
        "codes": {"x1": ["x1"], "x2": ["x2"], "T": ["x1", "x2"]},
    }
    assert "4 of 9 cells are hidden" in (tmp_path / "README.md").read_text("utf-8")
    assert {cell.name for cell in read_folder(tmp_path).hidden()} == {
        "x1|g1",
        "x1|g2",
        "x2|g1",
        "x2|g2",
    }


def test_other_counts_under_the_same_pattern_give_the_same_bytes(tmp_path: Path) -> None:
    counts = read_counts(town(tmp_path / "town", 1))
    found = protect(counts, must_be_hidden(counts))
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    write_publication(here, counts, found.hidden)
    moves = {move.steps for proofs in found.proofs.values() for move in proofs}
    assert len(moves) > 9
    size = [len(d.leaves) for d in counts.layout.dimensions]
    for steps in moves:
        other = counts.there.copy()
        for leaf, step in steps:
            other[leaf] += step
        table = {
            tuple(d.leaves[at] for d, at in zip(counts.layout.dimensions, place, strict=True)): int(
                n
            )
            for place, n in np.ndenumerate(other.reshape(size))
        }
        changed = add_up(counts.layout, table)
        assert (changed.values != counts.values).any()
        write_publication(there, changed, found.hidden)
        assert content(here) == content(there)

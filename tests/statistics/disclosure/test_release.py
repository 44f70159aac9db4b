"""A folder of counts is published whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseapp.statistics.disclosure import release as module
from caseapp.statistics.disclosure.audit import Progress, audit
from caseapp.statistics.disclosure.certificates import needs_of
from caseapp.statistics.disclosure.counts import Counts
from caseapp.statistics.disclosure.folder import read_folder
from caseapp.statistics.disclosure.given import read_counts
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import (
    BudgetExceeded,
    Malformed,
    NotAdditive,
    Unprotectable,
)
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import Protection
from caseapp.statistics.disclosure.release import Released, disclose
from tests.cli.shell import content
from tests.factories.towns import given, town


@contextmanager
def unseen(_name: str) -> Iterator[Progress | None]:
    yield None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_town_is_safe_by_the_auditor_and_the_same_each_time(tmp_path: Path, seed: int) -> None:
    source, out, again = town(tmp_path / "town", seed), tmp_path / "out", tmp_path / "a" / "b"
    counts = read_counts(source)
    small = {name_of(counts.layout.cells[at]) for at in must_be_hidden(counts)}
    done = disclose(source, out, unseen)
    published = read_folder(out)
    verdicts = audit(published)
    assert small <= verdicts.keys()
    assert {verdicts[name].verdict for name in small} == {"protected"}
    assert done == Released(len(published.cells), len(verdicts))
    assert len(verdicts) < len(published.cells)
    again.mkdir(parents=True)  # an empty folder will do as well
    assert disclose(source, again, unseen) == done
    assert content(out) == content(again)


@pytest.mark.parametrize("fault", ["auditor", "proof", "input", "target"])
def test_what_is_refused_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    source, out = given(tmp_path / "in"), tmp_path / "new" / "out"
    kind: type[Exception] = Unprotectable
    if fault == "auditor":
        monkeypatch.setattr(module, "check", lambda *_a: {"x1|a|T": "protected", "x1|b|T": "leak"})
    elif fault == "proof":
        monkeypatch.setattr(module, "trim", lambda found, _progress: _print_one(found))
    elif fault == "input":
        given(source, ["x1,nam,a,9", "x1,T,a,8"])
        kind = NotAdditive
    else:
        out = source
        kind = Malformed
    before = content(tmp_path)
    with pytest.raises(kind):
        disclose(source, out, unseen)
    assert content(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_work_that_runs_out_publishes_nothing(tmp_path: Path) -> None:
    source, out = town(tmp_path / "town", 1), tmp_path / "out"
    with pytest.raises(BudgetExceeded, match="not proved in 3 steps: ") as refused:
        disclose(source, out, unseen, budget=3)
    small = must_be_hidden(read_counts(source))
    assert 0 < len(refused.value.cells) < len(small)  # what was proved by then is not named
    assert not out.exists()
    enough = disclose(source, out, unseen, budget=1000)
    assert enough == disclose(source, tmp_path / "again", unseen)


def _print_one(found: Protection) -> None:
    """Undo a hidden cell on which proofs rest."""
    used = {cell for moves in found.proofs.values() for move in moves for cell in move.changes}
    found.hidden[max(used)] = False


def _bare(counts: Counts, primary: Sequence[int]) -> Protection:
    """Hide what is small and nothing else."""
    return Protection(counts, needs_of(primary, counts.layout.k))


def test_a_release_that_the_auditor_refuses_names_the_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "trim", lambda *_a: None)
    monkeypatch.setattr(module, "replay_all", lambda *_a: None)
    monkeypatch.setattr(module, "protect", lambda counts, primary, *_: _bare(counts, primary))
    with pytest.raises(Unprotectable, match=r"the auditor refuses x1\|a\|T \(exact\)"):
        disclose(given(tmp_path / "in"), tmp_path / "out", unseen)
    assert not (tmp_path / "out").exists()

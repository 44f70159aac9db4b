"""What was hidden for nothing is printed again, and all stays proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.statistics.disclosure import trim as module
from caseapp.statistics.disclosure.certificates import Need, moved, needs_of, replay
from caseapp.statistics.disclosure.given import read_counts
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import Protection, protect
from caseapp.statistics.disclosure.trim import trim
from tests.factories.towns import crossed, town

COUNTS = crossed("3 12 90", "14 7 80", "50 60 70")  # cells: 0 1 2 3(T) / 4 5 6 7(T) / 8 …


def wasteful() -> Protection:
    """The smallest rectangle around the 3, and a larger one beside it."""
    found = Protection(COUNTS, needs_of(must_be_hidden(COUNTS), 5))
    assert list(found.proofs) == [Need(0, most=False, bound=0), Need(0, most=True, bound=5)]
    for step in (-3, 2):
        for row, column in ((2, 2), (1, 1)):
            corner = (0, step), (column, -step), (3 * row, -step), (3 * row + column, step)
            found.take(moved(COUNTS, corner))
    assert found.hidden.sum() == 7
    return found


def proved(found: Protection) -> bool:
    hidden = frozenset(found.hidden.nonzero()[0].tolist())
    return all(
        any(replay(found.ledger, hidden, need, move.steps) for move in moves)
        for need, moves in found.proofs.items()
    )


def test_the_dearest_are_printed_first() -> None:
    found = wasteful()
    told: list[tuple[int, int]] = []
    trim(found, lambda done, of: told.append((done, of)))
    assert found.hidden.nonzero()[0].tolist() == [0, 1, 4, 5]
    assert proved(found)
    assert told == [(number, 6) for number in range(1, 7)]


def test_without_work_left_all_stays_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CALLS", -50)
    found = wasteful()
    trim(found)
    assert found.hidden.sum() == 7


@pytest.mark.parametrize("seed", [1, 2])
def test_a_town_stays_proved_and_hides_less(tmp_path: Path, seed: int) -> None:
    counts = read_counts(town(tmp_path / "town", seed))
    found = protect(counts, must_be_hidden(counts))
    before = found.hidden.copy()
    assert proved(found)
    trim(found)
    assert proved(found)
    assert found.hidden.sum() < before.sum()
    assert not (found.hidden & ~before).any()

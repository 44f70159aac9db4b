"""Made-up marks look like real ones, never repeat, and are the same for the same seed."""

from __future__ import annotations

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from caseapp.records.marks import ALPHABET
from caseapp.upkeep.demo.marks import Marks


@given(st.integers())
def test_marks_of_any_seed_differ(seed: int) -> None:
    marks = Marks(Random(seed), "TE")
    drawn = [marks.new(2026) for _ in range(500)]
    assert len(set(drawn)) == 500
    assert all(re.fullmatch(f"TE-26-[{ALPHABET}]{{6}}", mark) for mark in drawn)


def test_the_same_seed_gives_the_same_marks() -> None:
    def three(seed: int) -> list[str]:
        marks = Marks(Random(seed), "BC")
        return [marks.new(2025) for _ in range(3)]

    assert three(1) == three(1) != three(2)


def test_neighbours_do_not_look_alike() -> None:
    marks = Marks(Random(9), "HS")
    beginnings = {marks.new(2026)[6:9] for _ in range(50)}
    assert len(beginnings) > 40

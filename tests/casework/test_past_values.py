"""Whether every change since a moment was kept is told by the versions of a row."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.past_values import unbroken
from caseapp.records.pasts import CasePast
from tests.factories.house import NOW

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("version", "kept", "at", "whole"),
    [
        (1, {}, 0, True),  # never changed
        (3, {1: 1, 2: 2}, 0, True),
        (3, {}, 5, False),  # changed twice, nothing kept
        (3, {2: 2}, 1, False),  # the first change may lie after the moment
        (3, {2: 2}, 2, True),
        (4, {1: 1, 3: 3}, 2, False),  # a gap between
        (4, {1: 1, 3: 3}, 3, True),
    ],
)
def test_a_gap_in_the_versions_is_a_gap_in_what_is_kept(
    version: int, kept: dict[int, int], at: int, whole: bool
) -> None:
    pasts = [CasePast(version=v, changed_at=NOW + hour * HOUR) for v, hour in kept.items()]
    assert unbroken(version, pasts, NOW + at * HOUR)[0] is whole

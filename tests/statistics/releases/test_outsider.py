"""What an outsider makes of both halves and the year who knows the definitions, not the ties.

Each small count of the three releases can be none and can be k or more: whole children are found
for it, once where some may have moved and, where that fits at all, once where none did.
"""

from __future__ import annotations

from math import inf

import pytest

from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.earlier import Earlier
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import prepare
from caseapp.statistics.releases.together import open_case
from tests.factories import long_run
from tests.factories.outsider import Codes, Outsider, Sheet
from tests.factories.public_city import quietly
from tests.factories.public_lives import sources

LONG = pytest.mark.skipif(
    not long_run.LONG,
    reason="minutes of solving; CASEAPP_TEST_LONG=1 takes them",
)
CASES = [
    pytest.param("relief-clusters", 1, 3),
    *(pytest.param("relief-clusters", seed, 8, marks=LONG) for seed in (2, 3)),
    *(pytest.param("relief-wards", seed, 8, marks=LONG) for seed in (1, 2)),
    *(pytest.param("abuse-clusters", seed, 8, marks=LONG) for seed in (1, 2, 3)),
    *(pytest.param("abuse-wards", seed, 8, marks=LONG) for seed in (1, 2)),
]


def _small(name: str, seed: int, wards: int) -> tuple[list[Sheet], dict[tuple[int, Codes], int]]:
    """Return three releases, read from their files, and their small counts."""
    policy, layout = usual_policy(), find_layout(name)
    earlier: list[Earlier] = []
    small: dict[tuple[int, Codes], int] = {}
    for at, town in enumerate(sources(seed, layout.subject, wards)):
        files = prepare(town, name, policy, earlier, quietly).files
        earlier.append(Earlier(f"CB-{at}", name, layout.version, town, policy, files))
        values = open_case(town, layout, policy, ()).values
        small |= {(at, codes): n for codes, n in values.items() if 0 < n < policy.k}
    return [Sheet.read(one.files) for one in earlier], small


@pytest.mark.parametrize(("name", "seed", "wards"), CASES)
def test_all_small_counts_of_a_year_and_its_halves_stay_open(
    name: str, seed: int, wards: int
) -> None:
    sheets, small = _small(name, seed, wards)
    assert {at for at, _codes in small} == {0, 1, 2}
    for moves in (True, False):
        outsider = Outsider(find_layout(name).subject, sheets, moves=moves)
        if not outsider.fits():
            assert not moves
            continue
        told = [
            (at, codes)
            for (at, codes), true in small.items()
            if moves or outsider.can_be(at, codes, true, true)  # else the belief itself is wrong
            for low, high in ((0, 0), (5, inf))
            if not outsider.can_be(at, codes, low, high)
        ]
        assert told == []


def test_the_outsider_finds_what_releases_give_away_that_hide_small_counts_alone() -> None:
    policy, layout = usual_policy(), find_layout("relief-clusters")
    sheets: list[Sheet] = []
    small: set[tuple[int, Codes]] = set()
    for at, town in enumerate(sources(1, "12", 3)):
        case = open_case(town, layout, policy, ())
        printed = {c: None if 0 < n < policy.k else n for c, n in case.values.items()}
        files = core_files(case.layout, printed, "12", {})
        sheets.append(Sheet.read(files))
        small |= {(at, codes) for codes, value in printed.items() if value is None}
    outsider = Outsider("12", sheets, moves=True)
    assert outsider.fits()
    assert not all(outsider.can_be(at, codes, 0, 0) for at, codes in sorted(small))

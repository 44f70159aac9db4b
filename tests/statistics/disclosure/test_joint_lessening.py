"""What earlier releases bound cannot be asked for: the most that is left of it is."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.joint import Asked, Part, Tie
from caseapp.statistics.disclosure.joint_audit import audit_jointly
from caseapp.statistics.disclosure.joint_protect import protect_jointly
from caseapp.statistics.disclosure.model import AlreadyDisclosed
from tests.factories.joint_releases import areas, at_least, small_layout, told, totals, unseen

LAYOUT = small_layout(geo="x1 x2 x3 x4")
AREAS = ("x1", "x2", "x3", "x4")
FIRST, SECOND = areas(5, 20, 20, 20), areas(6, 20, 20, 20)
HALVES = (told("a", "H1", LAYOUT, FIRST), told("b", "H2", LAYOUT, SECOND))
TIES = [
    at_least(f"Y-{half} {area}", "Y", half, geo=area) for half in ("H1", "H2") for area in AREAS
]


def _asked(year: dict[tuple[str, ...], int], ties: list[Tie] = TIES) -> set[Asked]:
    parts = [*HALVES, Part("y", "Y", LAYOUT)]
    tables = {"H1": FIRST, "H2": SECOND, "Y": year}
    found = protect_jointly(tables, parts, ties, stage=unseen)
    hidden = ["|".join(codes) for codes, hides in found.hidden.items() if hides]
    parts[2] = told("y", "Y", LAYOUT, year, *hidden)
    assert not audit_jointly(parts, ties, found.asked, unseen).broken()
    assert totals(LAYOUT, year)[("T",)] == sum(year.values())
    return set(found.asked)


def test_a_year_has_at_least_what_a_half_has_more_than_the_other() -> None:
    """8 in the year, 5 and 6 in its halves: one at least is not in the first, that is known. That
    3 are is not told; of the second half none need be missing."""
    asked = _asked(areas(8, 40, 40, 40))
    assert asked == {Asked("Y-H1 x1", (), 1, 5), Asked("Y-H2 x1", (), 0, 5)}


def test_a_most_that_is_known_is_lessened_as_well() -> None:
    """No more than 4 can have been in the year alone, as other figures say."""
    most = at_least("H1+H2-Y x1", "H1+H2", "Y", geo="x1")
    asked = _asked(areas(9, 40, 40, 40), [*TIES, most])
    # 9 in the year, at most 5 + 6: of the first half up to 6 more, of the second up to 5.
    assert Asked("Y-H1 x1", (), 1, 5) in asked
    assert Asked("Y-H2 x1", (), 0, 5) in asked
    assert Asked("H1+H2-Y x1", (), 0, 5) in asked


def test_a_difference_that_is_known_whatever_is_hidden_refuses() -> None:
    """Everybody else is printed: with the grand total the year's count of x1 is known."""
    known = small_layout(geo="x1 x2")
    halves = [told("a", "H1", known, areas(5, 20))]
    year = areas(8, 20)
    ties = [at_least("Y-H1 x1", "Y", "H1", geo="x1"), at_least("H1-Y x2", "H1", "Y", geo="x2")]
    with pytest.raises(AlreadyDisclosed, match="Y-H1 x1"):
        protect_jointly(
            {"H1": areas(5, 20), "Y": year},
            [*halves, told("e", "Y", known, year, "x1", "x2"), Part("y", "Y", known)],
            [*ties, at_least("Y-H1 x2", "Y", "H1", geo="x2")],
            stage=unseen,
        )

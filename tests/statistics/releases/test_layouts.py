"""The layouts: each of one subject, its dimensions all used, the coarser one of the same subject."""

from __future__ import annotations

import pytest

from caseapp.statistics.releases.layouts import (
    CLUSTER,
    RELEASE_LAYOUTS,
    SUBJECTS,
    ReleaseLayout,
    UnknownLayout,
    find_layout,
)


@pytest.mark.parametrize("layout", RELEASE_LAYOUTS.values(), ids=lambda one: one.name)
def test_a_layout_divides_by_all_that_its_subject_has(layout: ReleaseLayout) -> None:
    used = {name for table in layout.tables for name in table} - {CLUSTER}
    assert used == set(SUBJECTS[layout.subject])
    if layout.coarser:
        coarser = find_layout(layout.coarser)
        assert coarser.subject == layout.subject
        assert not coarser.coarser


def test_helped_or_not_stands_last() -> None:
    """Quantities of subject 8 are compared without their last dimension (quantities.py)."""
    assert SUBJECTS["8"][-1] == "assisted"
    assert SUBJECTS["12"][-1] == "relief"


def test_an_unknown_layout_names_the_known_ones() -> None:
    with pytest.raises(UnknownLayout, match="abuse-wards, abuse-clusters, circumstances-wards"):
        find_layout("abuse")

"""What stood before lies with its case or child."""

from __future__ import annotations

from caseapp.records.pasts import CasePast, ChildPast
from caseapp.records.scoped import BY_AREA, BY_CHILD


def test_the_past_of_a_case_is_its_units_and_that_of_a_child_goes_with_the_child() -> None:
    assert CasePast in BY_AREA
    assert ChildPast in BY_CHILD

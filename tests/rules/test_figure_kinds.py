"""What exact figures bear."""

from __future__ import annotations

from caseapp.rules.figure_kinds import INTERNAL, handed_mark


def test_a_file_that_is_handed_out_says_to_whom_and_under_which_number() -> None:
    mark = handed_mark("Sở Y tế, bà Lê Thị Ba", "BG-26-7KQ4MX2B")
    assert mark.casefold().startswith(INTERNAL)
    assert "Sở Y tế, bà Lê Thị Ba" in mark
    assert mark.endswith("số BG-26-7KQ4MX2B")

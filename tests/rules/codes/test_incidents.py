"""Codes of an incident and of who did it."""

from __future__ import annotations

from caseapp.rules.codes.incidents import OCCURRED_PRECISION, STATED_BY, SUSPECT_ACCESS
from caseapp.rules.occurring import DATED


def test_a_day_is_known_in_the_ways_that_the_rule_knows() -> None:
    assert OCCURRED_PRECISION.codes == (*DATED, "unknown")


def test_what_is_not_compared_with_the_official_text_says_so() -> None:
    for rows in (OCCURRED_PRECISION, STATED_BY, SUSPECT_ACCESS):
        assert all("bản chờ đối chiếu" in row.citation for row in rows)
    assert SUSPECT_ACCESS.codes == ("yes", "no", "unknown")

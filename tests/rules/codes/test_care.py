"""The codes of alternative care: what was not seen in the official text says so."""

from __future__ import annotations

from caseapp.rules.codes.care import CARE_CONDITIONS, CARE_END_WAYS, JUDICIAL_RECORD


def test_the_conditions_of_article_63_wait_to_be_compared() -> None:
    assert all("chờ đối chiếu" in code.citation for code in CARE_CONDITIONS)
    assert all("Điều 63" in code.source for code in CARE_CONDITIONS)


def test_it_ends_or_is_changed() -> None:
    assert CARE_END_WAYS.codes == ("end", "change")
    assert JUDICIAL_RECORD.codes == ("not_needed", "needed", "received")

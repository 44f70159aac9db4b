"""The codes of measures: what Mẫu 07 names, and what is only reconstructed says so."""

from __future__ import annotations

from caseapp.rules.codes.measures import KEPT_WITH, ORDER_KINDS, PARTED_FROM


def test_a_child_is_separated_from_parents_or_carers() -> None:
    assert PARTED_FROM.codes == ("father", "mother", "carer")
    assert all("Mẫu số 07" in code.source for code in PARTED_FROM)


def test_there_are_three_ways_out_of_a_separation() -> None:
    assert ORDER_KINDS.codes == ("extension", "lifting", "court_request")


def test_with_whom_a_child_stays_was_not_seen_in_the_official_text() -> None:
    assert not any(code.confirmed for code in KEPT_WITH)

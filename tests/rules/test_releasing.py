"""What a release must keep to: numbers, bounds, two people, and clusters that hold every ward."""

from __future__ import annotations

import pytest

from caseapp.rules.releasing import (
    LEAST_K,
    MOST_K,
    PROPOSALS,
    REFUSAL_WORDS,
    STATE_WORDS,
    check_clusters,
    check_decision,
    check_k,
    check_note,
    check_sensitive,
    check_signer,
    number_of,
    sensitive_codes,
)
from caseapp.rules.values import RuleBroken
from caseapp.statistics.disclosure import layout, model
from caseapp.statistics.releases import layouts, sources

UNITS = {"1", "2", "3"}


def test_numbers_count_in_their_year() -> None:
    assert [number_of(2026, 1), number_of(2027, 1234)] == ["CB-2026-001", "CB-2027-1234"]


def test_each_state_has_words_and_only_what_waits_can_be_decided() -> None:
    assert set(STATE_WORDS) == set(PROPOSALS.states)
    for state in PROPOSALS.states:
        moves = [move.name for move in PROPOSALS.moves_from(state)]
        assert moves == (["sign", "send_back", "withdraw"] if state == "proposed" else [])


def test_every_named_error_has_words() -> None:
    found = {
        name
        for module in (model, layouts, sources)
        for name, each in vars(module).items()
        if isinstance(each, type) and issubclass(each, model.DisclosureError)
    }
    assert found - {"DisclosureError"} <= set(REFUSAL_WORDS)


def test_k_lies_between_bounds_that_the_protection_knows_as_well() -> None:
    assert (LEAST_K, MOST_K) == (layout.LEAST_K, layout.MOST_K) == (3, 20)
    for k in (3, 5, 20):
        check_k(k)
    for k in (-5, 0, 2, 21):
        with pytest.raises(RuleBroken) as broken:
            check_k(k)
        assert broken.value.field == "k"


def test_only_groups_and_types_are_sensitive() -> None:
    check_sensitive(())
    check_sensitive(sensitive_codes())
    assert len(set(sensitive_codes())) == len(sensitive_codes())
    for code in ("15", "", "T", "female"):
        with pytest.raises(RuleBroken) as broken:
            check_sensitive(["05", code])
        assert broken.value.field == "sensitive"


def test_clusters_hold_each_unit_once() -> None:
    check_clusters([], UNITS)
    check_clusters([("C01", "Đông", ["1", "3"]), ("C02", "Tây", ["2"])], UNITS)


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        ([("C01", "A", ["1", "2"])], "unit 3 lies in no cluster"),
        ([("C01", "A", ["1", "2", "3", "3"])], "unit 3 lies in two"),
        ([("C01", "A", ["1", "2"]), ("C02", "B", ["2", "3"])], "unit 2 lies in two"),
        ([("C01", "A", ["1", "2", "3", "4"])], "no unit 4"),
        ([("C01", "A", ["1", "2", "3"]), ("C02", "B", [])], "C02 has no unit"),
        ([("C01", "A", ["1"]), ("C01", "B", ["2", "3"])], "C01 stands there twice"),
        ([("C01", " ", ["1", "2", "3"])], "C01 needs a name"),
        ([("C01", "A" * 61, ["1", "2", "3"])], "C01 needs a name"),
        ([("C01", '=HYPERLINK("x")', ["1", "2", "3"])], "C01 begins with a letter"),
        ([("C01", "A", ["1"]), ("C02", " A", ["2", "3"])], "clusters are called A"),
        ([("T", "A", ["1", "2", "3"])], "T is no code"),
        ([("c 1", "A", ["1", "2", "3"])], "c 1 is no code"),
        ([("31120", "A", ["1", "2", "3"])], "31120 is no code"),
    ],
)
def test_clusters_that_do_not_hold(clusters: list[tuple[str, str, list[str]]], said: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_clusters(clusters, UNITS)
    assert said in str(broken.value)
    assert broken.value.field == "clusters"


def test_two_people_stand_behind_a_release() -> None:
    check_signer(1, 2)
    check_signer(None, 2)
    check_signer(None, None)  # the operator, who may sign nothing in production
    with pytest.raises(RuleBroken):
        check_signer(2, 2)


def test_texts_are_short_and_there_where_they_are_needed() -> None:
    assert check_note("  Vì sao ", "reason", needed=True) == "Vì sao"
    assert check_note(" ", "note", needed=False) == ""
    for text, needed in ((" ", True), ("x" * 501, False)):
        with pytest.raises(RuleBroken) as broken:
            check_note(text, "reason", needed=needed)
        assert broken.value.field == "reason"
    assert check_decision(" 12/QĐ-UBND ") == "12/QĐ-UBND"
    for text in ("", "  ", "x" * 201):
        with pytest.raises(RuleBroken) as broken:
            check_decision(text)
        assert broken.value.field == "decision"

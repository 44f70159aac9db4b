"""What the indicators are: definitions, targets, and what each can be divided by."""

from __future__ import annotations

from caseapp.statistics.indicators import INDICATORS


def test_the_targets_are_those_of_decision_608() -> None:
    targets = {each.id: (each.target_2025, each.target_2030) for each in INDICATORS}
    assert targets == {"8a": (1.5, 1), "8b": (93, 96), "9": (4.5, 4), "12": (100, 100)}


def test_every_indicator_says_what_it_counts_and_in_which_version() -> None:
    assert all(each.definition.endswith(".") and each.version for each in INDICATORS)


def test_own_dimensions_divide_their_indicator_alone() -> None:
    def divided(*by: str) -> list[str]:
        return [each.id for each in INDICATORS if each.divides_by(by)]

    assert divided() == divided("sex", "age_band", "ethnicity") == ["8a", "8b", "9", "12"]
    assert divided("group", "ethnicity") == ["8a", "8b"]
    assert divided("abuse_type", "setting", "sex") == ["9"]
    assert divided("group", "setting") == []

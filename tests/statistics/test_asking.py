"""Questions as addresses put them: what is usual, what is refused and how it is put right."""

from __future__ import annotations

import pytest

from caseapp.statistics.asking import OF_ASK, BadQuestion, check_names, read_ask
from caseapp.statistics.counting import Ask


def test_what_is_usual_stands_where_nothing_is_said() -> None:
    ask = read_ask({"period": ["2026H1"]})
    assert ask == Ask(ask.period, "92", each_ward=False, by=(), basis="received")
    whole = read_ask(
        {
            "period": ["2026-01-01..2026-02-10"], "area": ["31135"], "each_ward": ["1"],
            "by": ["sex", "age_band", "sex"], "basis": ["occurred"],
        }
    )  # fmt: skip
    assert (whole.area, whole.each_ward, whole.by, whole.basis) == (
        "31135", True, ("sex", "age_band"), "occurred",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Write a period"),
        ({"period": ["2026H3"]}, "Write a period"),
        ({"period": ["2026-06-30..2026-01-01"]}, "lies before the first"),
        ({"period": ["2026-02-30..2026-03-01"]}, "does not exist"),
        ({"period": ["2026"], "by": ["colour"]}, "is one of"),
        ({"period": ["2026"], "by": ["group", "setting"]}, "divided by all of this"),
        ({"period": ["2026"], "basis": ["told"]}, "is one of"),
        ({"period": ["2026"], "each_ward": ["yes"]}, "is one of"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    given: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(BadQuestion, match=said):
        read_ask(given)


def test_unknown_and_doubled_parameters_are_named() -> None:
    check_names({"by": ["sex", "group"], "period": ["2026"]}, OF_ASK)
    for given in ({"areas": ["92"]}, {"area": ["92", "31135"]}):
        with pytest.raises(BadQuestion) as told:
            check_names(given, OF_ASK)
        assert told.value.params["name"] in given

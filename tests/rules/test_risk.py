"""The two tables are counted apart: Cao is bad in harm and good in self-protection."""

from __future__ import annotations

import itertools

import pytest

from caseapp.rules import risk
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.values import RuleBroken

LEVELS = ("high", "medium", "low")
INITIAL = FORMS["02"]


def rated(*levels: str | None, form=INITIAL):
    rows = [*risk.rows_of(form, HARM), *risk.rows_of(form, PROTECTION)]
    return {row.key: level for row, level in zip(rows, levels, strict=False) if level}


@pytest.mark.parametrize("levels", list(itertools.product(LEVELS, repeat=4)), ids="-".join)
def test_every_rating_of_form_02_proposes_what_the_counts_say(levels: tuple[str, ...]) -> None:
    harm, protection = levels[:2].count("high"), levels[2:].count("high")
    expected = "high" if harm > protection else "medium" if harm == protection else "low"
    assert risk.proposed_level(INITIAL, rated(*levels)) == expected


def test_all_cao_is_no_high_risk_and_a_sum_would_have_been_wrong() -> None:
    assert risk.proposed_level(INITIAL, rated("high", "low", "low", "low")) == "high"
    assert risk.proposed_level(INITIAL, rated("low", "low", "high", "low")) == "low"
    assert risk.proposed_level(INITIAL, rated("high", "high", "high", "high")) == "medium"


def test_a_table_is_totalled_and_nothing_is_proposed_while_a_row_is_open() -> None:
    values = rated("high", "low", "medium")
    assert risk.tally(INITIAL, values, HARM) == risk.Tally(1, 0, 1, 0)
    assert risk.tally(INITIAL, values, PROTECTION) == risk.Tally(0, 1, 0, 1)
    assert risk.proposed_level(INITIAL, values) == ""


@pytest.mark.parametrize("number", ["02", "03", "06"])
@pytest.mark.parametrize("level", LEVELS)
def test_cao_in_the_first_row_of_harm_alone_is_an_emergency(number: str, level: str) -> None:
    form = FORMS[number]
    assert risk.is_emergency(form, rated(level, form=form)) == (level == "high")
    others = rated(None, "high", "high", "high", form=form)
    assert not risk.is_emergency(form, others)


@pytest.mark.parametrize(
    ("level", "proposed", "reason", "field"),
    [
        ("", "high", "Lý do", "level"),
        ("huge", "high", "Lý do", "level"),
        ("low", "high", " ", "level_reason"),
        ("high", "low", "", "level_reason"),
        ("low", "high", "Dượng đã bị tạm giữ", None),
        ("high", "high", "", None),
    ],
)
def test_the_officer_sets_the_level_and_says_why_it_differs(
    level: str, proposed: str, reason: str, field: str | None
) -> None:
    if field is None:
        risk.check_level(level, proposed, reason)
        return
    with pytest.raises(RuleBroken) as broken:
        risk.check_level(level, proposed, reason)
    assert broken.value.field == field

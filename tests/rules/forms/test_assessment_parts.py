"""The parts that assessments share: rows of three levels in their order, and our own line."""

from __future__ import annotations

import pytest

from caseapp.rules.forms.assessment_parts import CHILD, HARM, PROTECTION, VOICE, row
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.risk import rows_of


def test_a_row_explains_each_of_its_levels() -> None:
    field = row("x", "Dòng", "Row", ("a", "b", "c"), ("1", "2", "3"), "here", confirmed=True)
    assert [(each.code, each.vi, each.why, each.confirmed) for each in field.codes] == [
        ("high", "Cao", "a", True),
        ("medium", "Trung bình", "b", True),
        ("low", "Thấp", "c", True),
    ]
    assert field.answer("low") is field.codes[2]


@pytest.mark.parametrize("number", ["02", "03", "06"])
def test_the_childs_words_stand_first_and_are_ours(number: str) -> None:
    assert FORMS[number].sections[0] is CHILD
    assert CHILD.ours
    assert [part.key for part in FORMS[number].sections if part.ours] == [VOICE]


@pytest.mark.parametrize("number", ["02", "03", "06"])
def test_every_row_explains_three_different_levels(number: str) -> None:
    form = FORMS[number]
    for table in (HARM, PROTECTION):
        for field in rows_of(form, table):
            whys = [each.why for each in field.codes]
            assert all(whys)
            assert len(set(whys)) == 3
            assert all(each.why_en for each in field.codes)


@pytest.mark.parametrize("number", ["02", "03", "06"])
def test_long_accounts_of_the_child_are_sealed(number: str) -> None:
    assert all(field.class_a for field in FORMS[number] if field.kind == "long_text")

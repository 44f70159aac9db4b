"""What can be printed of many files, and what is refused beside which field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.rules.codes.prints import PRINT_REASONS
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.print_batches import MOST, PAPERS, SUMMARY, Batch, check_batch, check_number
from caseapp.rules.values import RuleBroken

TODAY = date(2026, 11, 27)
GOOD = Batch(SUMMARY, 31135, date(2026, 11, 1), TODAY, PRINT_REASONS.codes[0])


def test_every_official_form_of_a_file_is_offered_and_nothing_unknown():
    assert set(PAPERS) - {SUMMARY} == {number for number in FORMS if number.isdecimal()}
    for paper in PAPERS:
        check_batch(replace(GOOD, paper=paper), TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"paper": "77"}, "paper"),
        ({"reason": ""}, "reason"),
        ({"form": "docx"}, "form"),
        ({"since": date(2026, 11, 28)}, "since"),
        ({"last_day": date(2026, 10, 31)}, "last_day"),
    ],
)
def test_what_cannot_be_printed_is_refused_beside_its_field(change, field):
    with pytest.raises(RuleBroken) as refused:
        check_batch(replace(GOOD, **change), TODAY)
    assert refused.value.field == field


def test_nothing_and_too_much_are_refused():
    for number in (1, MOST):
        check_number(number)
    for number in (0, MOST + 1):
        with pytest.raises(RuleBroken):
            check_number(number)

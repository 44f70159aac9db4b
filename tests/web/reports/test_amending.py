"""An amendment leaves the receipt and the ward alone."""

from __future__ import annotations

from datetime import date

from caseapp.rules.forms.registry import form as form_of_day
from caseapp.web.reports.amending import FIXED, amendable

SPEC = form_of_day("01", date(2026, 11, 23))


def test_only_the_fixed_answers_are_not_asked_again() -> None:
    asked = {field.key for field in amendable(SPEC).asked}
    assert {field.key for field in SPEC.asked} - asked == FIXED
    assert {field.key for field in amendable(SPEC)} == {field.key for field in SPEC}

"""An amendment leaves the receipt and the ward alone, and tells where two versions differ."""

from __future__ import annotations

from datetime import date

from caseapp.rules.forms.registry import form as form_of_day
from caseapp.web.reports.amending import FIXED, amendable, differences
from tests.web.form_app import form_app

SPEC = form_of_day("01", date(2026, 11, 23))


def test_only_the_fixed_answers_are_not_asked_again() -> None:
    asked = {field.key for field in amendable(SPEC).asked}
    assert {field.key for field in SPEC.asked} - asked == FIXED
    assert {field.key for field in amendable(SPEC)} == {field.key for field in SPEC}


def test_what_differs_is_told_in_words() -> None:
    with form_app().test_request_context():
        rows = differences(
            amendable(SPEC),
            {"channel": "police", "child_name": "Bé Na", "sex": "female"},
            {"channel": "phone", "child_name": "Bé Na"},
            {},
        )
    assert rows == [("Thông qua", "Công an", "Điện thoại"), ("Giới tính", "Nữ", "")]


def test_equal_answers_do_not_differ() -> None:
    with form_app().test_request_context():
        assert differences(SPEC, {"channel": "phone"}, {"channel": "phone"}, {}) == []

"""Where two versions of a form's answers differ is told in words."""

from __future__ import annotations

from datetime import date

from caseapp.rules.forms.registry import form as form_of_day
from caseapp.web.form_differences import differences
from tests.web.form_app import form_app

SPEC = form_of_day("01", date(2026, 11, 23))


def test_what_differs_is_told_in_words() -> None:
    with form_app().test_request_context():
        rows = differences(
            SPEC,
            {"channel": "police", "child_name": "Bé Na", "sex": "female"},
            {"channel": "phone", "child_name": "Bé Na"},
            {},
        )
    assert rows == [("Thông qua", "Công an", "Điện thoại"), ("Giới tính", "Nữ", "")]


def test_equal_answers_do_not_differ() -> None:
    with form_app().test_request_context():
        assert differences(SPEC, {"channel": "phone"}, {"channel": "phone"}, {}) == []

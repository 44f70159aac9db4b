"""The page of an official form bears the button that sends it, and what is asked before it."""

from __future__ import annotations

from datetime import date

from wtforms import HiddenField

from caseapp.rules.forms.registry import form as form_of_day
from caseapp.web.sent_form import with_button
from tests.factories.house import NOW, House


def test_an_official_form_is_sent_with_our_button(house: House) -> None:
    spec = form_of_day("01", date(2026, 11, 23))
    asked = HiddenField()
    with house.app.test_request_context():
        form = with_button(spec, "Lưu", asked=asked)(now=NOW)
        names = [field.name for field in form if field.name != "csrf_token"]
        assert form.submit.label.text == "Lưu"
        assert (names[0], names[-1]) == ("asked", "submit")
        assert {field.key for field in spec.asked} <= set(names)

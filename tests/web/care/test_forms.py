"""The forms of alternative care ask what its papers need."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.care import forms
from tests.factories.house import House

REQUIRED = {
    forms.CarerForm: {"name", "born", "relative", "address", "valid_from"},
    forms.CareForm: {"carer", "first_day", "why"},
    forms.CareVerdictForm: {"move", "decided_at", "words"},
    forms.HandOverForm: {"handed_at", "how"},
    forms.FollowUpForm: {"visited_at", "by", "seen", "how"},
    forms.EndingForm: {"way", "last_day", "why"},
}


@pytest.mark.parametrize("form", list(REQUIRED), ids=lambda form: form.__name__)
def test_what_is_missing_is_named(house: House, form: type[FlaskForm]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"submit": "y"}):
        made = form()
        assert not made.validate()
        assert REQUIRED[form] <= set(made.errors)

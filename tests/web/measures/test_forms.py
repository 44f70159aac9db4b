"""The forms of measures ask what the followers of Mẫu 07 and a placement need."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.measures import forms
from tests.factories.house import House

REQUIRED = {
    forms.ExtensionForm: {"last_day", "why"},
    forms.LiftingForm: {"assessed_on", "why"},
    forms.RequestForm: {"body", "body_name", "why"},
    forms.SendForm: {"letter", "sent_at"},
    forms.AnswerForm: {"outcome", "number", "day"},
    forms.PlacementForm: {"kept_with", "name", "address", "first_day"},
    forms.EndForm: {"last_day", "why"},
    forms.VisitForm: {"visited_at", "by", "seen", "how"},
}  # fmt: skip


@pytest.mark.parametrize("form", list(REQUIRED), ids=lambda form: form.__name__)
def test_what_is_missing_is_named(house: House, form: type[FlaskForm]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"submit": "y"}):
        made = form()
        assert not made.validate()
        assert set(made.errors) == REQUIRED[form]

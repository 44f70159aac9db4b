"""The forms of measures ask what Mẫu 07 and its followers need, the place after the reasons."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.measures import forms
from tests.factories.house import House

REQUIRED = {
    forms.SeparationForm: {
        "parted_from", "names", "why", "first_day", "last_day", "kept_with", "name", "address",
    },
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


def test_the_place_is_asked_last(house: House) -> None:
    with house.app.test_request_context("/"):
        names = [field.name for field in forms.SeparationForm()]
    assert names.index("why") < names.index("last_day") < names.index("address")

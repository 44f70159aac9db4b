"""What the directory's forms ask before casework is troubled."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.agencies.forms import AgencyForm, OfferForm, ServiceForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("kind", "sent", "faults"),
    [
        (OfferForm, {"phone": ""}, {"agency", "service"}),
        (OfferForm, {"agency": "A", "service": "B", "phone": "1" * 41}, {"phone"}),
        (AgencyForm, {"name": " "}, {"name", "kind"}),
        (AgencyForm, {"name": "A", "kind": "police", "address": "x" * 301}, {"address"}),
        (ServiceForm, {"units": ""}, {"name"}),
        (ServiceForm, {"name": "A", "eligibility": "x" * 1001, "schedule": "x" * 201},
         {"eligibility", "schedule"}),
        (ServiceForm, {"name": "A", "last_day-day": "31", "last_day-month": "2"}, {"last_day"}),
    ],
)  # fmt: skip
def test_names_are_needed_and_long_texts_refused(
    house: House, kind: type[FlaskForm], sent: dict[str, str], faults: set[str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data=sent):
        form = kind()
        if "kind" in form:
            form.kind.choices = [("", ""), ("police", "Công an")]
        form.validate()
        assert set(form.errors) == faults

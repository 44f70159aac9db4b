"""What the steps of the first hours ask, and that safety asks for nothing."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.reports.first_hours_forms import (
    AnswerForm,
    ReceiptDecisionForm,
    ReceiptForm,
    SafetyForm,
    ScanForm,
    SpokenForm,
)
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (SafetyForm, set()),
        (AnswerForm, {"answer"}),
        (ScanForm, {"file"}),
        (ReceiptForm, {"received_at", "reason"}),
        (ReceiptDecisionForm, {"accepted"}),
        (SpokenForm, {"decided_by", "way", "kind", "decided_at", "witness", "reason"}),
    ],
)
def test_what_must_be_said(house: House, form: type[FlaskForm], missing: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={"x": "y"}):
        asked = form()
        for field in asked:
            if getattr(field, "choices", 1) is None:
                field.choices = [("a", "A")]
        asked.validate()
        assert set(asked.errors) == missing

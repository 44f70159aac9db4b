"""What the forms of a child's help ask before casework is troubled."""

from __future__ import annotations

import pytest

from caseapp.web.children.help_forms import (
    AssistanceForm,
    CorrectionForm,
    EndHelpForm,
    WithdrawForm,
)
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        (AssistanceForm, {"kind", "given_on"}),
        (CorrectionForm, {"kind", "given_on", "why"}),
        (EndHelpForm, {"given_until"}),
        (WithdrawForm, {"why"}),
    ],
)
def test_what_must_be_told(house: House, form: type, asked: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"note": "Không gì cả"}):
        found = form()
        if "activity" in found:
            found.activity.choices = [("", "Chọn")]
        assert not found.validate()
        assert set(found.errors) >= asked
        assert set(found.errors) - asked <= {"activity"}

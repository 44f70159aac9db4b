"""What is asked of a report on its way is asked in Vietnamese, and nothing may be left out."""

from __future__ import annotations

import pytest

from caseapp.web.forwarding.forms import AssignForm, ReceiveForm, RefuseForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "asked"),
    [(ReceiveForm, []), (RefuseForm, ["reason"]), (AssignForm, ["unit", "reason"])],
)
def test_every_question_must_be_answered(house: House, form: type, asked: list[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={}):
        made = form()
        if "unit" in asked:
            made.unit.choices = [("", "Chọn")]
        assert made.validate() == (asked == [])
        assert sorted(made.errors) == sorted(asked)

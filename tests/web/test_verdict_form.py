"""What every verdict asks, and that care asks the number of its decision before the signature."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm

from caseapp.web.care.forms import CareVerdictForm
from caseapp.web.verdict_form import TakeBackForm, VerdictForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "required"),
    [(VerdictForm, {"move", "decided_at", "words"}), (TakeBackForm, {"why"})],
    ids=["verdict", "taking back"],
)
def test_what_is_missing_is_named(house: House, form: type[FlaskForm], required: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"submit": "y"}):
        made = form()
        assert not made.validate()
        assert set(made.errors) == required


def test_care_asks_the_number_of_its_decision_before_the_signature(house: House) -> None:
    with house.app.test_request_context("/"):
        names = [field.name for field in CareVerdictForm()]
    shown = [name for name in names if name not in {"csrf_token", "submit"}]
    assert shown == ["move", "decided_at", "words", "number", "signed_on"]

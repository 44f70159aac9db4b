"""What screening asks: a unit and somebody to call, a reason; a case may be typed or chosen."""

from __future__ import annotations

import pytest

from caseapp.web.reports.screening_forms import EndForm, ForwardForm, JoinForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("form", "asked"),
    [(JoinForm, []), (ForwardForm, ["contact", "unit"]), (EndForm, ["reason"])],
)
def test_what_must_be_answered(house: House, form: type, asked: list[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={}):
        made = form()
        for name in ("case", "unit"):
            if name in made:
                made[name].choices = [("", "Chọn")]
        assert made.validate() == (not asked)
        assert sorted(made.errors) == asked

"""What opening a file asks."""

from __future__ import annotations

import pytest

from caseapp.web.emergency.forms import OpenForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"code": "TE-26-7KQ4MX2B", "reason": "vì", "factor": "123456"}, set()),
        ({"code": " ", "reason": "x" * 2001}, {"code", "reason", "factor"}),
        ({}, {"code", "reason", "factor"}),
    ],
)
def test_a_code_and_a_reason(house: House, sent: dict[str, str], faulty: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data=sent):
        form = OpenForm()
        assert form.validate() == (not faulty)
        assert set(form.errors) == faulty

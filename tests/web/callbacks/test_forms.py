"""A code asks for the number that was called and for a voice that is known."""

from __future__ import annotations

import pytest

from caseapp.casework.callback import Receiver
from caseapp.web.callbacks.forms import CodeForm
from tests.factories.house import House

VIEW = Receiver("canbo", "Lê Thị Lan", (), ("0900 000 123",), "")


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"called": "0900 000 123", "knew_voice": "y"}, set()),
        ({"called": "0900 000 999", "knew_voice": "y"}, {"called"}),
        ({}, {"called", "knew_voice"}),
    ],
)
def test_the_number_and_the_voice(house: House, sent: dict[str, str], faulty: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data=sent):
        form = CodeForm(VIEW)
        assert form.validate() == (not faulty)
        assert set(form.errors) == faulty

"""What keeping a file from somebody asks."""

from __future__ import annotations

import pytest

from caseapp.web.conflicts.forms import MarkForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"person": "an", "reason": "Anh của người bị tố giác"}, set()),
        ({"person": "an", "reason": " "}, {"reason"}),
        ({"reason": "x" * 2001}, {"person", "reason"}),
        ({"person": "binh", "reason": "vì"}, {"person"}),
    ],
)
def test_a_person_of_the_list_and_a_reason(
    house: House, sent: dict[str, str], faulty: set[str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data=sent):
        form = MarkForm()
        form.person.choices = [("an", "An")]
        assert form.validate() == (not faulty)
        assert set(form.errors) == faulty

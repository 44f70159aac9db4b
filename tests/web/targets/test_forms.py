"""What a unit's own target asks."""

from __future__ import annotations

import pytest

from caseapp.web.targets.forms import TargetForm
from tests.factories.house import House
from tests.factories.web import boxes


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"unit": "31135", "hours": "8", **boxes("valid_from", "2026-11-23")}, set()),
        ({"unit": "31135", "hours": "acht"}, {"hours", "valid_from"}),
        ({"unit": "x", "hours": "8", **boxes("valid_from", "2026-11-23")}, {"unit"}),
    ],
)
def test_a_unit_hours_and_a_first_day(house: House, sent: dict[str, str], faulty: set[str]) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data=sent):
        form = TargetForm()
        form.unit.choices = [("31135", "Phường Ninh Kiều")]
        assert form.validate() == (not faulty)
        assert set(form.errors) == faulty

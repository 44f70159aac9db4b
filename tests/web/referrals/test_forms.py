"""What the referrals' forms ask before casework is troubled."""

from __future__ import annotations

import pytest

from caseapp.web.referrals.forms import DraftForm, MoveForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({}, {"service_id", "reason"}),
        ({"service_id": "1", "reason": "  "}, {"reason"}),
        ({"service_id": "1", "reason": "x" * 10_001}, {"reason"}),
        ({"service_id": "1", "reason": "x"}, set()),
    ],
)
def test_a_draft_names_an_agency_and_a_reason(
    house: House, sent: dict[str, str], missing: set[str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data=sent):
        form = DraftForm()
        form.service_id.choices = [("1", "Tư vấn")]
        form.validate()
        assert set(form.errors) == missing


def test_a_step_needs_a_moment(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"comment": "x"}):
        form = MoveForm()
        assert not form.validate()
        assert set(form.errors) == {"happened_at", "way", "answered_by", "post"}

"""What is asked of an incident, and what comes of the boxes."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.web.incident_form import IncidentForm
from tests.factories.house import House

SENT = {"certainty": "confirmed", "abuse_types": "violence", "ground": "Bé kể"}


@pytest.mark.parametrize(
    ("boxes", "day", "known"),
    [
        ({}, None, ""),
        ({"year": "2026"}, date(2026, 1, 1), "year"),
        ({"month": "2", "year": "2026"}, date(2026, 2, 1), "month"),
        ({"day": "5", "month": "2", "year": "2026"}, date(2026, 2, 5), "day"),
        ({"day": "5", "month": "2", "year": "2026", "about": "y"}, date(2026, 2, 5), "about"),
        ({"month": "2", "year": "2026", "about": "y"}, date(2026, 2, 1), "month"),
    ],
)
def test_a_day_is_taken_as_well_as_it_is_typed(
    house: House, boxes: dict[str, str], day: date | None, known: str
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    data = SENT | {key if key == "about" else f"occurred_on-{key}": v for key, v in boxes.items()}
    with house.app.test_request_context(method="POST", data=data):
        form = IncidentForm().offer()
        assert form.validate(), form.errors
        entry = form.entry()
    assert (entry.occurred_on, entry.occurred_known) == (day, known)


def test_what_is_missing_or_no_day_is_said(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={"occurred_on-day": "5"}):
        form = IncidentForm().offer()
        assert not form.validate()
        assert set(form.errors) == {"certainty", "abuse_types", "ground", "occurred_on"}

"""What the forms of a child's details ask before casework is troubled."""

from __future__ import annotations

from caseapp.web.children.detail_forms import (
    HealthForm,
    NameForm,
    PastHomeForm,
    PersonForm,
    SchoolForm,
    SpeakerForm,
)
from tests.factories.house import House


def test_only_what_is_needed_is_asked(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={}):
        for form, asked in (
            (NameForm(), {"name", "kind"}),
            (PersonForm(), {"name", "relation"}),
            (SpeakerForm(), {"ground", "valid_from"}),
            (SchoolForm(), {"attendance", "valid_from"}),
            (HealthForm(), set()),
            (PastHomeForm(), {"area_code", "since"}),
        ):
            form.validate()
            assert set(form.errors) == asked, type(form).__name__


def test_a_past_home_may_be_an_old_unit_by_its_name(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    data = {
        "area_code": "Phường Thới Bình",
        "since-day": "1",
        "since-month": "1",
        "since-year": "2019",
    }
    with house.app.test_request_context("/", method="POST", data=data):
        form = PastHomeForm()
        assert form.validate(), form.errors
        assert int(form.area_code.data) > 200_000

"""What naming somebody asks: of a chair no reason, of a supervisor one."""

from __future__ import annotations

import pytest

from caseapp.casework.naming_reading import Choices
from caseapp.web.stand_ins.forms import USUAL, DeputyForm, StandInForm, UnitForm
from tests.factories.house import House
from tests.factories.naming import TODAY
from tests.factories.web import boxes

PEOPLE = [("pho", "Phan Thị Phó")]
POSTS = [("canbo", "Lê Thị Lan")]


def found(*, owed: bool = False) -> Choices:
    return Choices("Phường Ninh Kiều", "31135", PEOPLE, POSTS, 2, owed)


@pytest.mark.parametrize("owed", [False, True])
def test_a_deputy_is_asked_for_a_weekend_and_why_of_a_supervisor(house: House, owed: bool) -> None:
    with house.app.test_request_context():
        form = DeputyForm(found(owed=owed), TODAY)
        assert ("reason" in form) is owed
        assert (form.rank.data, form.valid_from.data) == (2, TODAY)
        assert form.last_day.data == TODAY + USUAL


@pytest.mark.parametrize(
    ("sent", "faulty"),
    [
        ({"person": "pho", "in_place_of": "canbo"}, set()),
        ({"person": "who", "in_place_of": "who"}, {"person", "in_place_of"}),
        ({"person": ""}, {"person", "in_place_of"}),
    ],
)
def test_a_stand_in_has_a_person_and_a_post(
    house: House, sent: dict[str, str], faulty: set[str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    days = boxes("valid_from", "2026-11-23") | boxes("last_day", "2026-11-24")
    with house.app.test_request_context(method="POST", data=days | sent):
        form = StandInForm(found(), TODAY)
        assert form.validate() == (not faulty)
        assert set(form.errors) == faulty
    with house.app.test_request_context():
        assert StandInForm(found(), TODAY).in_place_of.data == "canbo"  # the only one


def test_a_unit_is_of_today(house: House) -> None:
    with house.app.test_request_context():
        assert len(UnitForm().unit.choices) == 103

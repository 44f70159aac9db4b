"""What the children's forms offer, and what they ask for before casework is troubled."""

from __future__ import annotations

from caseapp.web.children.forms import CircumstanceForm, MoveForm, NewChildForm
from caseapp.web.children.help_forms import AssistanceForm
from tests.factories.house import House


def test_a_birth_may_be_left_out_but_not_the_home(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(
        "/", method="POST", data={"full_name": "Bé", "sex": "male"}
    ):
        form = NewChildForm(units=frozenset({31135, 31120}))
        assert not form.validate()
        assert set(form.errors) == {"area_code", "resident_from"}


def test_one_unit_needs_no_choosing_several_do(house: House) -> None:
    with house.app.test_request_context():
        assert NewChildForm(units=frozenset({31135})).area_code.choices == [
            ("31135", "Phường Ninh Kiều")
        ]
        offered = NewChildForm(units=frozenset({31135, 31120})).area_code.choices
        assert {code for code, _ in offered} == {"31135", "31120"}


def test_a_child_may_move_out_of_the_city_or_nobody_knows_where(house: House) -> None:
    with house.app.test_request_context():
        codes = [code for code, _ in MoveForm().area_code.choices]
    assert len(codes) == 103 + 2
    assert codes[-2:] == ["outside", "unknown"]


def test_groups_bear_their_number_and_every_kind_of_help_is_there(house: House) -> None:
    with house.app.test_request_context():
        assert CircumstanceForm().group_code.choices[0] == ("01", "01. Trẻ em mồ côi cả cha và mẹ")
        assert len(AssistanceForm().kind.choices) == 12

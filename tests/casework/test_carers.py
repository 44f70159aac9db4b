"""The register of carers: kept sealed, by unit, its homes opened by themselves and logged."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from caseapp.casework.carers import (
    change_carer,
    list_units,
    read_home,
    read_register,
    register_carer,
)
from caseapp.casework.measure_papers import Place
from caseapp.records.carers import Carer
from caseapp.rules.access import Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.care import CARER, HOME, a_carer, registered
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import DAY, TODAY, Desk, a_desk
from tests.factories.reports import STRANGER, SUPERVISOR, kept, last_logged
from tests.factories.web import NINH_KIEU


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def test_a_carer_is_read_without_the_home(house: House, desk: Desk) -> None:
    assert registered(house, desk, health_on=TODAY - 200 * DAY) == 1
    with house.app.app_context():
        view = read_register(desk.chair, NINH_KIEU, now=NOW)
        (one,) = view.carers
        assert (one.name, one.born, one.relative, one.lacks) == (
            CARER, 1970, False, ("health_old",),
        )  # fmt: skip
        assert HOME not in repr(view)
        assert list_units(SUPERVISOR, now=NOW) == [(NINH_KIEU, view.unit, 1)]
    for cell in kept(house, select(Carer.content, Carer.home))[0]:
        assert cell
        assert CARER.encode() not in cell
        assert HOME.encode() not in cell


def test_a_home_is_opened_by_itself_and_each_look_is_logged(house: House, desk: Desk) -> None:
    registered(house, desk)
    with house.app.app_context():
        for actor in (desk.officer, desk.chair, SUPERVISOR):
            assert read_home(actor, NINH_KIEU, 1, now=NOW) == Place(CARER, HOME, "0902 000 111")
            assert last_logged() == [(actor.label, "place.see", "done")]
        for number in (0, 2):
            with pytest.raises(Missing):
                read_home(desk.officer, NINH_KIEU, number, now=NOW)
        with pytest.raises(Missing):
            read_home(STRANGER, NINH_KIEU, 1, now=NOW)
        with pytest.raises(Missing):
            read_register(STRANGER, NINH_KIEU, now=NOW)
        with pytest.raises(Denied):
            read_home(an_actor(Role.COLLABORATOR), NINH_KIEU, 1, now=NOW)


def test_an_entry_is_changed_and_ended_with_a_reason(house: House, desk: Desk) -> None:
    registered(house, desk)
    over = a_carer(last_day=TODAY - DAY, ended="Chuyển đi nơi khác")
    with house.app.app_context():
        change_carer(desk.officer, NINH_KIEU, 1, over, version=2, now=NOW)
        with pytest.raises(RuleBroken, match="changed after"):
            change_carer(desk.officer, NINH_KIEU, 1, over, version=2, now=NOW)
        view = read_register(desk.officer, NINH_KIEU, now=NOW)
    assert (view.carers[0].ended, view.carers[0].holds) == ("Chuyển đi nơi khác", False)
    assert view.available == ()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"born": 2010}, "born"),
        ({"born": 1800}, "born"),
        ({"address": ""}, "address"),
        ({"conditions": ("rich",)}, "conditions"),
        ({"judicial": "maybe"}, "judicial"),
        ({"health_on": TODAY + DAY}, "health_on"),
        ({"last_day": TODAY - 60 * DAY, "ended": "Đi"}, "last_day"),
        ({"last_day": TODAY}, "ended"),
    ],
)
def test_bad_input_is_named(house: House, desk: Desk, fields: dict[str, Any], field: str) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        register_carer(desk.officer, NINH_KIEU, a_carer(**fields), now=NOW)
    assert broken.value.field == field

"""A unit's own, earlier target: by the chair for the own unit, never later than the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.outcomes import Missing
from caseapp.casework.targets import end_target, list_targets, set_target, units_to_set
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.first_hours import HOUR, RECEIVED, Night, a_night
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

TODAY = date(2026, 11, 23)


@pytest.fixture
def night(house: House) -> Night:
    return a_night(house)


def put(by: Actor, unit: str, hours: int = 8, last: date | None = None) -> None:
    set_target(by, unit, hours=hours, valid_from=TODAY, last_day=last, now=NOW)


def test_it_stands_beside_the_legal_end_and_changes_nothing_of_it(night: Night) -> None:
    before = night.seen().clock
    with night.house.app.app_context():
        put(night.chair, NINH_KIEU)
    view = night.seen()
    assert view.clock == before
    assert view.target is not None
    assert (view.target.hours, view.target.due(RECEIVED)) == (8, RECEIVED + 8 * HOUR)


@pytest.mark.parametrize(("hours", "field"), [(12, "hours"), (13, "hours"), (0, "hours")])
def test_never_a_later_one(night: Night, hours: int, field: str) -> None:
    with night.house.app.app_context(), pytest.raises(RuleBroken) as broken:
        put(night.chair, NINH_KIEU, hours)
    assert broken.value.field == field


def test_each_for_the_own_units_and_one_at_a_time(night: Night) -> None:
    elsewhere = actor_of(night.house, make_user(night.house, "chair", CAI_KHE))
    with night.house.app.app_context():
        assert [code for code, _ in units_to_set(night.chair, now=NOW)] == [NINH_KIEU]
        assert len(units_to_set(night.supervisor, now=NOW)) == 103
        with pytest.raises(Denied):
            put(night.officer, NINH_KIEU)
        for unit in (CAI_KHE, "92", "x"):
            with pytest.raises(RuleBroken):
                put(night.chair, unit)
        put(night.supervisor, NINH_KIEU, last=TODAY + timedelta(days=9))
        with pytest.raises(RuleBroken, match="Another target"):
            put(night.chair, NINH_KIEU, 6)
        (view,) = list_targets(night.chair, now=NOW)
        assert (view.hours, view.last_day, view.may_end) == (8, TODAY + timedelta(days=9), True)
        assert list_targets(elsewhere, now=NOW) == []
        with pytest.raises(Missing):
            end_target(elsewhere, view.number, now=NOW)
        end_target(night.chair, view.number, now=NOW)
        (view,) = list_targets(night.chair, now=NOW)
        assert (view.last_day, view.may_end) == (TODAY, False)  # ended, and still in the list

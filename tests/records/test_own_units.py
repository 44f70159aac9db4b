"""Whose units a bound select asks for is told by the open door alone, whenever it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import BindParameter, bindparam, select

from caseapp.records.own_units import is_forged, one_of, refuse_values, unit, units
from caseapp.records.reach import Guest, Rows
from caseapp.records.reports import Report
from caseapp.records.scope import OutOfScope, Reach, reaching
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import Wards, nobody

UNIT, UNITS = unit(), units()
NOWHERE = 999_999


def test_the_values_are_those_of_the_door_that_is_open() -> None:
    with reaching(Reach(frozenset({NINH_KIEU}))):
        assert (UNIT.effective_value, UNITS.effective_value) == (NINH_KIEU, [NINH_KIEU])
    with reaching(Reach(frozenset({NINH_KIEU, CAI_KHE}))):
        assert UNITS.effective_value == sorted([NINH_KIEU, CAI_KHE])
        with pytest.raises(OutOfScope, match="several"):
            _ = UNIT.effective_value  # one is asked for of several: nothing is told


@pytest.mark.parametrize("reach", [None, Reach(None), Reach(None, "figures")])
def test_where_no_units_are_nothing_is_sent(reach: Reach | None) -> None:
    with reaching(reach) if reach else nobody():
        for parameter in (UNIT, UNITS):
            with pytest.raises(OutOfScope):
                _ = parameter.effective_value


@pytest.mark.parametrize("place", [unit, units])
def test_each_place_has_a_parameter_of_its_own(place: Callable[[], BindParameter[int]]) -> None:
    assert place().key != place().key


@pytest.mark.parametrize("place", [unit, units])
def test_values_of_another_statement_are_not_put_in_the_place_of_the_units(
    wards: Wards, place: Callable[[], BindParameter[int]]
) -> None:
    """SQLAlchemy takes a parameter and a plain value for the same when it knows a statement again."""

    def told(value: Any) -> list[Any]:
        one = value if isinstance(value, list) or getattr(value, "expanding", False) else None
        where = Report.area_id.in_(one) if one is not None else Report.area_id == value
        return list(wards.session.scalars(select(Report.area_id).where(where)))

    asked = {unit: CAI_KHE, units: [CAI_KHE]}[place]
    with reaching(Reach(frozenset({NINH_KIEU} if place is unit else {NINH_KIEU, NOWHERE}))):
        assert set(told(place())) == {NINH_KIEU}
        assert told(asked) == []


@pytest.mark.parametrize("name", ["id_1", "area_id_1", "caseapp_shown_1"])
@pytest.mark.parametrize("how", ["hidden", "only", "guest"])
def test_values_sent_along_show_nothing_that_is_kept(wards: Wards, how: str, name: str) -> None:
    own, other = wards.own[Report], wards.other[Report]
    reach = {
        "hidden": Reach(frozenset({NINH_KIEU}), hidden=Rows(reports=frozenset({own}))),
        "only": Reach(frozenset({NINH_KIEU}), only=Rows(reports=frozenset({own + other + 1}))),
        "guest": Reach(
            frozenset({NINH_KIEU, CAI_KHE}), guest=Guest(frozenset({NINH_KIEU}), Rows())
        ),
    }[how]
    with reaching(reach):
        plain = set(wards.session.scalars(select(Report.id)))
        for value in ([0], [own], [other], [CAI_KHE]):
            try:
                found = set(wards.session.scalars(select(Report.id), {name: value}))
            except OutOfScope:
                continue
            assert found == plain


def test_a_parameter_of_its_name_is_forged() -> None:
    assert not is_forged(UNIT)
    assert not is_forged(select(UNIT).compile().binds[UNIT.key])
    assert not is_forged(bindparam("state"))
    for made in (
        bindparam("caseapp_reach", CAI_KHE),
        bindparam(UNITS.key, [CAI_KHE]),
        UNIT._with_value(CAI_KHE, maintain_key=True),
        bindparam("caseapp_reach", callable_=lambda: CAI_KHE),
    ):
        assert is_forged(made)


@pytest.mark.parametrize(
    "given",
    [
        {"caseapp_reach": 1},
        [{"state": ""}, {"caseapp_reach_1": 1}],
        {UNIT.key: 1},
        {one_of([1]).key: [2]},
        {"caseapp_shown_1": [2]},
    ],
)
def test_values_of_the_name_are_refused(given: Any) -> None:
    with pytest.raises(OutOfScope):
        refuse_values(given)


@pytest.mark.parametrize("given", [None, {}, {"state": ""}, [{"reach": 1}]])
def test_other_values_are_the_statements_own(given: Any) -> None:
    refuse_values(given)

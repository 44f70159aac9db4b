"""Whose units a bound select asks for is told by the open door alone, whenever it is sent."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, select

from caseapp.records.own_units import UNIT, UNITS, is_forged, refuse_values
from caseapp.records.scope import OutOfScope, Reach, reaching
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.wards import nobody


def test_the_values_are_those_of_the_door_that_is_open() -> None:
    with reaching(Reach(frozenset({NINH_KIEU}))):
        assert (UNIT.effective_value, UNITS.effective_value) == (NINH_KIEU, [NINH_KIEU])
    with reaching(Reach(frozenset({NINH_KIEU, CAI_KHE}))):
        assert UNITS.effective_value == sorted([NINH_KIEU, CAI_KHE])
        with pytest.raises(ValueError, match="too many"):
            _ = UNIT.effective_value  # one is asked for of several: nothing is told


@pytest.mark.parametrize("reach", [None, Reach(None), Reach(None, "figures")])
def test_where_no_units_are_nothing_is_sent(reach: Reach | None) -> None:
    with reaching(reach) if reach else nobody():
        for parameter in (UNIT, UNITS):
            with pytest.raises(OutOfScope):
                _ = parameter.effective_value


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
    "given", [{"caseapp_reach": 1}, [{"state": ""}, {"caseapp_reach_1": 1}], {UNIT.key: 1}]
)
def test_values_of_the_name_are_refused(given: Any) -> None:
    with pytest.raises(OutOfScope):
        refuse_values(given)


@pytest.mark.parametrize("given", [None, {}, {"state": ""}, [{"reach": 1}]])
def test_other_values_are_the_statements_own(given: Any) -> None:
    refuse_values(given)

"""The parameters by which the row filter's conditions are bound to the units of the open door.

A select is bound once; whose units they are is asked whenever it is sent. So nobody else may give
these parameters a value, in the statement or beside it.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BindParameter, Integer, bindparam

from caseapp.records.reach import reach_now
from caseapp.records.scoped import OutOfScope

_NAME: Final = "caseapp_reach"


def _units_now() -> list[int]:
    reach = reach_now()
    if reach is None or reach.units is None:
        raise OutOfScope("a select that is bound to units was sent where none are")
    return sorted(reach.units)


def _unit_now() -> int:
    (unit,) = _units_now()
    return unit


# Unique, so that no other parameter of a statement is taken for one of them by its name.
UNITS: Final = bindparam(_NAME, type_=Integer, unique=True, expanding=True, callable_=_units_now)
UNIT: Final = bindparam(_NAME, type_=Integer, unique=True, callable_=_unit_now)


def is_forged(parameter: BindParameter[Any]) -> bool:
    """Tell whether a parameter is named like the filter's own and takes its value elsewhere."""
    return _NAME in str(parameter.key) and parameter.callable not in {_units_now, _unit_now}


def refuse_values(given: Any) -> None:  # noqa: ANN401 - a mapping, or a list of them, or none
    """Raise OutOfScope for values that would be put in the place of the door's units."""
    for values in given if isinstance(given, list) else [given or {}]:
        if any(_NAME in str(name) for name in values):
            raise OutOfScope("the units of a statement are those of the open door")

"""The parameters of the row filter's conditions, to which nobody else gives a value.

A select is bound to units once; whose they are is asked of the open door whenever it is sent. Each
place gets a parameter of its own: when SQLAlchemy knows a statement again, it puts its values into
every place of one origin.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import BindParameter, Integer, bindparam

from caseapp.records.reach import reach_now
from caseapp.records.scoped import OutOfScope

_NAME: Final = "caseapp_reach"
_OURS: Final = "caseapp_"


def _units_now() -> list[int]:
    reach = reach_now()
    if reach is None or reach.units is None:
        raise OutOfScope("a select that is bound to units was sent where none are")
    return sorted(reach.units)


def _unit_now() -> int:
    found = _units_now()
    if len(found) != 1:
        raise OutOfScope("a select that is bound to one unit was sent where there are several")
    return found[0]


def unit() -> BindParameter[int]:
    """Return a new place for the door's one unit."""
    return bindparam(_NAME, type_=Integer, unique=True, callable_=_unit_now)


def units() -> BindParameter[int]:
    """Return a new place for the door's units."""
    return bindparam(_NAME, type_=Integer, unique=True, expanding=True, callable_=_units_now)


def one_of(numbers: Collection[Any]) -> BindParameter[Any]:
    """Return a place for what is kept from somebody or lent to them: no other value is taken."""
    return bindparam(_OURS + "shown", sorted(numbers), unique=True, expanding=True)


def is_forged(parameter: BindParameter[Any]) -> bool:
    """Tell whether a parameter is named like the filter's own and takes its value elsewhere."""
    return _NAME in str(parameter.key) and parameter.callable not in {_units_now, _unit_now}


def refuse_values(given: Any) -> None:  # noqa: ANN401 - a mapping, or a list of them, or none
    """Raise OutOfScope for values that would be put in the place of the row filter's own.

    What is kept from somebody, and what is lent, stands there as well.
    """
    for values in given if isinstance(given, list) else [given or {}]:
        if any(_OURS in str(name) for name in values):
            raise OutOfScope("the units of a statement are those of the open door")

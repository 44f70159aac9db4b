"""Rows that are changed in place, as they stood at a past moment: papers, activities, clocks.

A row is never turned back itself: a copy outside the session bears the values of then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import class_mapper

from caseapp import desk
from caseapp.casework.past_values import typed, unbroken
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.pasts import ACTIVITY, CLOCK, PAPER, CasePast

R = TypeVar("R", Paper, PlanActivity, CaseClock)

_MARKS: Final[dict[type[Any], str]] = {Paper: PAPER, PlanActivity: ACTIVITY, CaseClock: CLOCK}
_SEALED: Final[dict[type[Any], str]] = {Paper: "decision", PlanActivity: "result"}


class PastRows:
    """What is kept of the rows of some cases, for one moment."""

    def __init__(self, pasts: Iterable[CasePast], moment: datetime) -> None:
        self.moment = moment
        self._pasts: dict[str, list[CasePast]] = {}
        for past in pasts:
            self._pasts.setdefault(past.column, []).append(past)

    def then(self, row: R) -> R:
        """Return a copy of a row with what stood in it, or still stands."""
        model = type(row)
        values = {each.key: getattr(row, each.key) for each in class_mapper(model).column_attrs}
        kept = self._of(row)
        past = next((each for each in kept if each.changed_at > self.moment), None)
        if past is not None:
            columns = class_mapper(model).columns
            was = json.loads(past.was or "{}")
            values |= {name: typed(value, columns[name].type) for name, value in was.items()}
            if model in _SEALED:
                values[_SEALED[model]] = past.was_sealed
        return model(**values)

    def is_whole(self, row: Paper) -> bool:
        """Tell whether every change of a paper since the moment was kept."""
        return unbroken(row.version, self._of(row), self.moment)[0]

    def _of(self, row: Paper | PlanActivity | CaseClock) -> list[CasePast]:
        return self._pasts.get(f"{_MARKS[type(row)]}{row.id}", [])


def pasts_of(door: desk.Door, case: Case, moment: datetime) -> PastRows:
    """Return what is kept of the papers, activities and clocks of a case: one statement."""
    marked = or_(*(CasePast.column.startswith(mark) for mark in _MARKS.values()))
    asked = select(CasePast).where(CasePast.case_id == case.id, marked).order_by(CasePast.id)
    return PastRows(door.session.scalars(asked), moment)

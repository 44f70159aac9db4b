"""Requests and restrictions of a child's data go where the child is opened: none is left behind.

A unit that may open the child no more could neither read nor answer what it once took down, while
the limits run on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.data_requests import DataRequest, FileRestriction


def follow(door: desk.Door, records: Iterable[Child], *, to: int | None = None) -> None:
    """Give the unit `to` what units hold of children whom they open no more, inside an open door.

    Without `to` it goes to the child's first unit; a child without one keeps its rows as they are.
    """
    door.session.flush()
    for record in records:
        units = {unit.area_id for unit in record.units}
        if not units:
            continue
        for row in _held(door, record):
            if row.area_id not in units:
                row.area_id = min(units) if to is None else to
    door.session.flush()


def _held(door: desk.Door, record: Child) -> Iterable[Any]:
    for model in (DataRequest, FileRestriction):
        yield from door.session.scalars(select(model).where(model.child_id == record.id)).all()

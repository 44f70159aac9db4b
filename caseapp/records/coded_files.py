"""Finds a child's file in any unit by the code that stands on one of its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, null, select
from sqlalchemy.orm import Session

from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import Row
from caseapp.records.erasures import ErasedMark
from caseapp.records.own_reach import at_the_tables, hidden_from
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scoped import SCOPED
from caseapp.rules.access import Actor

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Found:
    """A child's file: the child's id and code, and the units that may open it."""

    child_id: int
    code: str
    units: tuple[int, ...]


def file_of(session: Session, code: str, actor: Actor) -> Found | None:
    """Return the file of any unit by the code on one of its papers, None when there is none.

    Of a file that is kept from the person there is none.
    """
    model: Any = _CODED.get(code[:2])
    if model is None:
        return None
    column = model.id if model is Child else model.child_id
    hidden = hidden_from(session, actor)
    with at_the_tables(session):
        number = session.scalar(select(column).where(model.code == code, ~_is_erased(code)))
        if number is None or (hidden is not None and number in hidden.children):
            return None
        number = session.scalar(select(Child.merged_into_id).where(Child.id == number)) or number
        own = session.scalar(select(Child.code).where(Child.id == number))
        units = session.scalars(select(ChildUnit.area_id).where(ChildUnit.child_id == number))
        return Found(number, str(own), tuple(units))


def one_with(
    session: Session, model: type[R], fields: Mapping[str, object]
) -> tuple[R | None, int | None]:
    """Return the first row with these values, and the erasure that took it, if one did."""
    given = {name: value for name, value in fields.items() if value is not None}
    empty = frozenset(set(fields) - set(given))
    found = session.execute(_one(model, tuple(given), empty), given).first()
    return (None, None) if found is None else (found[0], found[1])


@lru_cache(maxsize=256)
def _one(model: type[R], given: tuple[str, ...], empty: frozenset[str]) -> Select[Any]:
    """Return the select of `one_with`, made once for a model and the names of the fields."""
    own: Any = model
    return select(own, _erased_by(model)).where(
        *(getattr(own, name) == bindparam(name) for name in given),
        *(getattr(own, name).is_(None) for name in sorted(empty)),
    )


def _erased_by(model: type[Row]) -> Any:  # noqa: ANN401 - a column to be selected
    if model.__tablename__ not in SCOPED or "code" not in model.__table__.c:
        return null().label("erased")
    own: Any = model
    asked = select(ErasedMark.erasure_id).where(ErasedMark.code == own.code)
    return asked.scalar_subquery().label("erased")


def _is_erased(code: str) -> ColumnElement[bool]:
    return select(ErasedMark.code).where(ErasedMark.code == code).exists()


_CODED: Final = {
    marks.CHILD: Child,
    marks.CASE: Case,
    marks.REPORT: Report,
    marks.REFERRAL: Referral,
}

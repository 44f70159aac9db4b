"""Reading an entry of help for a list of children: who got it, and the entries of a unit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assistance import AssistanceEntry
from caseapp.casework.assistance_batches import Recipient
from caseapp.casework.namings import unit_of
from caseapp.casework.staff import name_of
from caseapp.records.assistance import AssistanceBatch, cell_of
from caseapp.records.children import Assistance, Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.matching import name_order
from caseapp.rules.outcomes import Missing

PAGE: Final = 50
"""So many of a unit's entries stand on one page."""


@dataclass(frozen=True)
class Given:
    """A child of an entry and the help it has by it today; `corrected` since, or `withdrawn`."""

    child: Recipient
    row: int
    given_on: date
    given_until: date | None
    open_ended: bool
    value: int | None
    corrected: bool
    withdrawn: bool


@dataclass(frozen=True)
class BatchView:
    """An entry for a list of children, with those of them whom the reader may open."""

    code: str
    unit_id: int
    unit: str
    number: int
    entry: AssistanceEntry
    entered_at: datetime
    entered_by: str
    given: tuple[Given, ...]

    @property
    def standing(self) -> tuple[Given, ...]:
        """Those who have the help by this entry, as it stands today."""
        return tuple(each for each in self.given if not each.withdrawn)

    @property
    def total(self) -> int:
        """The value of all that was given, in đồng."""
        return sum(each.value or 0 for each in self.standing)


def read_batch(actor: Actor, unit_code: str, number: int, *, now: datetime) -> BatchView:
    """Return an entry of a unit with who got the help by it.

    Missing outside the reach, and when every child of it is kept from the reader.
    """
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        unit = unit_of(door, unit_code)
        batch = door.find(AssistanceBatch, id=number, area_id=unit)
        asked = (
            select(Assistance, Child)
            .join(Child, Child.id == Assistance.child_id)
            .where(Assistance.batch_id == batch.id)
            .order_by(Assistance.id)
        )
        rows = door.session.execute(asked).tuples().all()
        if not rows:
            raise Missing(f"assistance_batches:{number}")
        door.log(f"assistance:{unit}", unit, batch=batch.id, rows=len(rows))
        given = sorted(_newest(rows), key=lambda each: (name_order(each.child.name), each.row))
        return BatchView(
            unit_code,
            unit,
            areas.label(unit),
            batch.id,
            _entry_of(door, batch),
            batch.entered_at,
            name_of(door, batch.entered_by),
            tuple(given),
        )


def _newest(rows: Collection[tuple[Assistance, Child]]) -> Iterator[Given]:
    """Yield for each child the newest row of it: that which stands, unless all are withdrawn."""
    newest: dict[int, tuple[Assistance, Child, bool]] = {}
    for row, child in rows:
        newest[child.id] = (row, child, child.id in newest)
    for row, child, corrected in newest.values():
        yield Given(
            Recipient(child.code, child.full_name, child.date_of_birth, child.birth_precision),
            row.id,
            row.given_on,
            row.given_until,
            row.open_ended,
            row.value,
            corrected,
            row.deleted_at is not None,
        )


def _entry_of(door: desk.Door, batch: AssistanceBatch) -> AssistanceEntry:
    text = door.place.vault.unseal_own(cell_of(batch), batch.content) if batch.content else "{}"
    said: dict[str, str] = json.loads(text)
    return AssistanceEntry(
        batch.kind,
        batch.given_on,
        batch.given_until,
        batch.open_ended,
        batch.provider,
        said.get("note", ""),
        batch.value,
        said.get("in_kind", ""),
    )


@dataclass(frozen=True)
class BatchLine:
    """An entry in the list of a unit's entries; `children` are those whom the reader may open."""

    number: int
    kind: str
    given_on: date
    provider: str
    value: int | None
    children: int


@dataclass(frozen=True)
class BatchPage:
    """A page of a unit's entries; `next` is the entry after which the next page begins, or 0."""

    code: str
    unit: str
    lines: list[BatchLine]
    next: int


def list_batches(actor: Actor, unit_code: str, after: int = 0, *, now: datetime) -> BatchPage:
    """Return the entries of a unit for lists of children, as far as they still stand, newest first.

    `after` is the last entry of the page before, 0 for the first page.
    """
    with desk.reading(actor, Act.ASSISTANCE_LIST, now=now) as door:
        unit = unit_of(door, unit_code)
        counted = (
            select(Assistance.batch_id, func.count(Assistance.id))
            .join(AssistanceBatch, AssistanceBatch.id == Assistance.batch_id)
            .where(AssistanceBatch.area_id == unit, Assistance.deleted_at.is_(None))
            .group_by(Assistance.batch_id)
            .order_by(Assistance.batch_id.desc())
            .limit(PAGE + 1)
        )
        if after:
            counted = counted.where(Assistance.batch_id < after)
        found = door.session.execute(counted).tuples().all()
        numbers = dict(found[:PAGE])
        asked = select(AssistanceBatch).where(AssistanceBatch.id.in_(sorted(numbers)))
        rows = list(door.session.scalars(asked.order_by(AssistanceBatch.id.desc())))
        door.log(f"assistance:{unit}", unit, batches=len(rows))
        lines = [
            BatchLine(row.id, row.kind, row.given_on, row.provider, row.value, numbers[row.id])
            for row in rows
        ]
        following = rows[-1].id if len(found) > PAGE else 0
        return BatchPage(unit_code, areas.label(unit), lines, following)

"""What was said of a child that was entered twice: which words reach which of its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.consents import ConsentEntry
from caseapp.records.twins import Merge

_Words: TypeAlias = list[ConsentEntry]


@dataclass(frozen=True)
class Joined:
    """Since when two records of a child are one, by their ids; of a child with one it is empty."""

    since: dict[tuple[int, int], datetime]

    def apart(self, rows: Sequence[ConsentEntry]) -> list[tuple[_Words, _Words]]:
        """Return of each record what it said while it was alone, and that with all said since.

        Nothing for a child with words in one record alone.
        """
        records = sorted({row.child_id for row in rows})
        if len(records) <= 1:  # one is the child itself
            return []
        return [
            (
                [row for row in rows if row.child_id == record and self._alone(row, records)],
                [row for row in rows if self._reaches(row, record)],
            )
            for record in records
        ]

    def _alone(self, row: ConsentEntry, records: Iterable[int]) -> bool:
        return not all(self._reaches(row, record) for record in records)

    def _reaches(self, row: ConsentEntry, record: int) -> bool:
        if row.child_id == record:
            return True
        since = self.since.get((row.child_id, record))
        return since is not None and row.entered_at > since


def joined_among(door: desk.Door, child: Child, records: Collection[int]) -> Joined:
    """Return since when the records of a child are one; asked only where two of them have words."""
    if len(records) <= 1:  # one was never merged
        return Joined({})
    counting = select(Child.id).where(Child.merged_into_id == child.id)
    merges = (
        select(Merge)
        .where(Merge.state == "merged", Merge.second_id.in_(counting))
        .order_by(Merge.decided_at, Merge.id)
    )
    since: dict[tuple[int, int], datetime] = {}
    group: dict[int, frozenset[int]] = {}
    for merge in door.session.scalars(merges):
        assert merge.decided_at is not None
        one = group.get(merge.first_id, frozenset({merge.first_id}))
        other = group.get(merge.second_id, frozenset({merge.second_id}))
        for a in one:
            for b in other:
                since[a, b] = since[b, a] = merge.decided_at
        group |= dict.fromkeys(one | other, one | other)
    return Joined(since)

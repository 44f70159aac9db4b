"""Children merged into others: whose rows count as whose, and what the other is like."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from caseapp.rules.units import ELSEWHERE
from caseapp.rules.values import Period
from caseapp.statistics.facts.kinds import Stay, home
from caseapp.statistics.facts.people import ASSISTANCE, CHILDREN, RESIDENCES, helped_in
from caseapp.statistics.facts.seen import Seen


class Person(NamedTuple):
    """What a child is counted by: its id, sex, birth and ethnicity."""

    id: int
    sex: str
    born: date | None
    ethnicity: str


@dataclass
class Kin:
    """The merged children: few beside the others, so they are read whole and joined here.

    `root_of` leads from each record of a merge, the one that stays included, to that one.
    """

    root_of: dict[int, int] = field(default_factory=dict)
    persons: dict[int, Person] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    stays: dict[int, list[Stay]] = field(default_factory=dict)
    helped: frozenset[int] = frozenset()

    def knows(self, child: int) -> bool:
        """Tell whether the record belongs to a merge."""
        return child in self.root_of

    def person(self, child: int) -> Person | None:
        """Return the child that a record counts as; None when that one is deleted."""
        return self.persons.get(self.root_of[child])

    def unit(self, root: int, day: date, *, or_last: bool = False) -> int | None:
        """Return where the child lived on the day, by its own record before the merged ones."""
        merged = [stay for member in self.members[root] for stay in self.stays.get(member, ())]
        return home(self.stays.get(root, ()), merged, day, or_last=or_last)

    def was_helped(self, root: int) -> bool:
        """Tell whether any record of the child has an assistance that meets the period."""
        return not self.helped.isdisjoint((root, *self.members[root]))


def roots(pairs: dict[int, int]) -> dict[int, int]:
    """Lead every record of a merge to the last one: A merged into B, B into C, all count as C.

    A circle, which no act can make, ends where it closes instead of running on.
    """
    found: dict[int, int] = {}
    for child in pairs:
        last, seen = child, {child}
        while last in pairs and pairs[last] not in seen:
            last = pairs[last]
            seen.add(last)
        found[child] = last
        found[last] = last
    return found


def involved() -> Select[Any]:
    """Return the select of every record that was merged or that another was merged into."""
    loser, winner = CHILDREN.alias("loser"), CHILDREN.alias("winner")
    merged = select(loser.c.id).where(loser.c.merged_into_id.is_not(None))
    into = select(winner.c.merged_into_id).where(winner.c.merged_into_id.is_not(None))
    # UNION ALL: without the need to sort, each half stays in its small index.
    both = merged.union_all(into).subquery("involved")
    return select(both.c.id)


def read_kin(session: Session, period: Period, seen: Seen | None = None) -> Kin:
    """Read the merged children: one statement when there is none, four otherwise.

    Who counts as a child that a reader may not open is not counted for that reader.
    """
    merged = CHILDREN.c.merged_into_id
    pairs = session.execute(select(CHILDREN.c.id, merged).where(merged.is_not(None))).tuples()
    kin = Kin(roots(dict(pairs.all())))
    if not kin.root_of:
        return kin
    for child, root in kin.root_of.items():
        members = kin.members.setdefault(root, [])
        if child != root:
            members.append(child)
    kin.persons = {
        row.id: Person(*row)
        for row in session.execute(
            select(
                CHILDREN.c.id, CHILDREN.c.sex, CHILDREN.c.date_of_birth, CHILDREN.c.ethnicity
            ).where(
                CHILDREN.c.id.in_(involved()),
                CHILDREN.c.deleted_at.is_(None),
                *(seen.children(CHILDREN.c.id) if seen else ()),
            )
        )
    }
    kin.stays = _stays(session)
    kin.helped = frozenset(
        session.scalars(
            select(ASSISTANCE.c.child_id).where(
                ASSISTANCE.c.child_id.in_(involved()), *helped_in(period)
            )
        )
    )
    return kin


def _stays(session: Session) -> dict[int, list[Stay]]:
    stay = RESIDENCES.c
    found: dict[int, list[Stay]] = defaultdict(list)
    for child, *lived in session.execute(
        select(stay.child_id, stay.unit_id, stay.valid_from, stay.valid_until).where(
            stay.child_id.in_(involved()), stay.unit_id.not_in(sorted(ELSEWHERE.values()))
        )
    ):
        found[child].append(Stay(*lived))
    return dict(found)

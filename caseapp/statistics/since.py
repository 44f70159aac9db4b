"""Reads what became of some children after a moment: rows entered, taken out, merged, moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, or_, select
from sqlalchemy.orm import Session

from caseapp.records.children import Circumstance
from caseapp.records.disasters import Impact
from caseapp.records.reports import Incident, Report
from caseapp.records.twins import Merge
from caseapp.rules.values import Period
from caseapp.statistics.differences import Since
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.facts.people import ASSISTANCE, CHILDREN, RESIDENCES, lived_in
from caseapp.statistics.members import CHILDLESS, SUSPECTED

_CIRCUMSTANCES: Final[FromClause] = Circumstance.__table__
_REPORTS: Final[FromClause] = Report.__table__
_INCIDENTS: Final[FromClause] = Incident.__table__
_IMPACTS: Final[FromClause] = Impact.__table__
_MERGES: Final[FromClause] = Merge.__table__
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class _Asked:
    """The children that a cause is looked for, with the records merged into them."""

    session: Session
    at: datetime
    root_of: Mapping[int, int]
    records: tuple[int, ...]

    def roots(self, column: ColumnElement[int], *conditions: Any) -> frozenset[int]:  # noqa: ANN401
        """Return the children, as they count, for whom a row fulfils the conditions."""
        found: set[int] = set()
        for some in _bundles(self.records):
            asked = select(column).where(column.in_(some), *conditions).distinct()
            found.update(self.root_of.get(child, child) for child in self.session.scalars(asked))
        return frozenset(found)

    def entered(self, table: FromClause, *conditions: Any) -> frozenset[int]:  # noqa: ANN401
        """Return for whom a row of the table was entered since."""
        return self.roots(table.c.child_id, table.c.entered_at > self.at, *conditions)

    def taken_out(self, table: FromClause, *conditions: Any) -> frozenset[int]:  # noqa: ANN401
        """Return for whom a row of the table was taken out since."""
        return self.roots(table.c.child_id, table.c.deleted_at > self.at, *conditions)

    def incidents(self, moment: Any, *conditions: Any) -> frozenset[int]:  # noqa: ANN401 - a column
        """Return for whom an incident was entered or taken out since."""
        of_child = _REPORTS.c.id == _INCIDENTS.c.report_id
        return self.roots(_REPORTS.c.child_id, of_child, moment > self.at, *conditions)

    def reports(self, numbers: Sequence[int], *conditions: Any) -> frozenset[int]:  # noqa: ANN401
        """Return those reports that fulfil the conditions, by their numbers below zero."""
        found: set[int] = set()
        for some in _bundles(numbers):
            asked = select(_REPORTS.c.id).where(_REPORTS.c.id.in_(some), *conditions)
            found.update(-number for number in self.session.scalars(asked))
        return frozenset(found)


def read_since(
    session: Session, at: datetime, differing: Mapping[str, Collection[int]], kin: Kin
) -> Since:
    """Return what happened to these children after the moment; where they live is not in it."""
    wanted = {child for those in differing.values() for child in those if child > 0}
    reports = sorted(-number for number in differing.get(CHILDLESS, ()))
    records = wanted | {record for record, root in kin.root_of.items() if root in wanted}
    asked = _Asked(session, at, kin.root_of, tuple(sorted(records)))
    born = asked.roots(CHILDREN.c.id, CHILDREN.c.entered_at > at)
    gone = asked.roots(CHILDREN.c.id, CHILDREN.c.deleted_at > at)
    sure = _CIRCUMSTANCES.c.status == "confirmed"
    incidents, confirmed = _INCIDENTS.c, _INCIDENTS.c.certainty == "confirmed"
    told, untold = asked.entered(_REPORTS), asked.taken_out(_REPORTS)
    said = asked.incidents(incidents.entered_at)
    of_report = _INCIDENTS.c.report_id == _REPORTS.c.id
    added = select(_INCIDENTS.c.id).where(of_report, incidents.entered_at > at).exists()
    return Since(
        root_of=kin.root_of,
        merged=_merged(session, at, kin),
        entered={
            "8": born | asked.entered(_CIRCUMSTANCES, sure),
            "9": born | told | asked.incidents(incidents.entered_at, confirmed),
            "12": born | asked.entered(_IMPACTS),
            SUSPECTED: born | told | said,
            CHILDLESS: asked.reports(reports, or_(_REPORTS.c.entered_at > at, added)),
        },
        taken_out={
            "8": gone | asked.taken_out(_CIRCUMSTANCES, sure),
            "9": gone | untold | asked.incidents(incidents.deleted_at, confirmed),
            "12": gone | asked.taken_out(_IMPACTS),
            # What was entered in place of an incident that was taken out explains more.
            SUSPECTED: gone | untold | (asked.incidents(incidents.deleted_at) - said),
            CHILDLESS: asked.reports(reports, _REPORTS.c.deleted_at > at),
        },
        known=asked.reports(reports, _REPORTS.c.child_id.is_not(None)),
        housed=asked.entered(RESIDENCES),
        helped=asked.entered(ASSISTANCE),
        unhelped=asked.taken_out(ASSISTANCE),
    )


def _merged(session: Session, at: datetime, kin: Kin) -> frozenset[int]:
    """Return the children whose merging changed since, as they count now."""
    merge = _MERGES.c
    made = (merge.state == "merged") & (merge.decided_at > at)
    asked = select(merge.first_id, merge.second_id).where(or_(made, merge.undone_at > at))
    both = (child for row in session.execute(asked) for child in row)
    return frozenset(kin.root_of.get(child, child) for child in both)


def read_away(
    session: Session, facts: Facts, period: Period, children: Iterable[int], kin: Kin
) -> dict[str, frozenset[int]]:
    """Return who lives nowhere in the city on the day that counts, by source.

    `children` are those that a cause is looked for in indicator 8: its facts leave such out.
    """
    homes: dict[int, list[int | None]] = {}
    for hit in facts.hits:
        homes.setdefault(hit.child, []).append(hit.unit)
    nowhere = frozenset(told.child for told in facts.told if told.unit is None)
    return {
        "8": frozenset(_homeless(session, period, children, kin)),
        "9": nowhere,
        SUSPECTED: nowhere,
        "12": frozenset(child for child, units in homes.items() if set(units) == {None}),
    }


def _homeless(session: Session, period: Period, children: Iterable[int], kin: Kin) -> Iterator[int]:
    wanted = sorted(children)
    yield from (c for c in wanted if kin.knows(c) and kin.unit(c, period.end) is None)
    home = lived_in(CHILDREN.c.id, period.end)
    for some in _bundles([c for c in wanted if not kin.knows(c)]):
        yield from session.scalars(
            select(CHILDREN.c.id).where(CHILDREN.c.id.in_(some), home.is_(None))
        )


def _bundles(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]

"""What makes a row of the figures count: circumstances and help, reports, impacts and relief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Assistance, Circumstance
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.reports import Report
from caseapp.records.scope import FEW
from caseapp.rules.values import Period
from caseapp.statistics.cells import BY_REPORT, CellAsk
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Childless, Facts, Told
from caseapp.statistics.facts.people import helped_in
from caseapp.statistics.facts.standings import covers
from caseapp.statistics.indicators.i09 import Apart, counting


class Stood(NamedTuple):
    """A confirmed circumstance that covers the last day of the period."""

    group: str
    subgroup: str
    since: date
    until: date | None


class Helped(NamedTuple):
    """Help whose days meet the period; `running`: without an end yet."""

    kind: str
    since: date
    until: date | None
    running: bool


class Reported(NamedTuple):
    """A report by which a child counts, with the day it counts on; the day may be lacking."""

    code: str
    received: date
    occurred: date | None
    certainty: str
    types: tuple[str, ...]


class Struck(NamedTuple):
    """An impact of the period: relief was due by a day, and came in time or did not."""

    disaster: str
    affected: date
    listed: date | None
    relieved: date | None
    due: date

    @property
    def in_time(self) -> bool:
        """Whether relief came by the day it was due."""
        return self.relieved is not None and self.relieved <= self.due


@dataclass(frozen=True)
class Reasons:
    """Why one row counts; what the reader may not open is left out."""

    stood: Sequence[Stood] = ()
    helped: Sequence[Helped] = ()
    reported: Sequence[Reported] = ()
    struck: Sequence[Struck] = ()

    def __bool__(self) -> bool:
        return bool(self.stood or self.helped or self.reported or self.struck)


def reasons_of(
    door: desk.Door, asked: CellAsk, here: Sequence[Apart], facts: Facts, kin: Kin
) -> list[Reasons]:
    """Return the reasons of each of some rows, in their order, from what the door opens."""
    if asked.source == "9":
        return _by_reports(door, asked, here, facts)
    roots = {one.child for one in here}
    root_of = {child: child for child in roots}
    root_of |= {member: root for root in roots for member in kin.members.get(root, ())}
    period = asked.ask.period
    if asked.source == "12":
        struck = _struck(door, period, root_of, facts.relief_days)
        return [Reasons(struck=struck[one.child]) for one in here]
    stood = _stood(door, period, root_of)
    if not asked.only_fulfilled:
        return [Reasons(stood[one.child]) for one in here]
    helped = _helped(door, period, root_of)
    return [Reasons(stood[one.child], helped[one.child]) for one in here]


def _stood(
    door: desk.Door, period: Period, root_of: Mapping[int, int]
) -> defaultdict[int, list[Stood]]:
    found: defaultdict[int, list[Stood]] = defaultdict(list)
    rows = door.session.scalars(
        select(Circumstance)
        .where(
            Circumstance.child_id.in_(sorted(root_of)),
            Circumstance.status == "confirmed",
            *covers(Circumstance, period.end),
        )
        .order_by(Circumstance.valid_from, Circumstance.id)
        .execution_options(**{FEW: True})
    )
    for row in rows:
        stood = Stood(row.group_code, row.subgroup, row.valid_from, row.valid_until)
        found[root_of[row.child_id]].append(stood)
    return found


def _helped(
    door: desk.Door, period: Period, root_of: Mapping[int, int]
) -> defaultdict[int, list[Helped]]:
    found: defaultdict[int, list[Helped]] = defaultdict(list)
    rows = door.session.scalars(
        select(Assistance)
        .where(Assistance.child_id.in_(sorted(root_of)), *helped_in(period, Assistance))
        .order_by(Assistance.given_on, Assistance.id)
        .execution_options(**{FEW: True})
    )
    for row in rows:
        helped = Helped(row.kind, row.given_on, row.given_until, row.open_ended)
        found[root_of[row.child_id]].append(helped)
    return found


def _struck(
    door: desk.Door, period: Period, root_of: Mapping[int, int], relief_days: int
) -> defaultdict[int, list[Struck]]:
    found: defaultdict[int, list[Struck]] = defaultdict(list)
    rows = door.session.execute(
        select(Impact, Disaster.name)
        .join(Disaster, Disaster.id == Impact.disaster_id)
        .where(
            Impact.child_id.in_(sorted(root_of)),
            Impact.deleted_at.is_(None),
            Impact.affected_on.between(period.start, period.end),
        )
        .order_by(Impact.affected_on, Impact.id)
        .execution_options(**{FEW: True})
    )
    for row, name in rows:
        due = (row.listed_on or row.affected_on) + timedelta(relief_days)
        struck = Struck(name, row.affected_on, row.listed_on, row.relieved_on, due)
        found[root_of[row.child_id]].append(struck)
    return found


def reports_by_child(asked: CellAsk, facts: Facts) -> defaultdict[int, set[int]]:
    """Return the reports by which each child counts, in indicator 9 or as only suspected."""
    certainty = "suspected" if asked.of == "suspected" else "confirmed"
    found: defaultdict[int, set[int]] = defaultdict(set)
    for _, told, *_ in counting(facts, asked.ask.period, asked.ask.basis, certainty):
        found[told.child].add(told.report)
    return found


def _by_reports(
    door: desk.Door, asked: CellAsk, here: Sequence[Apart], facts: Facts
) -> list[Reasons]:
    """Return the reports of each row: those it counts by, or the one that is counted itself."""
    if asked.of in BY_REPORT:
        own = [{one.report} for one in here]
    else:
        by_child = reports_by_child(asked, facts)
        own = [by_child[one.child] for one in here]
    codes = _codes(door, set().union(*own))
    said = {
        number: _reported(codes[number], one) for number, one in _told(facts) if number in codes
    }
    day = 2 if asked.ask.basis == "occurred" else 1
    return [
        Reasons(
            reported=sorted(
                (said[number] for number in mine if number in said),
                key=lambda each: (each[day] or date.max, each.code),
            )
        )
        for mine in own
    ]


def _codes(door: desk.Door, numbers: Iterable[int]) -> dict[int, str]:
    """Return the marks of those reports that the reader may open."""
    asked = select(Report.id, Report.code).where(Report.id.in_(sorted(numbers)))
    return {row.id: row.code for row in door.session.execute(asked)}


def _told(facts: Facts) -> Iterator[tuple[int, Told | Childless]]:
    yield from ((told.report, told) for told in facts.told)
    yield from ((report.report, report) for report in facts.childless)


def _reported(code: str, report: Told | Childless) -> Reported:
    types = report.types if isinstance(report, Told) else ()
    return Reported(code, report.received, report.occurred, report.certainty, types)

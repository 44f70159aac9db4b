"""Contracts §5 read a second time, as slowly and plainly as it is written, to check the counts.

It shares no code with caseapp.statistics: a child is looked at day by day and row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.records.disasters import Impact
from caseapp.records.reports import Incident, Report
from caseapp.rules.units import REFORM, territory
from caseapp.rules.values import LOCAL, Period
from tests.factories.register import Register

Rows = list[dict[str, Any]]


class Oracle:
    """The figures of a period, worked out child by child."""

    def __init__(self, town: Register, period: Period, basis: str = "received") -> None:
        self.town, self.period, self.basis = town, period, basis
        self.children = {row["id"]: row for row in town.rows[Child]}

    def last_record(self, child: int) -> int | None:
        while (into := self.children[child]["merged_into_id"]) is not None:
            child = into
        return None if self.children[child]["deleted_at"] else child

    def of(self, model: type[Any], child: int) -> Rows:
        return [
            row
            for row in self.town.rows[model]
            if row["child_id"] is not None
            and self.last_record(row["child_id"]) == child
            and not row.get("deleted_at")
        ]

    def everyone(self) -> list[int]:
        return [child for child in self.children if self.last_record(child) == child]

    def is_child(self, child: int, day: date) -> bool:
        born = self.children[child]["date_of_birth"]
        if born is None:
            return True
        return (day.year - born.year, day.month, day.day) < (16, born.month, born.day)

    def age_band(self, child: int, day: date) -> str:
        born = self.children[child]["date_of_birth"]
        if born is None or day < born:
            return "unknown"
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return next(
            b for b, last in (("0-2", 2), ("3-5", 5), ("6-10", 10), ("11-15", 15)) if years <= last
        )

    def stays(self, child: int) -> tuple[Rows, Rows]:
        mine = [r for r in self.of(Residence, child) if r["unit_id"] not in (1, 2)]
        return [r for r in mine if r["child_id"] == child], [
            r for r in mine if r["child_id"] != child
        ]

    def unit(self, child: int, day: date, *, or_last: bool = False) -> int | None:
        own, merged = self.stays(child)
        for stays in (own, merged):
            covering = [
                r
                for r in stays
                if r["valid_from"] <= day and not (r["valid_until"] and r["valid_until"] <= day)
            ]
            if covering:
                return max(covering, key=lambda r: r["valid_from"])["unit_id"]
        before = [r for r in own + merged if r["valid_from"] <= day]
        return max(before, key=lambda r: r["valid_from"])["unit_id"] if or_last and before else None

    def area(self, unit: int) -> str:
        """The area of the last day: carried over the reform, or unassigned."""
        place = territory().units[unit]
        if place.until is None or self.period.end < REFORM:
            return place.code
        new = [link for link in territory().links if link.old == unit]
        return (
            territory().units[new[0].new].code if len(new) == 1 and new[0].whole else "unassigned"
        )

    def standing(self) -> Iterator[tuple[int, str, set[str], bool]]:
        """Child, area, groups, helped."""
        end = self.period.end
        for child in self.everyone():
            unit = self.unit(child, end)
            groups = {
                r["group_code"]
                for r in self.of(Circumstance, child)
                if r["status"] == "confirmed"
                and r["valid_from"] <= end
                and (r["valid_until"] is None or r["valid_until"] > end)
            }
            if unit is None or not groups or not self.is_child(child, end):
                continue
            helped = any(self._meets(row) for row in self.of(Assistance, child))
            yield child, self.area(unit), groups, helped

    def _meets(self, row: dict[str, Any]) -> bool:
        last = date.max if row["open_ended"] else row["given_until"] or row["given_on"]
        return row["given_on"] <= self.period.end and last >= self.period.start

    def reports(self, child: int) -> Iterator[tuple[date | None, str, set[str], set[str]]]:
        """Basis day, which may be lacking, certainty, and what the strongest incidents say."""
        for report in self.of(Report, child):
            yield self.read(report)

    def read(self, report: dict[str, Any]) -> tuple[date | None, str, set[str], set[str]]:
        mine = [
            r
            for r in self.town.rows[Incident]
            if r["report_id"] == report["id"] and not r["deleted_at"]
        ]
        said = {r["certainty"] for r in mine} or {"suspected"}
        certainty = next(c for c in ("confirmed", "suspected", "unfounded") if c in said)
        alike = [r for r in mine if r["certainty"] == certainty]
        types = {t for r in alike for t in r["abuse_types"].split(";") if t} or {"unknown"}
        places = {t for r in alike for t in r["settings"].split(";") if t} or {"unknown"}
        day = report["received_at"].astimezone(LOCAL).date()
        if self.basis == "occurred":
            day = min((r["occurred_on"] for r in alike if r["occurred_on"]), default=None)
        return day, certainty, types, places

    def abused(self) -> Iterator[tuple[int, str, str, set[tuple[str, str]]]]:
        """Child, area, age band, (type, setting) pairs."""
        for child in self.everyone():
            unit = self.unit(child, self.period.end, or_last=True)
            counting = (
                sorted(
                    (day, types, places)
                    for day, certainty, types, places in self.reports(child)
                    if certainty == "confirmed" and self._counts(child, day)
                )
                if unit is not None
                else []
            )
            if counting and unit is not None:
                pairs = {(t, p) for _, types, places in counting for t in types for p in places}
                yield child, self.area(unit), self.age_band(child, counting[0][0]), pairs

    def _counts(self, child: int, day: date | None) -> bool:
        return day is not None and day in self.period and self.is_child(child, day)

    def suspected(self) -> list[int]:
        """Children whose counting reports are suspected, none confirmed."""
        found = []
        for child in self.everyone():
            said = {c for day, c, *_ in self.reports(child) if self._counts(child, day)}
            lived = self.unit(child, self.period.end, or_last=True) is not None
            if lived and "suspected" in said and "confirmed" not in said:
                found.append(child)
        return found

    def childless(self) -> list[int]:
        """Reports without a child, not unfounded, whose basis day lies in the period."""
        alone = [r for r in self.town.rows[Report] if not (r["child_id"] or r["deleted_at"])]
        read = [(r["id"], *self.read(r)) for r in alone]
        return [number for number, day, certainty, *_ in read
                if certainty != "unfounded" and day is not None and day in self.period]  # fmt: skip

    def hit(self) -> Iterator[tuple[int, str, str, bool]]:
        """Child, area, age band, relieved in time."""
        for child in self.everyone():
            hits = sorted(
                (r for r in self.of(Impact, child) if r["affected_on"] in self.period),
                key=lambda r: r["affected_on"],
            )
            for row in hits:
                unit = self.unit(child, row["affected_on"])
                if unit is not None and self.is_child(child, row["affected_on"]):
                    relieved = all(
                        r["relieved_on"]
                        and r["relieved_on"]
                        <= (r["listed_on"] or r["affected_on"]) + timedelta(days=2)
                        for r in hits
                    )
                    yield child, self.area(unit), self.age_band(child, row["affected_on"]), relieved
                    break

"""A small register in memory, written into an instance row by row and counted from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.populations import Population
from caseapp.records.reports import Incident, Report
from caseapp.records.settings import Setting
from caseapp.rules.access import Act
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import LOCAL, Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import indicators
from caseapp.statistics.sheet import Sheet
from tests.factories.house import NOW, SYSTEM

Day = str | date | None


def a_day(text: Day) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


def a_moment(text: str | date) -> datetime:
    """Local time; a bare day is its noon."""
    if isinstance(text, date):
        return datetime.combine(text, time(12), LOCAL)
    moment = datetime.fromisoformat(text)
    return (moment if "T" in text else moment.replace(hour=12)).replace(tzinfo=LOCAL)


def _merge(session: Session, merged: dict[int, int]) -> None:
    table = Child.__table__
    for child, into in merged.items():
        session.execute(update(table).where(table.c.id == child).values(merged_into_id=into))


@dataclass
class Register:
    """Rows by table, each a dict of the columns that matter; every `add` returns its row's id."""

    rows: dict[type[Any], list[dict[str, Any]]] = field(
        default_factory=lambda: {
            model: []
            for model in (
                Child,
                Residence,
                Circumstance,
                Assistance,
                Report,
                Incident,
                Disaster,
                Impact,
                Population,
                Setting,
            )
        }
    )

    def _add(self, model: type[Any], **columns: Any) -> int:
        made = self.rows[model]
        made.append({"id": len(made) + 1, "entered_at": NOW, **columns})
        return len(made)

    def child(
        self,
        unit: int | None = None,
        since: Day = "2020-01-01",
        *,
        born: Day = "2015-06-15",
        sex: str = "female",
        ethnicity: str = "Kinh",
        into: int | None = None,
        deleted: bool = False,
    ) -> int:
        """A child, living in the unit since a day if one is given."""
        number = len(self.rows[Child]) + 1
        made = self._add(
            Child,
            code=f"TE-26-{number:06d}",
            full_name="Nguyễn Thị Thử",
            folded_name="nguyen thi thu",
            sex=sex,
            date_of_birth=a_day(born),
            ethnicity=ethnicity,
            merged_into_id=into,
            deleted_at=NOW if deleted else None,
        )
        if unit is not None:
            self.stay(made, unit, since)
        return made

    def stay(self, child: int, unit: int, since: Day, until: Day = None) -> int:
        return self._add(
            Residence,
            child_id=child,
            unit_id=unit,
            valid_from=a_day(since),
            valid_until=a_day(until),
        )

    def circumstance(
        self,
        child: int,
        group: str = "04",
        since: Day = "2021-01-01",
        until: Day = None,
        *,
        status: str = "confirmed",
        deleted: bool = False,
    ) -> int:
        return self._add(
            Circumstance,
            child_id=child,
            group_code=group,
            status=status,
            valid_from=a_day(since),
            valid_until=a_day(until),
            deleted_at=NOW if deleted else None,
        )

    def assistance(
        self,
        child: int,
        on: Day,
        until: Day = None,
        *,
        running: bool = False,
        deleted: bool = False,
    ) -> int:
        return self._add(
            Assistance,
            child_id=child,
            kind="education",
            given_on=a_day(on),
            given_until=a_day(until),
            open_ended=running,
            deleted_at=NOW if deleted else None,
        )

    def report(
        self,
        child: int | None,
        received: str | date,
        certainty: str | None = "confirmed",
        *,
        types: str = "violence",
        places: str = "family",
        occurred: Day = None,
        event: int = 31135,
        deleted: bool = False,
    ) -> int:
        """A report with one incident, or with none when no certainty is given."""
        number = len(self.rows[Report]) + 1
        made = self._add(
            Report,
            code=f"BC-26-{number:06d}",
            area_id=CITY_ID,
            event_unit_id=event,
            child_id=child,
            received_at=a_moment(received),
            deleted_at=NOW if deleted else None,
        )
        if certainty is not None:
            self.incident(made, certainty, types=types, places=places, occurred=occurred)
        return made

    def incident(
        self,
        report: int,
        certainty: str,
        *,
        types: str = "violence",
        places: str = "family",
        occurred: Day = None,
        deleted: bool = False,
    ) -> int:
        return self._add(
            Incident,
            report_id=report,
            area_id=CITY_ID,
            certainty=certainty,
            abuse_types=types,
            settings=places,
            occurred_on=a_day(occurred),
            deleted_at=NOW if deleted else None,
        )

    def impact(
        self,
        child: int,
        affected: Day,
        relieved: Day = None,
        *,
        listed: Day = None,
        deleted: bool = False,
    ) -> int:
        """A child hit by a disaster of its own, so that no two impacts are one row."""
        disaster = self._add(Disaster, name="Lũ", kind="flood", started_on=a_day(affected))
        return self._add(
            Impact,
            disaster_id=disaster,
            child_id=child,
            affected_on=a_day(affected),
            listed_on=a_day(listed),
            relieved_on=a_day(relieved),
            deleted_at=NOW if deleted else None,
        )

    def population(
        self, unit: int, on: Day, children: int, sex: str = "", age_band: str = ""
    ) -> int:
        return self._add(
            Population,
            unit_id=unit,
            reference_date=a_day(on),
            sex=sex,
            age_band=age_band,
            children=children,
        )

    def relief_days(self, days: int, since: Day, until: Day = None) -> int:
        return self._add(
            Setting,
            name="relief_days",
            value=str(days),
            valid_from=a_day(since),
            valid_until=a_day(until),
        )

    def write(self, session: Session) -> None:
        """Insert every row; children before their merges, which may point forward."""
        merged = {
            row["id"]: row["merged_into_id"] for row in self.rows[Child] if row["merged_into_id"]
        }
        for model, rows in self.rows.items():
            if model is Child and rows:
                session.execute(insert(model), [row | {"merged_into_id": None} for row in rows])
                _merge(session, merged)
            elif rows:
                session.execute(insert(model), rows)

    def count(self, period: str, **asked: Any) -> Sheet:
        """Write the register, count the sheet from the records, and leave nothing behind."""
        ask = Ask(Period.parse(period), **asked)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
            self.write(door.session)
            return indicators(door.session, ask)

"""Made-up disasters: a flood of 2025 and a storm of 2026, whom they hit, when relief came.

Some of those hit are households of several children; one entry of each was a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Final

from sqlalchemy import select, update

from caseapp.records.children import Child
from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.records.settings import Setting
from caseapp.rules.disasters import DEFAULT_RELIEF_DAYS, RELIEF_DAYS
from caseapp.rules.units import REFORM
from caseapp.upkeep.demo.people import Person, keeper_of
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.telling import Telling

_HARMS: Final = {
    "flood": {"school_interrupted": 45, "displaced": 25, "food_shortage": 22, "injury": 3, "": 5},
    "storm": {"house_collapsed": 45, "displaced": 25, "school_interrupted": 20, "injury": 7, "": 3},
}
_RELIEF: Final = {"food": 40, "cash": 25, "school_supplies": 15, "clothing": 8, "shelter": 12}
_HIT: Final = 0.35
_LISTED: Final = 0.85
# Of a hundred children: relieved in time, relieved late; the others still wait.
_IN_TIME, _LATE = 93, 97
_HOUSEHOLDS: Final = (3, 2, 2, 3, 2, 2)
"""So many children have the households of several that each disaster hit in each unit, at most."""
_MISTAKE: Final = "Ghi nhầm hộ: cháu ở nhà bà ngoại, không bị ảnh hưởng."
_DECISION: Final = "1215/UBND-YT (dữ liệu thử)"


@dataclass(frozen=True)
class Event:
    """A disaster: what it is called, when it came, how many days it lasted, which units it hit."""

    name: str
    kind: str
    started_on: date
    days: int
    units: frozenset[int]


EVENTS: Final = (
    Event(
        "Ngập lụt do triều cường mùa nước nổi 2025 (dữ liệu thử)",
        "flood",
        date(2025, 10, 8),
        6,
        frozenset({31135, 31120, 31168, 31153, 31207, 31299}),
    ),
    Event(
        "Dông lốc ven biển đầu mùa mưa 2026 (dữ liệu thử)",
        "storm",
        date(2026, 5, 27),
        2,
        frozenset({31507, 31783, 31673, 31340}),
    ),
)


def write_disasters(told: Telling, register: Register) -> None:
    """Write the disasters up to the end of the data, and the children that each of them hit."""
    _decide_days(told)
    for event in EVENTS:
        if event.started_on > told.span.today:
            continue
        number = told.rows.new_id(Disaster)
        told.rows.add(
            Disaster,
            id=number,
            name=event.name,
            kind=event.kind,
            started_on=event.started_on,
            ended_on=min(event.started_on + timedelta(days=event.days - 1), told.span.today),
            entered_at=told.span.at(told.rng, event.started_on),
            entered_by=told.staff.supervisor,
        )
        for unit in sorted(event.units):
            told.rows.add(DisasterUnit, disaster_id=number, unit_id=unit)
        homes: dict[int, list[Person]] = {}
        for person in register.known:
            if told.rng.random() < _HIT and (home := _hit(told, event, number, person, homes)):
                homes.setdefault(home, []).append(person)
        make_households(told, homes)


def _decide_days(told: Telling) -> None:
    """Let the city have decided what holds without a decision as well."""
    told.rows.add(
        Setting,
        id=told.rows.new_id(Setting),
        name=RELIEF_DAYS,
        value=str(DEFAULT_RELIEF_DAYS),
        decision=_DECISION,
        valid_from=REFORM,
        valid_until=None,
        entered_at=told.span.at(told.rng, REFORM),
        entered_by=told.staff.supervisor,
    )


def make_households(told: Telling, homes: Mapping[int, list[Person]]) -> None:
    """Let children of one unit who were hit live together, two or three to a household."""
    told.rows.flush()
    session = told.rows.door.session
    for people in homes.values():
        left = iter(people)
        for size in _HOUSEHOLDS:
            together = list(islice(left, size))
            if len(together) < size:
                break
            home = session.execute(
                select(
                    Child.guardian_name, Child.guardian_relation, Child.guardian_phone,
                    Child.address,
                ).where(Child.id.in_([each.id for each in together]), Child.guardian_name != "")
                .order_by(Child.id)
            ).first()  # fmt: skip
            if home is not None:
                alike = update(Child).where(Child.id.in_([each.id for each in together]))
                session.execute(alike.values(**home._asdict()))


def _hit(
    told: Telling, event: Event, number: int, person: Person, homes: dict[int, list[Person]]
) -> int | None:
    """Write the impact if the child lived there then, and was a child; return its unit of today."""
    day = event.started_on + timedelta(days=int(told.rng.random() * event.days))
    unit = person.unit_on(day)
    if unit is None or keeper_of(unit) not in event.units or day > person.last_day(told.span.today):
        return None
    rng, harms = told.rng, _HARMS[event.kind]
    listed = day + timedelta(days=rng.choice((0, 1, 1, 2))) if rng.random() < _LISTED else None
    relieved = _relieved(rng, listed or day, told.span.today)
    row, officer = told.rows.new_id(Impact), told.staff.officers.get(keeper_of(unit))
    entered = told.entry(person, relieved or listed or day)
    mistake = len(homes.get(keeper_of(unit), ())) == 1 and person.key_id is not None
    told.rows.add(
        Impact,
        id=row,
        disaster_id=number,
        child_id=person.id,
        affected_on=day,
        listed_on=listed if listed and listed <= told.span.today else None,
        harm=rng.choices(tuple(harms), weights=tuple(harms.values()))[0],
        relieved_on=relieved,
        relief_kind=rng.choices(tuple(_RELIEF), weights=tuple(_RELIEF.values()))[0]
        if relieved
        else "",
        entered_at=entered,
        entered_by=officer,
        deleted_at=told.span.capped(entered + timedelta(hours=2)) if mistake else None,
        deleted_by=officer if mistake else None,
        why_deleted=told.rows.seal(
            person.key_id if mistake else None, "impacts.why_deleted", row, _MISTAKE
        ),
    )
    return keeper_of(unit)


def _relieved(rng: Random, counted_from: date, today: date) -> date | None:
    """Draw the day of relief: in time within two days, late, or not yet."""
    how = rng.random() * 100
    if how >= _LATE:
        return None
    days = int(rng.random() * 3) if how < _IN_TIME else 3 + int(rng.random() * 10)
    day = counted_from + timedelta(days=days)
    return day if day <= today else None

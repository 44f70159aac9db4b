"""A town drawn once with a fixed seed, written as rows that people may open, for tests of cells."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from random import Random
from typing import Final

from sqlalchemy import insert

from caseapp import desk
from caseapp.records.children import Child, ChildUnit, Residence
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Act
from caseapp.rules.units import territory
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register

NINH_KIEU, CAI_KHE, OLD_SPLIT, OLD_WHOLE = 31135, 31120, 231178, 231135
_FIRST: Final = date(2025, 1, 1)
_OLD: Final = 200_000
"""From here on are the numbers of units before the reform."""


def a_drawn_town(children: int = 40, seed: int = 7) -> Register:
    """Draw children of two wards, one old ward passed whole and one split, with rows of all kinds."""
    chance, town = Random(seed), Register()
    for _ in range(children):
        _a_child(town, chance)
    for unit in (NINH_KIEU, CAI_KHE, CAI_KHE):
        town.report(None, _day(chance), "suspected", occurred=_maybe(chance), event=unit)
    return town


def _day(chance: Random) -> date:
    return _FIRST + timedelta(days=chance.randrange(365))


def _maybe(chance: Random) -> date | None:
    return chance.choice((None, _day(chance)))


def _a_child(town: Register, chance: Random) -> None:
    born = date(chance.randrange(2009, 2025), chance.randrange(1, 13), chance.randrange(1, 28))
    home = chance.choice((NINH_KIEU, NINH_KIEU, CAI_KHE, OLD_SPLIT, OLD_WHOLE))
    child = town.child(
        home,
        "2020-01-01" if home > _OLD else "2025-07-01",
        born=chance.choice((born, born, None)),
        into=chance.choice((None,) * 9 + (1,)) if town.rows[Child] else None,
        sex=chance.choice(("male", "female", "unknown")),
    )
    for _ in range(chance.randrange(2)):
        town.circumstance(child, chance.choice(("01", "04", "14")), _day(chance))
        town.assistance(child, _day(chance))
    for certainty in chance.sample(("confirmed", "suspected", "unfounded"), k=chance.randrange(3)):
        town.report(child, _day(chance), certainty, occurred=_maybe(chance))
    for _ in range(chance.randrange(3)):
        hit = _day(chance)
        town.impact(child, hit, chance.choice((None, hit, hit, hit, hit + timedelta(days=5))))


def write(town: Register, elsewhere: Collection[int] = ()) -> None:
    """Write the rows for good; each lies in the unit of today that keeps what its child lives in.

    Reports of these numbers lie in Cái Khế whoever they are about.
    """
    homes = {row["child_id"]: territory().keeper(row["unit_id"]) for row in town.rows[Residence]}
    for row in town.rows[Report]:
        event = row["event_unit_id"]
        row["area_id"] = event if row["child_id"] is None else homes[row["child_id"]]
        row["area_id"] = CAI_KHE if row["id"] in elsewhere else row["area_id"]
    areas = {row["id"]: row["area_id"] for row in town.rows[Report]}
    for row in town.rows[Incident]:
        row["area_id"] = areas[row["report_id"]]
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        town.write(door.session)
        door.session.execute(
            insert(ChildUnit),
            [{"child_id": child, "area_id": unit} for child, unit in homes.items()],
        )

"""Fills an instance with a million reports, to measure the list on; tells which it holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select

from caseapp import desk
from caseapp.records.cases import Deadline
from caseapp.records.children import Child, ChildUnit
from caseapp.records.reports import Report
from caseapp.rules.access import Act, operator
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.units import territory

_CHUNK: Final = 50_000
_CHILDREN: Final = 10_000


def fill_reports(number: int, now: datetime, seed: int = 2021) -> str:
    """Write that many reports over all wards; return the code of the ward with the most.

    One ward in ten reports comes from it, so that its officer's list is a long one.
    """
    rng = random.Random(seed)  # noqa: S311 - made-up data, the same each time
    units = sorted(unit.id for unit in territory().units.values() if unit.until is None)
    wards = [unit for unit in units if unit > 1000]  # noqa: PLR2004 - ids of wards are their codes
    busy = wards[0]
    with desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now) as door:
        # Random keys over a million rows: without room they are decrypted again and again.
        door.session.connection().exec_driver_sql("PRAGMA cache_size = -524288")
        children = [_child(key, now) for key in range(1, _CHILDREN + 1)]
        door.session.execute(insert(Child), children)
        door.session.execute(
            insert(ChildUnit), [{"child_id": row["id"], "area_id": busy} for row in children]
        )
        for rows in _chunks(number, rng, wards, busy, now):
            door.session.execute(insert(Report), rows)
            door.session.execute(insert(Deadline), [_deadline(row, now) for row in rows])
    return territory().units[busy].code


def _child(key: int, now: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "code": f"TE-26-{key:08d}",
        "full_name": f"Trẻ Thử {key}",
        "folded_name": f"tre thu {key}",
        "sex": "unknown",
        "entered_at": now,
    }


def _chunks(
    number: int, rng: random.Random, wards: list[int], busy: int, now: datetime
) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, number, _CHUNK):
        rows = []
        for key in range(start + 1, min(start + _CHUNK, number) + 1):
            ward = busy if rng.random() < 0.1 else rng.choice(wards)  # noqa: PLR2004
            rows.append(
                {
                    "id": key,
                    "code": f"BC-26-{key:08d}",
                    "area_id": ward,
                    "event_unit_id": ward,
                    "child_id": rng.randint(1, _CHILDREN) if ward == busy else None,
                    "child_name": "" if ward == busy else "Chưa rõ",
                    "received_at": now - timedelta(minutes=rng.randint(1, 2_000_000)),
                    "state": "received",
                    "entered_at": now,
                }
            )
        yield rows


def _deadline(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    end = due(EMERGENCY, row["received_at"])
    return {
        "report_id": row["id"],
        "area_id": row["area_id"],
        "clock": EMERGENCY.name,
        "edition": EMERGENCY.edition.id,
        "started_at": row["received_at"],
        "due_at": end,
        "stopped_at": end if end < now else None,
    }


def kept_codes(now: datetime) -> list[str]:
    """Return the codes of all reports that the open instance holds."""
    with desk.figures(operator(production=False), Act.FIGURES_READ, now=now) as door:
        return list(door.session.scalars(select(Report.__table__.c.code)))

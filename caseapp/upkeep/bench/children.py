"""Fills an instance with a million children, to look one up by name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table

from caseapp import desk
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import insert_rows
from caseapp.rules.access import Act, operator
from caseapp.rules.matching import fold
from caseapp.rules.units import territory

_CHUNK: Final = 50_000
_BUSY: Final = 0.02
"""So much of the city one ward has beside its like share: three times the average, 30,000 children
of a million, as many names as are looked over for a slip of the pen.
"""
_FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Thạch", "Danh", "Lý", "Huỳnh", "Đỗ", "Sơn", "Kim")
_MIDDLE: Final = ("Thị", "Văn", "Hoàng", "Ngọc", "Minh", "Thanh", "Quốc", "Gia")
_GIVEN: Final = ("An", "Bình", "Châu", "Đạt", "Hòa", "Khoa", "Linh", "Mai", "Ngân", "Phúc", "Quý")

LOOKED_FOR: Final = "do hoa"
"""Two words of a name as an officer types them, without marks."""

MISWRITTEN: Final = "do thi hao"
"""A whole name as it is typed with two letters exchanged."""


def fill_children(number: int, now: datetime, seed: int = 2021) -> str:
    """Write that many children over all wards; return the code of the ward with the most."""
    rng = random.Random(seed)  # noqa: S311 - made-up data, the same each time
    units = territory().units
    wards = sorted(unit.id for unit in units.values() if unit.until is None and unit.parent)
    busy = wards[0]
    child, opens = cast(Table, Child.__table__), cast(Table, ChildUnit.__table__)
    with desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now) as door:
        connection = door.session.connection()
        for ids, names in _chunks(number, rng):
            columns: dict[str, Any] = {
                "id": ids,
                "code": [f"TE-26-{key:08d}" for key in ids],
                "full_name": names,
                "folded_name": [fold(name) for name in names],
            }
            insert_rows(
                connection, child, columns, {"sex": "unknown", "entered_at": now, "version": 1}
            )
            places = [busy if rng.random() < _BUSY else rng.choice(wards) for _ in ids]
            lines = {"child_id": ids, "area_id": places, "folded_name": columns["folded_name"]}
            insert_rows(connection, opens, lines)
    return units[busy].code


def _chunks(number: int, rng: random.Random) -> Iterator[tuple[list[int], list[str]]]:
    for start in range(0, number, _CHUNK):
        ids = list(range(start + 1, min(start + _CHUNK, number) + 1))
        yield (
            ids,
            [f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}" for _ in ids],
        )

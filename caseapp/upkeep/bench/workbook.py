"""A workbook of 100,000 rows, and the plainest way to take it in: read it, insert its cells."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import python_calamine
from openpyxl import Workbook

from caseapp.rules.codes.assistance import ASSISTANCE_KINDS
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.units import territory

_SHEETS: Final[dict[str, tuple[tuple[str, ...], float]]] = {
    "children": (
        ("child_ref", "full_name", "sex", "date_of_birth", "personal_id", "area_code",
         "resident_from", "guardian_name"),
        0.6,
    ),
    "circumstances": (("child_ref", "group", "status", "from"), 0.2),
    "assistance": (("child_ref", "kind", "date", "provider"), 0.2),
}  # fmt: skip


def write_workbook(path: Path, rows: int, seed: int = 2021) -> None:
    """Write children, their circumstances and the help they got: `rows` rows in all."""
    rng = random.Random(seed)  # noqa: S311 - made-up data, the same each time
    codes = sorted(u.code for u in territory().units.values() if u.until is None and u.parent)
    book = Workbook(write_only=True)
    children = int(rows * _SHEETS["children"][1])
    for name, (columns, share) in _SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for number in range(int(rows * share)):
            sheet.append(_row(name, number, children, codes, rng))
    book.save(path)


def _row(
    name: str, number: int, children: int, codes: list[str], rng: random.Random
) -> tuple[Any, ...]:
    born = date(2012, 1, 1) + timedelta(days=rng.randrange(4000))
    if name == "children":
        known = f"092{rng.choice('23')}{born:%y}{number:06d}" if number % 2 else None
        ward = rng.choice(codes)
        return (
            f"T{number}", f"Nguyễn Văn Thử {number}", rng.choice(("male", "female")), born, known,
            ward, max(born, date(2025, 7, 2)), "Trần Thị Thử",
        )  # fmt: skip
    ref = f"T{number % children}"
    if name == "circumstances":
        return (ref, rng.choice(GROUPS.codes), "confirmed", date(2026, 1, 1))
    return (ref, rng.choice(ASSISTANCE_KINDS.codes), date(2026, 2, 1), f"Đơn vị {number % 50}")


def plain_import(path: Path, database: Path, key: bytes) -> None:
    """Read every sheet and insert its cells as they are into an encrypted file: no check at all."""
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - a C library

    database.unlink(missing_ok=True)
    connection = driver.connect(str(database))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    with connection:
        for name, (columns, _) in _SHEETS.items():
            rows = book.get_sheet_by_name(name).to_python()[1:]
            connection.execute(
                f"CREATE TABLE {name} ({', '.join(columns).replace('from', 'since')})".replace(
                    "group", "grp"
                )
            )
            marks = ",".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {name} VALUES ({marks})",  # noqa: S608 - names from the table above
                ([str(cell) for cell in row] for row in rows),
            )
    connection.close()

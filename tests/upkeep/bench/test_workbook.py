"""The workbook of the import's benchmark: its rows, and the plain way to take them in."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as driver

from caseapp.upkeep.bench.workbook import plain_import, write_workbook


def test_the_plain_way_keeps_every_row(tmp_path: Path) -> None:
    write_workbook(tmp_path / "w.xlsx", 50)
    plain_import(tmp_path / "w.xlsx", tmp_path / "p.db", bytes(32))
    connection = driver.connect(str(tmp_path / "p.db"))
    connection.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    counts = [
        connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        for name in ("children", "circumstances", "assistance")
    ]
    connection.close()
    assert counts == [30, 10, 10]

"""The SQLite file: what it holds, that it is the same each time, and what Datasette is told."""

from __future__ import annotations

import sqlite3

from caseapp.rules.values import Period
from caseapp.statistics.releases.database import datasette_metadata, figures_database
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.rows import read_rows
from caseapp.statistics.releases.wording import Wording
from tests.factories.made_releases import made, relief_town

ROWS = read_rows(made(relief_town()).files)
WORDING = Wording(Period.parse("2026"), usual_policy())


def _open(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    connection.row_factory = sqlite3.Row
    return connection


def test_the_same_rows_make_the_same_bytes() -> None:
    told = {"number": "CB-2026-001"}
    made_once = figures_database(ROWS, WORDING, told)
    assert made_once == figures_database(ROWS, WORDING, told)
    assert made_once.startswith(b"SQLite format 3\0")


def test_cells_stand_there_with_names_and_hidden_ones_without_a_value() -> None:
    database = _open(figures_database(ROWS, WORDING, {"number": "CB-2026-001"}))
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    row = database.execute("SELECT * FROM cells WHERE cell_id = '31135|T|T|in_time'").fetchone()
    assert dict(row) == {
        "cell_id": "31135|T|T|in_time", "geo": "31135", "sex": "T", "age_band": "T",
        "relief": "in_time", "geo_label": "Phường Ninh Kiều", "sex_label": "Tất cả",
        "age_band_label": "Tất cả", "relief_label": "Kịp thời", "children": 6, "percent": 100.0,
        "of_children": None, "of_cell": "31135|T|T|T", "status": "F", "status_label": "Công bố",
    }  # fmt: skip
    hidden = database.execute("SELECT * FROM cells WHERE status = 'C'").fetchall()
    assert len(hidden) == ROWS.hidden
    assert {(row["children"], row["percent"], row["status_label"]) for row in hidden} == {
        (None, None, "Bảo mật")
    }


def test_codes_and_what_the_release_says() -> None:
    database = _open(figures_database(ROWS, WORDING, {"number": "CB-2026-001", "k": "5"}))
    found = database.execute("SELECT * FROM codes WHERE code = 'late'").fetchone()
    assert (found["label"], found["label_en"], found["parts"]) == (
        "Không kịp thời",
        "Not in time",
        "late",
    )
    number = database.execute("SELECT count(*) FROM codes").fetchone()[0]
    assert number == sum(len(d.codes) for d in ROWS.dimensions)
    assert database.execute("SELECT key, value FROM release").fetchall()[1]["value"] == "5"


def test_datasette_is_told_of_every_table_and_column() -> None:
    found = datasette_metadata(ROWS, "T", "D", licence="L", source="S")
    assert {key: found[key] for key in ("title", "description", "license", "source")} == {
        "title": "T", "description": "D", "license": "L", "source": "S",
    }  # fmt: skip
    database = _open(figures_database(ROWS, WORDING, {}))
    tables = found["databases"]["figures"]["tables"]
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE sql <> ''")]
    assert set(tables) == {name for name in names if not name.startswith("sqlite_")}
    for name, table in tables.items():
        columns = {row["name"] for row in database.execute(f"PRAGMA table_info({name})")}
        assert columns == set(table["columns"])

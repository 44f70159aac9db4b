"""A sheet written down: the JSON of contracts §5, flat CSV, a table to read."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Facts, Figure, Standing
from caseapp.statistics.layouts import as_csv, as_json, as_table
from caseapp.statistics.sheet import Sheet


def _sheet(*by: str) -> Sheet:
    facts = Facts(
        standings=[Standing(1, "04", "female", date(2015, 1, 1), "Kinh", 31135, True)],
        figures=[Figure(31135, date(2026, 1, 1), "", "", 800)],
    )
    return count_sheet(Ask(Period.parse("2026H1"), area="31135", by=by), facts, territory())


def test_json_has_the_keys_of_the_contract_and_no_others() -> None:
    document = json.loads(as_json(_sheet()))
    assert set(document) == {"period", "definition", "rows", "notes"}
    assert document["period"] == {"id": "2026H1", "start": "2026-01-01", "end": "2026-06-30"}
    rows = {row["indicator"]: row for row in document["rows"]}
    assert rows["8a"] == {
        "indicator": "8a", "area": "31135", "by": {}, "numerator": 1, "denominator": 800,
        "value": 0.13, "unit": "percent", "status": "ok", "target_2025": 1.5, "target_2030": 1,
    }  # fmt: skip
    assert rows["9"]["per_10000"] == 0.0
    assert (rows["12"]["value"], rows["12"]["status"]) == (None, "none")
    assert document["notes"] == {
        "suspected": 0,
        "reports_without_child": 0,
        "reports_without_occurred_on": 0,
        "no_denominator": [],
        "publication": "nội bộ – không công bố",
    }


def test_divided_rows_carry_no_targets_and_say_when_they_overlap() -> None:
    document = json.loads(as_json(_sheet("group")))
    divided = [row for row in document["rows"] if row["by"]]
    assert len(divided) == 2 * 14
    assert all(row["overlapping"] is True and "target_2025" not in row for row in divided)
    assert all("overlapping" not in row for row in document["rows"] if not row["by"])
    assert "overlapping" not in as_json(_sheet("sex"))


def test_csv_has_the_same_columns_flat() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(_sheet("group")))))
    assert list(rows[0]) == [
        "indicator", "area", "group", "numerator", "denominator", "value", "unit", "per_10000",
        "status", "overlapping", "target_2025", "target_2030",
    ]  # fmt: skip
    whole, divided = rows[0], next(row for row in rows if row["group"] == "04")
    assert (whole["group"], whole["value"], whole["target_2025"], whole["target_2030"]) == (
        "",
        "0.13",
        "1.5",
        "1",
    )
    assert (divided["numerator"], divided["overlapping"], divided["target_2025"]) == (
        "1",
        "true",
        "",
    )


def test_a_table_lines_up_and_keeps_the_notes_and_definitions() -> None:
    text = as_table(_sheet("group"))
    lines = text.splitlines()
    heading = next(line for line in lines if line.startswith("indicator"))
    whole = next(line for line in lines if line.startswith("8a"))
    end = heading.index("numerator") + len("numerator")
    assert whole[:end].endswith(" 1")  # numbers end where their heading ends
    assert "1.5 %, 1 %" in whole
    assert "0.13 %" in whole
    assert "no_denominator: none" in text
    assert "8b: Of 100 children counted in 8a" in text
    assert "may overlap" in text
    assert "may overlap" not in as_table(_sheet("sex"))

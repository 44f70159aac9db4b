"""What an import tells of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from caseapp.exchange.importing import import_path
from tests.exchange.contents import rows_of
from tests.exchange.folders import AN, REPORT, a_folder, imported
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture(autouse=True)
def _inside(house: House) -> Iterator[None]:
    with house.app.app_context():
        yield


def test_a_report_of_the_last_twelve_hours_is_named_and_starts_no_clock(tmp_path: Path) -> None:
    local = (NOW + timedelta(hours=7)).replace(tzinfo=None)

    def report(ref: str, hours: float) -> dict[str, object]:
        moment = local - timedelta(hours=hours)
        return REPORT | {"report_ref": ref, "received_at": moment.isoformat(timespec="minutes")}

    rows = [report("old", 12.1), report("new", 11.9), report("just", 0)]
    result = imported(a_folder(tmp_path / "in", children=[AN], reports=rows))
    assert result.recent_reports == ("new", "just")
    assert rows_of("deadlines") == []
    assert {row["imported"] for row in rows_of("reports")} == {True}


def test_the_result_is_plain_json(tmp_path: Path) -> None:
    path = a_folder(tmp_path / "in", children=[AN | {"sex": "girl"}])
    told = import_path(SYSTEM, path, now=NOW).as_json()
    assert told["written"] is False
    assert told["faults"] == [
        {
            "sheet": "children",
            "row": 2,
            "column": "sex",
            "reason": "'girl' is none of male, female, unknown",
        }
    ]

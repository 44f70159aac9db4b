from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from caseapp import desk
from caseapp.exchange.registers import recorded, strongest_of, weight
from caseapp.rules.access import Act
from tests.exchange.folders import a_folder, everything, imported
from tests.factories.house import NOW, SYSTEM, House


def incident(certainty: str, types: str = "", settings: str = "", day: date | None = None) -> Any:
    return SimpleNamespace(
        certainty=certainty, abuse_types=types, settings=settings, occurred_on=day
    )


def test_a_report_counts_with_its_strongest_incidents_together() -> None:
    jan, feb, mar = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
    told = strongest_of(
        [
            incident("suspected", "trafficking", "online", jan),
            incident("confirmed", "neglect", "school", None),
            incident("confirmed", "violence;neglect", "family", mar),
            incident("confirmed", "", "", feb),
            incident("unfounded", "other", "facility", jan),
        ]
    )
    assert told == {
        "certainty": "confirmed",
        "abuse_types": "violence;neglect",
        "setting": "family;school",
        "occurred_on": feb,
    }


@pytest.mark.parametrize(
    ("others", "counts"),
    [([], "suspected"), (["unfounded"], "unfounded"), (["unfounded", "suspected"], "suspected")],
)
def test_confirmed_before_suspected_before_unfounded(others: list[str], counts: str) -> None:
    assert strongest_of([incident(certainty) for certainty in others])["certainty"] == counts


def test_of_rows_with_one_key_the_one_that_tells_all_weighs_most() -> None:
    def heaviest(*rows: dict[str, Any]) -> dict[str, Any]:
        return max(rows, key=weight)

    day, later = date(2026, 1, 1), date(2026, 2, 1)
    assert heaviest({"to": day}, {"to": None}, {"to": later})["to"] is None
    assert heaviest({"until": None}, {"until": day}, {"until": "open"})["until"] == "open"
    assert heaviest({"until": None}, {"until": day}, {"until": later})["until"] == later
    assert heaviest({"relieved_on": day}, {"relieved_on": None})["relieved_on"] is None
    gone = {"to": None, "deleted_at": NOW}
    assert heaviest(gone, {"to": day, "deleted_at": None})["to"] == day


def test_rows_are_read_as_a_file_would_say_them(house: House, tmp_path: Path) -> None:
    with house.app.app_context():
        imported(a_folder(tmp_path / "in", **everything()))
        with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
            an, binh = recorded(door, "children")
            open_help, closed_help = recorded(door, "assistance")
            first, second = recorded(door, "reports")
    assert (an["personal_id"], binh["personal_id"]) == ("092315001234", "")
    assert (an["area_code"], an["resident_from"]) == ("31135", date(2025, 8, 1))
    assert (open_help["until"], closed_help["until"]) == ("open", date(2026, 1, 31))
    assert first["received_at"].isoformat() == "2026-02-03T08:30:00+07:00"
    assert (first["narrative"], second["narrative"]) == ("Dòng một\nDòng hai", "Chưa rõ trẻ nào")
    assert (first["child_ref"], second["child_ref"]) == ("TE-1", "")

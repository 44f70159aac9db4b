"""One way to write a sheet down, whatever form was asked for; a mark stands in each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.observations import FreeRange
from caseapp.statistics.written import EXCHANGE, PLAIN, check_form, write_sheet
from tests.statistics.handed import a_sheet


@pytest.mark.parametrize("form", [*PLAIN, *EXCHANGE])
def test_every_form_bears_the_mark_of_whom_it_is_handed_to(form: str, tmp_path: Path) -> None:
    assert "giao cho Sở Y tế" in write_sheet(a_sheet(), form, tmp_path, "giao cho Sở Y tế")


@pytest.mark.parametrize("form", ["table", "json", "dhis2", "sdmx"])
def test_what_has_room_for_it_says_that_it_is_not_for_publishing(form: str, tmp_path: Path) -> None:
    assert "nội bộ – không công bố" in write_sheet(a_sheet(), form, tmp_path)


def test_the_columns_of_csv_stay_those_of_the_contract(tmp_path: Path) -> None:
    text = write_sheet(a_sheet(), "csv", tmp_path)
    assert text.splitlines()[0].endswith("status,overlapping,target_2025,target_2030")
    marked = write_sheet(a_sheet(), "csv", tmp_path, "giao cho Sở Y tế").splitlines()
    assert marked[0].endswith("target_2030,publication")
    assert all(line.endswith(",giao cho Sở Y tế") for line in marked[1:])


def test_only_forms_of_other_systems_refuse_a_free_range() -> None:
    free = Period.parse("2026-01-01..2026-02-10")
    for form in PLAIN:
        check_form(form, free)
    for form in EXCHANGE:
        with pytest.raises(FreeRange):
            check_form(form, free)


def test_the_note_of_json_names_the_kind(tmp_path: Path) -> None:
    notes = json.loads(write_sheet(a_sheet(), "json", tmp_path))["notes"]
    assert notes["publication"] == "nội bộ – không công bố"

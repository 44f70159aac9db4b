"""SDMX-CSV of a release: printed cells free, hidden ones confidential and empty."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.exchange_mapping import MappingFault, house_mapping, mapping_from
from caseapp.statistics.releases.rows import read_rows
from caseapp.statistics.releases.sdmx import release_as_sdmx
from tests.factories.made_releases import HIDDEN, made, relief_town
from tests.factories.public_city import children, source

CAI_KHE = 31120


def _lines(text: str) -> list[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _of(lines: list[Mapping[str, str]], **wanted: str) -> Mapping[str, str]:
    (found,) = (line for line in lines if all(line[k] == v for k, v in wanted.items()))
    return found


def test_each_cell_is_an_observation_and_a_percentage_one_more() -> None:
    rows = read_rows(made(relief_town()).files)
    text = release_as_sdmx(rows, "12", Period.parse("2026"), house_mapping(), "CB-2026-001")
    lines = _lines(text)
    assert text.splitlines()[0] == (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,MEASURE,SEX,AGE,RELIEF,TIME_PERIOD,"
        "OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE,COMMENT_OBS"
    )
    counts = [line for line in lines if line["MEASURE"] == "COUNT"]
    assert len(counts) == len(rows.rows)
    hidden = [line for line in counts if line["CONF_STATUS"] == "C"]
    assert len(hidden) == len(HIDDEN)
    assert {(line["OBS_VALUE"], line["OBS_STATUS"]) for line in hidden} == {("", "Q")}
    keys = [tuple(line.values())[:11] for line in lines]
    assert len(set(keys)) == len(keys)
    whole = _of(lines, REF_AREA="92", SEX="_T", AGE="_T", RELIEF="_T")
    assert (whole["OBS_VALUE"], whole["CONF_STATUS"], whole["TIME_PERIOD"]) == ("17", "F", "2026")
    share = _of(lines, REF_AREA="31135", RELIEF="in_time", MEASURE="VALUE")
    assert (share["OBS_VALUE"], share["UNIT_MEASURE"], share["INDICATOR"]) == (
        "100.00",
        "PT",
        "CT_12",
    )
    assert {line["REF_AREA"] for line in lines} >= {"92_UNASSIGNED", "C01"}


def test_of_special_circumstances_help_is_another_indicator() -> None:
    town = source("2026H1", m8=children(9, CAI_KHE, kinds=("04",)))
    rows = read_rows(made(town, "circumstances-clusters", ()).files)
    lines = _lines(release_as_sdmx(rows, "8", town.period, house_mapping(), "x"))
    total = {"REF_AREA": "31120", "SEX": "_T", "AGE": "_T", "CIRCUMSTANCE": "_T"}
    for assisted, indicator, value in (("_T", "CT_8A", "0.90"), ("yes", "CT_8B", "100.00")):
        share = _of(lines, **total, ASSISTED=assisted, MEASURE="VALUE")
        assert (share["INDICATOR"], share["OBS_VALUE"]) == (indicator, value)
    assert {line["TIME_PERIOD"] for line in lines} == {"2026-S1"}


def test_units_of_before_are_marked_as_their_codes_name_others_today() -> None:
    town = relief_town("2024")
    rows = read_rows(made(town, hidden=()).files)
    lines = _lines(release_as_sdmx(rows, "12", town.period, house_mapping(), "x"))
    found = {line["REF_AREA"] for line in lines}
    assert {"92", "31120_BEFORE_20250701", "C01_BEFORE_20250701"} <= found
    assert "31120" not in found


def test_an_unlisted_unit_is_refused_where_the_file_of_ids_says_so() -> None:
    house = house_mapping()
    refusing = mapping_from(
        _text().replace('other_areas = "own code"', 'other_areas = "refused"'), "x"
    )
    rows = read_rows(made(relief_town()).files)
    assert release_as_sdmx(rows, "12", Period.parse("2026"), house, "x")
    with pytest.raises(MappingFault, match="31120"):
        release_as_sdmx(rows, "12", Period.parse("2026"), refusing, "x")


def _text() -> str:
    from importlib.resources import files

    return (files("caseapp.rules") / "exchange_mapping.toml").read_text("utf-8")

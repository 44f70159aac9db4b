"""SDMX-CSV 2.0, whole: its columns, its statuses, lines ended as RFC 4180 has it."""

from __future__ import annotations

import csv
import io

import pytest

from caseapp.statistics.exchange_mapping import MappingFault, house_mapping
from caseapp.statistics.sdmx_csv import as_sdmx
from tests.statistics.handed import a_sheet

LEAD = "dataflow,CANTHO:DF_CHILD_PROTECTION(1.0.0),I,S,31135"
MARK = "nội bộ – không công bố"
GOLDEN = [
    (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,MEASURE,SEX,AGE,TIME_PERIOD,OBS_VALUE,"
        "OBS_STATUS,CONF_STATUS,UNIT_MEASURE,COMMENT_OBS"
    ),
    f"{LEAD},CT_8A,NUMERATOR,_T,_T,2026-S1,1,A,C,PS,{MARK}",
    f"{LEAD},CT_8A,DENOMINATOR,_T,_T,2026-S1,800,A,C,PS,{MARK}",
    f"{LEAD},CT_8A,VALUE,_T,_T,2026-S1,0.13,A,C,PT,{MARK}",
    f"{LEAD},CT_8B,NUMERATOR,_T,_T,2026-S1,1,A,C,PS,{MARK}",
    f"{LEAD},CT_8B,DENOMINATOR,_T,_T,2026-S1,1,A,C,PS,{MARK}",
    f"{LEAD},CT_8B,VALUE,_T,_T,2026-S1,100.00,A,C,PT,{MARK}",
    f"{LEAD},CT_9,NUMERATOR,_T,_T,2026-S1,0,A,C,PS,{MARK}",
    f"{LEAD},CT_9,DENOMINATOR,_T,_T,2026-S1,800,A,C,PS,{MARK}",
    f"{LEAD},CT_9,VALUE,_T,_T,2026-S1,0.00,A,C,PT,{MARK}",
    f"{LEAD},CT_9,PER_10000,_T,_T,2026-S1,0.00,A,C,PER_10000_PS,{MARK}",
    f"{LEAD},CT_9,SUSPECTED,_T,_T,2026-S1,0,A,C,PS,{MARK}",
    f"{LEAD},CT_12,NUMERATOR,_T,_T,2026-S1,0,A,C,PS,{MARK}",
    f"{LEAD},CT_12,DENOMINATOR,_T,_T,2026-S1,0,A,C,PS,{MARK}",
    f"{LEAD},CT_12,VALUE,_T,_T,2026-S1,,M,C,PT,{MARK}",
]


def test_the_rows_of_a_ward() -> None:
    assert as_sdmx(a_sheet(), house_mapping()) == "".join(f"{line}\r\n" for line in GOLDEN)


def test_cells_units_and_the_mark_of_a_file_handed_out() -> None:
    sheets = (a_sheet(by=("sex", "age_band")), a_sheet(area="92", wards=True))
    own, wards = (
        list(csv.DictReader(io.StringIO(as_sdmx(sheet, house_mapping(), 'A "B"'))))
        for sheet in sheets
    )
    rows = [*own, *(row for row in wards if row["REF_AREA"] != "31135")]
    assert {row["COMMENT_OBS"] for row in rows} == {'A "B"'}
    assert {row["CONF_STATUS"] for row in rows} == {"C"}
    keys = [
        tuple(row[name] for name in ("REF_AREA", "INDICATOR", "MEASURE", "SEX", "AGE"))
        for row in rows
    ]
    assert len(keys) == len(set(keys))  # one row an observation
    assert {key[0] for key in keys} >= {"92", "31135", "92_UNASSIGNED"}
    girl = rows[keys.index(("31135", "CT_8A", "NUMERATOR", "F", "Y11T15"))]
    assert girl["OBS_VALUE"] == "1"
    lacking = rows[keys.index(("92", "CT_8A", "VALUE", "_T", "_T"))]
    assert (lacking["OBS_VALUE"], lacking["OBS_STATUS"]) == ("", "O")


def test_what_the_structure_has_no_dimension_for_is_refused() -> None:
    with pytest.raises(MappingFault, match="no dimension for 'group'"):
        as_sdmx(a_sheet(by=("sex", "group")), house_mapping())


def test_a_unit_of_before_the_reform_is_no_unit_of_today_that_bears_its_code() -> None:
    sheet = a_sheet(period="2024", area="31135")
    with pytest.raises(MappingFault, match=r"'31135' in \[sdmx.former_areas\]"):
        as_sdmx(sheet, house_mapping())

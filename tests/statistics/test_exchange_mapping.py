"""The file of ids: that of the house is whole, an instance's own holds alone, slips are named."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.values import Period
from caseapp.statistics.exchange_mapping import (
    FILE_NAME,
    MappingFault,
    house_mapping,
    mapping_from,
    read_mapping,
)
from caseapp.statistics.indicators import INDICATORS

TEXT = (files("caseapp.rules") / FILE_NAME).read_text("utf-8")
NOW, BEFORE = Period.parse("2026"), Period.parse("2024")


def test_the_house_names_every_indicator_measure_and_cell_once() -> None:
    found = house_mapping()
    elements = {
        f"{each.id}.{measure}"
        for each in INDICATORS
        for measure in ("numerator", "denominator", "value")
    }
    assert set(found.tables["dhis2.data_elements"]) == elements | {"9.per_10000", "9.suspected"}
    bands = {*AGE_BANDS.codes, "unknown"}
    combos = found.tables["dhis2.category_option_combos"]
    assert set(combos) == {
        "total",
        *(f"sex={sex}" for sex in SEX.codes),
        *(f"age_band={band}" for band in bands),
        *(f"sex={sex},age_band={band}" for sex in SEX.codes for band in bands),
    }
    for table in ("dhis2.data_elements", "dhis2.category_option_combos"):
        assert len(set(found.tables[table].values())) == len(found.tables[table])
    assert set(found.tables["sdmx.indicators"]) == {each.id for each in INDICATORS}
    assert set(found.tables["sdmx.sex"]) == {*SEX.codes, "total"}
    assert set(found.tables["sdmx.age_band"]) == {*bands, "total"}


@pytest.mark.parametrize(
    ("code", "period", "found"),
    [
        ("92", NOW, "92"), ("31135", NOW, "31135"), ("92", BEFORE, "92"),
        ("unassigned", NOW, "92-UNASSIGNED"), ("31135", BEFORE, None), ("strange", NOW, None),
        ("unassigned", BEFORE, None),
    ],
)  # fmt: skip
def test_units_of_today_go_by_their_code_and_no_other_does(
    code: str, period: Period, found: str | None
) -> None:
    if found is None:
        with pytest.raises(MappingFault, match=code):
            house_mapping().area("dhis2.org_units", code, period)
    else:
        assert house_mapping().area("dhis2.org_units", code, period) == found


def test_a_file_that_refuses_others_refuses_a_unit_that_it_does_not_list() -> None:
    strict = mapping_from(TEXT.replace('other_areas = "own code"', 'other_areas = "refused"'), "f")
    with pytest.raises(MappingFault, match=r"f has no id for '31135' in \[sdmx.areas\]"):
        strict.area("sdmx.areas", "31135", NOW)


def test_an_instances_own_file_holds_alone(tmp_path: Path) -> None:
    assert read_mapping(tmp_path).id_of("sdmx", "structure_id").startswith("CANTHO:")
    (tmp_path / FILE_NAME).write_text(TEXT.replace("CANTHO:DF", "MOH:DF"), "utf-8")
    assert read_mapping(tmp_path).id_of("sdmx", "structure_id").startswith("MOH:")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[sdmx.units]", "[sdmx.unit]", "nobody knows 'sdmx.unit'"),
        ('action = "I"', "action = 1", "nobody knows 'sdmx.action'"),
        ("[dhis2]", "[dhis2", "is no TOML"),
        ("[sdmx.former_areas]", "", "lacks [sdmx.former_areas]"),
        ('other_areas = "own code"', 'other_areas = "any"', "other_areas in [sdmx]"),
    ],
)
def test_a_slip_in_the_file_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(MappingFault) as fault:
        mapping_from(TEXT.replace(old, new), "own.toml")
    assert said in str(fault.value)
    assert str(fault.value).startswith("own.toml")


def test_a_file_of_before_releases_takes_their_ids_from_the_house() -> None:
    before, _, _later = TEXT.partition("# Of releases to the public")
    assert "[sdmx.release]" not in before
    found = mapping_from(before.replace('"CT_9"', '"MINE"'), "own")
    assert found.tables["sdmx.release"] == house_mapping().tables["sdmx.release"]
    assert found.id_of("sdmx.indicators", "9") == "MINE"
    own = mapping_from(TEXT.replace('count = "COUNT"', 'count = "N"'), "own")
    assert own.id_of("sdmx.release", "count") == "N"

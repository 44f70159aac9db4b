"""The dataValueSets document, whole; what has no id is an error that names it."""

from __future__ import annotations

import json

import pytest

from caseapp.statistics.dhis2 import as_dhis2
from caseapp.statistics.exchange_mapping import MappingFault, house_mapping, mapping_from
from tests.statistics.handed import a_sheet

GOLDEN = """{"idScheme": "code", "dataElementIdScheme": "code", "orgUnitIdScheme": "code", \
"categoryOptionComboIdScheme": "code",
"dataValues": [
{"dataElement": "CT_8A_NUMERATOR", ALL, "value": "1", REST},
{"dataElement": "CT_8A_DENOMINATOR", ALL, "value": "800", REST},
{"dataElement": "CT_8A_VALUE", ALL, "value": "0.13", REST},
{"dataElement": "CT_8B_NUMERATOR", ALL, "value": "1", REST},
{"dataElement": "CT_8B_DENOMINATOR", ALL, "value": "1", REST},
{"dataElement": "CT_8B_VALUE", ALL, "value": "100.00", REST},
{"dataElement": "CT_9_NUMERATOR", ALL, "value": "0", REST},
{"dataElement": "CT_9_DENOMINATOR", ALL, "value": "800", REST},
{"dataElement": "CT_9_VALUE", ALL, "value": "0.00", REST},
{"dataElement": "CT_9_PER_10000", ALL, "value": "0.00", REST},
{"dataElement": "CT_9_SUSPECTED", ALL, "value": "0", REST},
{"dataElement": "CT_12_NUMERATOR", ALL, "value": "0", REST},
{"dataElement": "CT_12_DENOMINATOR", ALL, "value": "0", REST}
]}""".replace("ALL", '"orgUnit": "31135", "categoryOptionCombo": "default"').replace(
    "REST", '"period": "2026S1", "comment": "nội bộ – không công bố"'
)


def test_the_document_of_a_ward() -> None:
    assert as_dhis2(a_sheet(), house_mapping()) == GOLDEN


def test_cells_go_by_their_option_combo_and_a_file_handed_out_bears_its_mark() -> None:
    for by in (("sex", "age_band"), ("age_band", "sex")):
        document = json.loads(as_dhis2(a_sheet(by=by), house_mapping(), "giao cho Sở Y tế"))
        values = document["dataValues"]
        assert {value["comment"] for value in values} == {"giao cho Sở Y tế"}
        (girl,) = [
            value
            for value in values
            if value["dataElement"] == "CT_8A_NUMERATOR"
            and value["categoryOptionCombo"] != "default"
            and value["value"] == "1"
        ]
        assert girl["categoryOptionCombo"] == "SEX_FEMALE_AGE_11_15"


def test_ids_of_an_instance_take_the_place_of_the_codes() -> None:
    text = (
        "[dhis2]\nid_scheme = 'uid'\ndata_set = 'pBOMPrpg1QX'\nattribute_option_combo = 'HllvX50cXC0'\n"
        "other_org_units = 'refused'\n"
        "[dhis2.data_elements]\n"
        + "".join(
            f"'{name}' = 'e{number:010}'\n"
            for number, name in enumerate(house_mapping().tables["dhis2.data_elements"])
        )
        + "[dhis2.category_option_combos]\ntotal = 'bRowv6yZOF2'\n"
        "[dhis2.org_units]\n31135 = 'DiszpKrYNg8'\n[dhis2.former_org_units]\n"
        "[sdmx]\nother_areas = 'refused'\n[sdmx.columns]\n[sdmx.indicators]\n[sdmx.measures]\n"
        "[sdmx.units]\n[sdmx.sex]\n[sdmx.age_band]\n[sdmx.areas]\n[sdmx.former_areas]\n"
    )
    own = mapping_from(text, "own.toml")
    document = json.loads(as_dhis2(a_sheet(), own))
    assert (document["idScheme"], document["dataSet"]) == ("uid", "pBOMPrpg1QX")
    assert document["dataValues"][0] == {
        "dataElement": "e0000000000", "orgUnit": "DiszpKrYNg8", "categoryOptionCombo": "bRowv6yZOF2",
        "attributeOptionCombo": "HllvX50cXC0", "value": "1", "period": "2026S1",
        "comment": "nội bộ – không công bố",
    }  # fmt: skip
    for sheet, named in (
        (a_sheet(area="92"), "'92' in [dhis2.org_units]"),
        (a_sheet(by=("sex",)), "'sex=male' in [dhis2.category_option_combos]"),
    ):
        with pytest.raises(MappingFault) as fault:
            as_dhis2(sheet, own)
        assert str(fault.value) == f"own.toml has no id for {named}"


def test_what_the_house_names_no_cell_for_is_refused() -> None:
    with pytest.raises(MappingFault, match="'group=01'"):
        as_dhis2(a_sheet(by=("group",)), house_mapping())

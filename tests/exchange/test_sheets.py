from __future__ import annotations

import pytest

from caseapp.exchange.sheets import SHEETS, Kind

# The table of contracts.md §4, typed off: * marks a required column.
CONTRACT = {
    "population": "area_code* reference_date* children* sex age_band source",
    "children": (
        "child_ref* full_name* sex* date_of_birth birth_precision personal_id ethnicity "
        "area_code* resident_from* address guardian_name guardian_relation guardian_phone"
    ),
    "residences": "child_ref* area_code* from* to",
    "circumstances": "child_ref* group* subgroup status* from* to",
    "assistance": "child_ref* kind* date* until provider note",
    "reports": (
        "report_ref* child_ref received_at* event_area_code* occurred_on abuse_types setting "
        "certainty* channel narrative"
    ),
    "disasters": "disaster_ref* name* kind* started_on*",
    "impacts": "disaster_ref* child_ref* affected_on* listed_on harm relieved_on relief_kind",
    "referrals": (
        "referral_ref* child_ref* report_ref agency* service* reason state* sent_on* "
        "answered_on completed_on"
    ),
}
KEYS = {
    "population": ("area_code", "reference_date", "sex", "age_band"),
    "children": ("child_ref",),
    "residences": ("child_ref", "from"),
    "circumstances": ("child_ref", "group", "status", "from"),
    "assistance": ("child_ref", "kind", "date", "provider"),
    "reports": ("report_ref",),
    "disasters": ("disaster_ref",),
    "impacts": ("disaster_ref", "child_ref", "affected_on"),
    "referrals": ("referral_ref",),
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_and_keys_are_those_of_the_contract(name: str) -> None:
    columns = SHEETS[name].columns
    assert " ".join(c.name + "*" * c.required for c in columns) == CONTRACT[name]
    assert SHEETS[name].key == KEYS[name]


def test_there_are_no_other_sheets() -> None:
    assert list(SHEETS) == list(CONTRACT)


def test_headings_are_vietnamese_and_differ_within_a_sheet() -> None:
    for sheet in SHEETS.values():
        headings = [column.heading for column in sheet.columns]
        assert len(set(headings)) == len(headings)
        assert all(heading[0].isupper() for heading in headings)


def test_codes_stand_where_the_kind_asks_for_them() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert (column.codes is not None) == (column.kind in (Kind.CODE, Kind.CODES))
            assert bool(column.day_of) == (column.kind is Kind.AREA)


def test_a_sheet_knows_its_columns() -> None:
    assert SHEETS["reports"].column("setting").kind is Kind.CODES
    with pytest.raises(KeyError):
        SHEETS["reports"].column("colour")

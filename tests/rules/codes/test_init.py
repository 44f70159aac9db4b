"""House style of the code lists, and the codes that contracts §3 promises to the outside."""

import unicodedata

import pytest

from caseapp.rules.codes import LISTS

ROWS = [pytest.param(row, id=f"{name}-{row.code}") for name, rows in LISTS.items() for row in rows]

PROMISED = {
    "sex": "male female unknown",
    "birth_precision": "day month year estimated",
    "groups": "01 02 03 04 05 06 07 08 09 10 11 12 13 14",
    "circumstance_status": "confirmed at_risk",
    "abuse_types": "violence exploitation sexual_abuse trafficking abandonment neglect other",
    "settings": "family school community facility online other unknown",
    "certainty": "suspected confirmed unfounded",
    "channels": "hotline_111 police in_person phone school health collaborator other",
    "assistance_kinds": "monthly_allowance health_insurance health_care rehabilitation education "
    "psychosocial legal_aid alternative_care facility_care emergency_support plan_support other",
    "disaster_kinds": "flood storm landslide erosion drought salinity fire epidemic other",
    "harms": "death injury orphaned parent_missing house_collapsed displaced food_shortage "
    "school_interrupted other",
    "relief_kinds": "food cash shelter health_care psychosocial school_supplies clothing other",
    "referral_states": "draft sent received accepted declined in_service completed withdrawn",
    "relation": "father mother grandparent sibling relative foster_carer facility_carer other "
    "unknown",
    "age_bands": "0-2 3-5 6-10 11-15",
}


@pytest.mark.parametrize(("name", "codes"), PROMISED.items())
def test_the_codes_promised_to_the_outside(name, codes):
    assert LISTS[name].codes == tuple(codes.split())


def test_every_list_stands_under_its_own_name():
    assert all(rows.name == name for name, rows in LISTS.items())
    assert len(LISTS) == 83


@pytest.mark.parametrize("row", ROWS)
def test_every_code_has_its_labels_and_source(row):
    for text in (row.code, row.vi, row.en, row.source):
        assert text == text.strip() != ""
        assert unicodedata.is_normalized("NFC", text)
    assert row.en.isascii() or row.code in LISTS["ethnicity"]
    assert any(word in row.source for word in ("Luật", "Nghị định", "Thông tư", "Quyết định"))


@pytest.mark.parametrize("name", LISTS)
def test_no_two_codes_of_a_list_read_the_same(name):
    rows = LISTS[name]
    # Sub-groups of different groups may share a wording: it is read below its group.
    labels = [(getattr(row, "group", ""), row.vi) for row in rows]
    assert len(set(labels)) == len(labels)

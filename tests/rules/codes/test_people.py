"""The 54 ethnic groups, found as registers write them."""

import unicodedata

import pytest

from caseapp.rules.codes.people import ETHNICITY, find_ethnicity


def test_there_are_54_groups():
    assert len(ETHNICITY) == 54


@pytest.mark.parametrize("name", ETHNICITY.codes)
def test_each_is_found_in_any_case_and_form(name):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        written = unicodedata.normalize(form, name)
        assert find_ethnicity(written) == name
        assert find_ethnicity(written.upper()) == name
        assert find_ethnicity(f" {written.lower()} ") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Khơ-me", "Khmer"),
        ("Việt", "Kinh"),
        ("Kinh (Việt)", "Kinh"),
        ("H’Mông", "Mông"),
        ("Ê-đê", "Ê Đê"),
        ("Bru - Vân Kiều", "Bru Vân Kiều"),
    ],
)
def test_other_official_spellings(text, name):
    assert find_ethnicity(text) == name


@pytest.mark.parametrize("text", ["", "Cham", "Người Kinh", "unknown", "Kinh, Hoa"])
def test_what_is_no_official_name(text):
    assert find_ethnicity(text) is None


def test_no_spelling_names_two_groups():
    spellings = [name for group in ETHNICITY for name in (group.code, *group.others)]
    assert len({name.casefold() for name in spellings}) == len(spellings)
    for group in ETHNICITY:
        assert all(find_ethnicity(name) == group.code for name in group.others)

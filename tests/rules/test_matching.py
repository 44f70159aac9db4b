"""Folding and order of names, and what a personal number may and may not be."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.matching import (
    fold,
    name_order,
    nearly,
    personal_id_faults,
    personal_id_warnings,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  ĐỖ Thị  Hòa ", "do thi hoa"),
        ("Đỗ Thị Hoà", "do thi hoa"),  # the tone on the other vowel, as older fonts set it
        ("Nguyễn Ngọc Ẩn", "nguyen ngoc an"),
        ("Thạch Sô Phia", "thach so phia"),
        ("Ðặng", "dang"),  # capital eth, as old fonts wrote Đ
        ("Phường\u00a0Cái\tRăng", "phuong cai rang"),
        ("ca\u200bse", "case"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_vowel_signs_of_khmer_script_are_letters():
    name = "\u179f\u17bb\u1781"  # without its vowel sign another word
    assert fold(name) == name


@given(st.text())
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_the_unicode_form_makes_no_difference(text, form):
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(
    st.text(alphabet="aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ ")
)
def test_vietnamese_text_folds_to_plain_letters_in_either_case(text):
    assert fold(text) == fold(text.upper())
    assert set(fold(text)) <= set("adeiouy ")
    assert fold(f" {text}  ") == fold(text)


@pytest.mark.parametrize("number", ["", "092210001234", "000000000000"])
def test_twelve_digits_are_no_fault(number):
    assert personal_id_faults(number) == []


@pytest.mark.parametrize(
    "number",
    ["92210001234", "0922100012345", "09221000123a", "092 210 001 234", " 092210001234",
     "092210001234\n", "٠٩٢٢١٠٠٠١٢٣٤"],
)  # fmt: skip
def test_anything_else_is_a_fault_and_warns_of_nothing_more(number):
    assert len(personal_id_faults(number)) == 1
    assert personal_id_warnings(number, "female", date(1999, 1, 1)) == []


# 092 Cần Thơ · 2: a boy of the 21st century · 15: born 2015.
BOY = "092215001234"


@pytest.mark.parametrize(
    ("number", "sex", "born", "hints"),
    [
        (BOY, "male", date(2015, 5, 1), []),
        (BOY, "unknown", None, []),
        (BOY, "female", date(2015, 5, 1), ["other sex"]),
        (BOY, "male", date(2016, 5, 1), ["year of birth"]),
        (BOY, "female", date(2016, 5, 1), ["other sex", "year of birth"]),
        ("092315001234", "female", date(2015, 5, 1), []),
        ("092199001234", "female", date(1999, 5, 1), []),  # 1: a woman of the 20th century
        ("092115001234", "female", date(2015, 5, 1), ["year of birth"]),  # 1915
        ("093215001234", "male", date(2015, 5, 1), []),
        ("094215001234", "male", date(2015, 5, 1), []),
        ("003215001234", "male", date(2015, 5, 1), ["province"]),
        ("097215001234", "male", date(2015, 5, 1), ["province"]),
        ("000215001234", "male", date(2015, 5, 1), ["province"]),
        ("101215001234", "male", date(2015, 5, 1), []),  # a country: born abroad
    ],
)
def test_what_looks_odd_in_a_number(number, sex, born, hints):
    warnings = personal_id_warnings(number, sex, born)
    assert len(warnings) == len(hints)
    assert all(hint in warning for hint, warning in zip(hints, warnings, strict=True))


def test_there_were_63_provinces():
    known = [
        n for n in range(1000) if not personal_id_warnings(f"{n:03}215001234", "unknown", None)
    ]
    assert len([n for n in known if n < 100]) == 63


@pytest.mark.parametrize(
    "ordered",
    [
        # Each letter before the next, whatever comes after it, as in every dictionary.
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        [f"z{letter}" for letter in "aăâbcdđeêgioôơpuưv"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An Bình", "An Khánh", "Ân Thi", "Bình Thủy", "Dương", "Đông Hiệp", "Ô Môn", "Ơn"],
        ["Phường 1", "Phường 2", "Phường 10", "Phường An Bình"],
        ["Lê An", "Lệ An B", "Lệ An C", "Lê Ân"],  # letters before tones
        ["Đỗ Thị Hoa", "Đỗ Thị Hòa", "Đỗ Thị Hỏa", "Đỗ Thị Hoan"],
    ],
    ids="".join,
)
def test_names_stand_as_in_a_vietnamese_dictionary(ordered: list[str]) -> None:
    for spelling in ("NFC", "NFD"):
        spelt = [unicodedata.normalize(spelling, name) for name in ordered]
        for written in (spelt, [name.upper() for name in spelt]):
            assert sorted(written, key=name_order) == written


@given(text=st.text(), other=st.text())
def test_any_two_texts_can_be_ordered_and_only_the_same_are_equal(text: str, other: str) -> None:
    assert (name_order(text) == name_order(other)) is (text == other)
    assert (name_order(text) < name_order(other)) is not (name_order(other) <= name_order(text))


@pytest.mark.parametrize(
    ("typed", "word", "near"),
    [
        ("thach", "thach", True),
        ("tha", "thach", True),  # begun
        ("thcah", "thach", True),  # two neighbours exchanged
        ("thch", "thach", True),  # one too few
        ("thaach", "thach", True),  # one too many
        ("thoch", "thach", True),  # another
        ("hoaa", "hoa", True),
        ("thcha", "thach", False),
        ("tthchh", "thach", False),
        ("do", "de", False),  # too short to guess
        ("hoa", "binh", False),
    ],
)
def test_one_slip_of_the_pen_is_near(typed: str, word: str, near: bool) -> None:
    assert nearly(typed, word) is near

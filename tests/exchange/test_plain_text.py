from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.exchange.plain_text import (
    FORMULA_SIGNS,
    BadText,
    are_clean,
    clean_line,
    clean_text,
    is_clean,
    neutralise,
    recorded_line,
    recorded_text,
    restore,
)

TEXTS = st.text(st.characters(blacklist_categories=["Cs"])) | st.text("='+-@\t\r\n ab")


@given(TEXTS)
def test_restoring_gives_back_every_neutralised_text(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.lists(TEXTS | st.text("a '|e\u0301\u00e9"), max_size=4))
def test_texts_that_are_clean_together_are_clean_each(texts: list[str]) -> None:
    if are_clean(texts):
        assert all(text and is_clean(text) for text in texts)


def test_common_texts_are_found_clean_together() -> None:
    assert are_clean(["Nguyễn Văn Thử", "Lê Thị Bé", "T-12"])
    for odd in ("", " a", "a ", "a  b", "'=1", "e\u0301", "a\n"):
        assert not are_clean(["Lê Thị Bé", odd, "T-12"])


@given(TEXTS)
def test_no_neutralised_text_begins_like_a_formula(text: str) -> None:
    assert not neutralise(text).startswith(tuple(FORMULA_SIGNS))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84 292", "'+84 292"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1+1", "''=1+1"),  # or the apostrophe that was there would be lost on the way back
        ("An", "An"),
        ("'An", "'An"),
        ("", ""),
    ],
)
def test_neutralise(text: str, written: str) -> None:
    assert neutralise(text) == written


@given(TEXTS)
def test_a_quick_look_never_passes_what_cleaning_would_change(text: str) -> None:
    if is_clean(text):
        assert " ".join(text.split()) == unicodedata.normalize("NFC", text) == text


@given(TEXTS)
def test_cleaning_what_is_recorded_gives_what_an_import_of_its_export_reads(text: str) -> None:
    line, lines = recorded_line(text), recorded_text(text)
    assert clean_line(neutralise(line)) == line == recorded_line(line)
    assert clean_text(neutralise(lines)) == lines == recorded_text(lines)


def test_lines_are_composed_and_their_blanks_collapsed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn  Thị\tHòa ")
    assert clean_line(decomposed) == "Nguyễn Thị Hòa"


def test_text_keeps_its_lines() -> None:
    assert clean_text("  một\r\nhai\rba \n") == "một\nhai\nba"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(BadText):
        clean_line(text)
    with pytest.raises(BadText):
        clean_text(text)

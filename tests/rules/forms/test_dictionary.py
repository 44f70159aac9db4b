"""The data dictionary is whole: each field once, with label, gloss and source."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from caseapp.rules.forms import dictionary
from caseapp.rules.forms.registry import EDITIONS

ROWS = dictionary.dictionary()
CATALOGUE = Path(__file__).parents[3] / "caseapp/translations/vi/LC_MESSAGES/messages.po"


def test_every_field_has_one_row():
    assert len(ROWS) == sum(len(list(form)) for form in EDITIONS)
    assert len({(row.form, row.edition, row.field) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.form}.{row.field}")
def test_every_field_has_label_gloss_and_source(row):
    assert row.label
    assert row.gloss
    assert row.source
    assert row.label == row.label.strip()
    assert (row.kind in {"choice", "choices", "rating", "list"}) == bool(row.codes)


def test_who_told_us_is_restricted_and_sealed():
    told = [
        row
        for row in ROWS
        if row.field.startswith("reporter_") and row.field != "reporter_consents"
    ]
    assert len(told) == 4
    assert all(row.restricted and row.class_a and not row.required for row in told)


def test_each_text_for_people_is_translated():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    missing = [
        msgid
        for msgid in dictionary.msgids()
        if msgid not in catalogue or not catalogue[msgid].string
    ]
    assert missing == []


def test_hints_and_conditions_are_among_the_texts():
    texts = dictionary.msgids()
    hints = [field.hint for form in EDITIONS for field in form if field.hint]
    assert hints
    assert set(hints) <= set(texts)
    assert len(texts) == len(set(texts))

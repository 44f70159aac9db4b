"""Which edition of a form holds on a day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from caseapp.rules.forms import registry
from caseapp.rules.forms.form01_report import FORM


def test_form_01_is_in_force_from_1_july_2017():
    # Decree 56/2017/NĐ-CP of 9 May 2017 is in force from 1 July 2017 (law.md §1.4).
    assert registry.form("01", date(2017, 7, 1)) is FORM
    assert registry.form("01", date(2026, 11, 23)) is FORM
    with pytest.raises(KeyError):
        registry.form("01", date(2017, 6, 30))
    with pytest.raises(KeyError):
        registry.form("17", date(2026, 11, 23))


def test_an_edition_is_found_by_its_name():
    assert registry.edition("01", FORM.edition.id) is FORM
    with pytest.raises(KeyError):
        registry.edition("01", "1066")


def test_editions_of_one_form_never_overlap():
    for number, newest in registry.FORMS.items():
        editions = [form.edition for form in registry.EDITIONS if form.number == number]
        assert newest.edition is editions[-1]
        for earlier, later in pairwise(editions):
            assert earlier.valid_until is not None
            assert earlier.valid_until <= later.valid_from

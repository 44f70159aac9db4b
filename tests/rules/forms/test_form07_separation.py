"""Mẫu 07 as it is reconstructed: the page asks what the form has, the place for the file alone."""

from __future__ import annotations

from caseapp.rules.forms.form07_separation import FORM
from caseapp.rules.forms.registry import edition
from caseapp.web.measures.forms import SeparationForm


def test_the_title_was_seen_and_the_body_was_not() -> None:
    assert "tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em" in FORM.title
    assert not FORM.confirmed
    assert edition("07", "2017") is FORM


def test_the_page_asks_what_the_form_asks_in_its_order() -> None:
    asked = [field.key for field in FORM.asked]
    posed = [name for name in vars(SeparationForm) if name in asked]
    assert posed == asked


def test_the_place_alone_is_restricted() -> None:
    assert [field.key for field in FORM if field.restricted] == ["name", "address", "phone"]

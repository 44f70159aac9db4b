"""Mẫu 07 as it is reconstructed: the page asks what the form has, the place for the file alone."""

from __future__ import annotations

from caseapp.rules.forms.form07_separation import FORM
from caseapp.rules.forms.registry import edition


def test_the_title_was_seen_and_the_body_was_not() -> None:
    assert "tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em" in FORM.title
    assert not FORM.confirmed
    assert edition("07", "2017") is FORM


def test_it_asks_what_the_law_names_in_its_order() -> None:
    """Law text on Mẫu 07: whom, why, where (the file alone), how long; who takes in; who acts."""
    assert [(part.key, [field.key for field in part.fields if field.asked]) for part in FORM.sections] == [
        ("head", []),
        ("separation", ["parted_from", "names", "lives_at", "relation", "why", "address", "first_day", "last_day"]),
        ("kept", ["kept_with", "name", "phone", "duties"]),
        ("effect", ["carried_out_by"]),
        ("signing", []),
    ]  # fmt: skip
    optional = {field.key for field in FORM.asked if not field.required}
    assert optional == {field.key for field in FORM.asked if field.if_known}
    assert optional == {"lives_at", "relation", "phone", "duties", "carried_out_by"}


def test_all_that_tells_of_people_is_of_class_a() -> None:
    told = {field.key for field in FORM.asked if field.kind in {"text", "long_text", "phone"}}
    assert {field.key for field in FORM if field.class_a} == told


def test_the_place_alone_is_restricted() -> None:
    assert [field.key for field in FORM if field.restricted] == ["address", "name", "phone"]
    assert [field.key for field in FORM.unrestricted()] == [
        field.key for field in FORM if field.key not in {"address", "name", "phone"}
    ]

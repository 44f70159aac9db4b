"""The shape of a form: its fields are found, its boxes are named."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import Edition

NAME = Field("name", "Họ tên", "Name", "text", "somewhere", ask="Họ tên trẻ em")
BORN = Field("born", "Ngày sinh", "Birth", "birth", "somewhere")
SIGNED = Field("signed", "Ký tên", "Signature", "text", "somewhere", asked=False)
FORM = Form(
    number="99",
    title="MẪU THỬ",
    gloss="A form for tests",
    edition=Edition("1", date(2020, 1, 1), None, "somewhere"),
    confirmed=False,
    source="somewhere",
    sections=(
        Section("a", "A", "A", (NAME,)),
        Section("b", "B", "B"),
        Section("c", "C", "C", (BORN, SIGNED)),
    ),
)


def test_a_form_gives_its_fields_in_order_and_those_it_asks():
    assert list(FORM) == [NAME, BORN, SIGNED]
    assert FORM.asked == (NAME, BORN)


def test_a_field_is_found_by_its_key():
    assert FORM.field("born") is BORN
    with pytest.raises(KeyError):
        FORM.field("colour")


def test_the_screen_asks_in_its_own_words_where_there_are_any():
    assert NAME.question == "Họ tên trẻ em"
    assert BORN.question == "Ngày sinh"


def test_boxes_of_a_field():
    assert NAME.boxes == ("name",)
    assert BORN.boxes == ("born-day", "born-month", "born-year", "born-age")


def test_length_of_a_text():
    assert NAME.limit == 200
    assert Field("a", "A", "A", "long_text", "s").limit == 10_000
    assert Field("a", "A", "A", "text", "s", longest=7).limit == 7


def test_an_answer_of_the_list_is_found():
    male = Code("male", "Nam", "Male", "s")
    field = Field("sex", "Giới tính", "Sex", "choice", "s", codes=(male,))
    assert field.answer("male") is male
    assert field.answer("unknown") is None

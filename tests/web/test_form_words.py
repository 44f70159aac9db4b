"""The words of official forms: explained levels, and what is said of parts that are not official."""

from __future__ import annotations

import pytest

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.assessment_parts import CHILD, HARM, PROTECTION
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.risk import rows_of
from caseapp.web.form_words import note_on, rating_choice, said, shown_sections
from tests.web.form_app import form_app


@pytest.mark.parametrize(
    ("number", "part", "words"),
    [
        ("02", HARM, ""),  # the page says it of the whole form
        ("06", HARM, ""),  # as printed
        ("07", "kept", ""),  # only its head was seen, of which nothing is asked
        ("06", PROTECTION, "bản chờ đối chiếu"),
        ("02", CHILD.key, "phần mềm bổ sung"),
        ("06", CHILD.key, "phần mềm bổ sung"),
    ],
)
def test_what_is_said_of_a_part(number: str, part: str, words: str) -> None:
    form = FORMS[number]
    with form_app().test_request_context():
        note = note_on(form, form.section(part))
    assert words in note
    assert bool(note) == bool(words)


def test_a_level_is_offered_with_its_explanation() -> None:
    level = rows_of(FORMS["06"], HARM)[0].codes[2]
    with form_app().test_request_context():
        code, label, more = rating_choice(level)
        assert (code, str(label)) == ("low", "Thấp")
        assert str(more["hint"]) == "tổn hại của trẻ em không còn nghiêm trọng"
        assert rating_choice(Code("x", "X", "X", "here"))[2] == {}
        assert str(said("vi", "en")) == "vi"


def test_a_page_shows_the_sections_that_ask() -> None:
    form = FORMS["02"]
    assert [part.key for part in shown_sections(form.only(HARM))] == [HARM]
    assert list(shown_sections(form.only("no such"))) == []

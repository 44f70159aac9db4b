"""Fields draw themselves as govuk-frontend controls, keep what was typed and say what is wrong."""

from __future__ import annotations

import pytest
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, Length

from caseapp.web.control import draw
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovFile,
    GovInteger,
    GovPassword,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
    refuse,
)
from tests.web.form_app import by_id, faults, form_app, has_no_inline_code, page_of, words


class NoteForm(FlaskForm):
    name = GovText(
        "Name",
        [InputRequired("Enter a name"), Length(max=10, message="Shorter")],
        description="In full",
    )
    word = GovPassword("Password")
    note = GovTextArea("Note")
    days = GovInteger("Days")
    level = GovRadios("Level", choices=[("low", "Low"), ("high", "High", {"hint": "Call first"})])
    kinds = GovCheckboxes("Kinds", choices=[("a", "A"), ("b", "B")])
    ward = GovSelect("Ward", choices=[("", ""), ("31135", "Ninh Kiều"), ("31147", "Cái Khế")])
    sure = GovCheckbox("I have checked it", description="With whom it is about")
    register = GovFile("Register")
    save = GovSubmit("Save")


@pytest.fixture
def app():
    return form_app("en")


def sent(app, **typed):
    """The form as it stands after these texts were posted and checked."""
    context = app.test_request_context("/", method="POST", data=MultiDict(typed))
    context.push()
    form = NoteForm()
    form.validate()
    return form, page_of(form), context


def test_every_control_has_its_label_and_hint(app):
    with app.test_request_context():
        page = page_of(NoteForm())
    labels = {e.get("for"): words(e) for e in page.iter("label")}
    assert {labels[key] for key in ("name", "word", "note", "days", "ward", "sure", "register")} == {
        "Name", "Password", "Note", "Days", "Ward", "I have checked it", "Register",
    }  # fmt: skip
    assert [words(e) for e in page.iter("legend")] == ["Level", "Kinds"]
    assert by_id(page, "name").get("aria-describedby") == "name-hint"
    assert words(by_id(page, "name-hint")) == "In full"
    assert words(by_id(page, "level-2-item-hint")) == "Call first"
    assert words(by_id(page, "sure-item-hint")) == "With whom it is about"  # below its box
    assert by_id(page, "sure").get("aria-describedby") == "sure-item-hint"
    assert faults(page) == []


def test_pages_hold_nothing_inline(app):
    _, page, context = sent(app, name="")
    context.pop()
    assert has_no_inline_code(page)


def test_what_was_typed_is_kept(app):
    typed = {
        "name": "Nguyễn Văn Quá Dài",
        "word": "secret",
        "note": "<b>một</b>\n  hai & ba",
        "days": "ba",
        "level": "high",
        "kinds": "b",
        "ward": "31147",
        "sure": "y",
    }
    form, page, context = sent(app, **typed)
    context.pop()
    assert by_id(page, "name").get("value") == "Nguyễn Văn Quá Dài"
    assert by_id(page, "note").text == "<b>một</b>\n  hai & ba"
    assert by_id(page, "days").get("value") == "ba"
    assert [e.get("value") for e in page.iter("input") if e.get("checked") is not None] == [
        "high",
        "b",
        "y",
    ]
    assert [e.get("value") for e in page.iter("option") if e.get("selected") is not None] == [
        "31147"
    ]
    # But never a password.
    assert by_id(page, "word").get("value") in {None, ""}
    assert form.data["kinds"] == ["b"]


def test_faults_stand_in_the_summary_and_beside_the_control(app):
    _, page, context = sent(app, days="3,5", level="highest", kinds="c", ward="99")
    context.pop()
    listed = "Choose one of the answers listed"
    assert faults(page) == [
        ("Enter a name", "#name"),
        ("Enter a whole number, digits only", "#days"),
        (listed, "#level"),
        (listed, "#kinds"),
        (listed, "#ward"),
    ]
    for _, href in faults(page):
        control = by_id(page, href.removeprefix("#"))
        assert control.tag in {"input", "select"}
    assert words(by_id(page, "name-error")) == "Error: Enter a name"
    assert "name-error" in by_id(page, "name").get("aria-describedby").split()


def test_no_answer_is_the_validators_affair(app):
    form, _, context = sent(app, name="An")
    context.pop()
    assert not form.errors
    assert form.data["level"] is None


@pytest.mark.parametrize(("typed", "number"), [("", None), (" 48 ", 48), ("0", 0)])
def test_whole_numbers(app, typed, number):
    form, _, context = sent(app, name="An", days=typed)
    context.pop()
    assert not form.errors
    assert form.days.data == number


@pytest.mark.parametrize("typed", ["-1", "٣", "²", "9" * 5000, "1e3"])
def test_other_signs_are_no_whole_number(app, typed):
    form, page, context = sent(app, name="An", days=typed)
    context.pop()
    assert list(form.errors) == ["days"]
    assert by_id(page, "days").get("value") == typed


def test_browsers_offer_no_earlier_names(app):
    with app.test_request_context():
        form = NoteForm()
        page = page_of(form)
        assert by_id(page, "name").get("autocomplete") == "off"
        assert 'autocomplete="username"' in form.name(autocomplete="username")


def test_the_button_comes_last_and_sends_once(app):
    with app.test_request_context():
        page = page_of(NoteForm())
    button = by_id(page, "save")
    assert button.get("data-prevent-double-click") == "true"
    controls = [e for e in page.iter() if e.tag in {"input", "select", "textarea", "button"}]
    assert controls[-1] is button


def test_a_refusal_after_the_check_stands_beside_its_field_or_above_all(app):
    with app.test_request_context("/", method="POST", data={"name": "An"}):
        form = NoteForm()
        assert form.validate()
        refuse(form, "ward", "This unit is not yours")
        refuse(form, "colour", "Somebody saved before you")
        page = page_of(form)
    assert faults(page) == [
        ("This unit is not yours", "#ward"),
        ("Somebody saved before you", None),
    ]
    assert words(by_id(page, "ward-error")) == "Error: This unit is not yours"


def test_a_page_open_too_long_says_so(app):
    app = form_app("en", csrf=True)
    with app.test_request_context("/", method="POST", data={"name": "An"}):
        form = NoteForm()
        assert not form.validate()
        page = page_of(form)
    ((message, href),) = faults(page)
    assert message.startswith("This page was open too long")
    assert href is None
    assert by_id(page, "name").get("value") == "An"
    assert by_id(page, "csrf_token").get("type") == "hidden"


def test_a_component_is_drawn_from_its_name(app):
    with app.test_request_context():
        html = draw("warning-text", {"text": "5 < 6", "iconFallbackText": "Warning"})
    assert "govuk-warning-text" in html
    assert "5 &lt; 6" in html


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066"])
@pytest.mark.parametrize("name", ["name", "note"])
def test_signs_that_nobody_sees_are_refused_beside_the_field(app, name, sign):
    form, _, context = sent(app, **{name: f"Trẻ{sign}em"})
    context.pop()
    (fault,) = form[name].errors
    assert str(fault).startswith("Type “")


def test_text_is_composed_and_rid_of_stray_blanks(app):
    typed = {"name": "  Nguye\u0302\u0303n   An ", "note": "một  hai \n\n\n\n ba "}
    form, _, context = sent(app, **typed)
    context.pop()
    assert (form.name.data, form.note.data) == ("Nguy\u1ec5n An", "một hai\n\nba")

"""Taking a form: one key for one act, refusals beside their field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.rules.values import RuleBroken
from caseapp.web.posting import perform, post_key, posted_key, posted_version, unasked

KEY = "abcDEF0123456789_-"


@pytest.fixture
def app() -> Flask:
    made = Flask("test")
    Babel(made)
    return made


class OneForm(Form):
    name = StringField()


def to(code: str) -> str:
    return f"/made/{code}"


def test_a_form_shown_again_keeps_its_key_and_a_new_one_gets_its_own(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"post_key": KEY}):
        assert post_key() == KEY
        assert posted_key().startswith(f"{KEY}:")
    with app.test_request_context():
        first, second = post_key(), post_key()
    assert first != second
    with app.test_request_context(method="POST", data={"post_key": first}):
        assert posted_key().startswith(f"{first}:")  # what is handed out is taken back


def test_the_content_is_known_again_whatever_its_order_and_token(app: Flask) -> None:
    def sent(*pairs: tuple[str, str]) -> str:
        with app.test_request_context(method="POST", data=MultiDict([("post_key", KEY), *pairs])):
            return posted_key()

    same = {
        sent(("name", "An"), ("day", "5")),
        sent(("day", "5"), ("name", "An")),
        sent(("day", "5"), ("name", "An"), ("csrf_token", "fresh")),
    }
    assert len(same) == 1
    others = {sent(("name", "An")), sent(("name", "An5")), sent(("name", "An"), ("day", "6"))}
    assert len(others | same) == 4


def test_the_bytes_of_a_file_are_part_of_the_content(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"post_key": KEY}):
        told = {posted_key(), posted_key(b"a"), posted_key(b"b"), posted_key(b"a", b"b")}
    assert len(told) == 4


@pytest.mark.parametrize(
    "key", ["", "short", "x" * 65, "x" * 20 + " ", "x" * 20 + "\n", "é" * 20, "<" * 20]
)
def test_a_key_that_is_none_of_ours_is_no_key(app: Flask, key: str) -> None:
    with app.test_request_context(method="POST", data={"post_key": key}):
        assert posted_key() == ""


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("3", 3),
        ("0", 0),
        ("", 0),
        ("-1", 0),
        ("1e3", 0),
        ("9" * 10, 0),
        ("9" * 9, 999999999),
        (" 3", 0),
    ],
)
def test_a_version_is_a_number_or_fits_no_row(app: Flask, text: str, version: int) -> None:
    with app.test_request_context(method="POST", data={"version": text}):
        assert posted_version() == version


def done(app: Flask, form: OneForm, act: Callable[[], str | None]) -> str | None:
    with app.test_request_context():
        answer = perform(form, act, to)
        return None if answer is None else answer.location


def test_a_question_is_taken_off_unless_it_was_put_or_answered(app: Flask) -> None:
    for data, errors, left in (("", (), []), ("y", (), ["name"]), ("", ("Tick it",), ["name"])):
        form = OneForm(data={"name": data})
        form.name.errors = errors
        with app.test_request_context():
            unasked(form, "name")
        assert [field.name for field in form] == left


def test_what_was_made_is_where_it_leads(app: Flask) -> None:
    assert done(app, OneForm(), lambda: "BC-26-1") == "/made/BC-26-1"
    assert done(app, OneForm(), lambda: None) == "/made/"


def raising(error: Exception) -> Callable[[], str]:
    def act() -> str:
        raise error

    return act


def test_a_second_post_leads_to_what_the_first_made(app: Flask) -> None:
    assert done(app, OneForm(), raising(AlreadyDone("BC-26-1"))) == "/made/BC-26-1"


def test_a_second_post_that_was_changed_is_shown_again_under_a_new_key(app: Flask) -> None:
    form = OneForm()
    with app.test_request_context(method="POST", data={"post_key": KEY}):
        assert perform(form, raising(AlreadyDone("BC-26-1", changed=True)), to) is None
        assert post_key() != KEY
    assert len(form.form_errors) == 1


def test_a_refusal_stands_beside_its_field(app: Flask) -> None:
    form = OneForm()
    refusal = RuleBroken("Give the name of %(who)s", field="name", params={"who": "the child"})
    assert done(app, form, raising(refusal)) is None
    assert form.errors == {"name": ["Give the name of the child"]}


@pytest.mark.parametrize("field", [None, "unknown"])
def test_a_refusal_without_a_field_of_the_form_stands_above_it(
    app: Flask, field: str | None
) -> None:
    form = OneForm()
    assert done(app, form, raising(RuleBroken("The case is closed", field=field))) is None
    assert form.form_errors == ["The case is closed"]


def test_what_is_no_refusal_goes_on_to_the_error_pages(app: Flask) -> None:
    with pytest.raises(Missing):
        done(app, OneForm(), raising(Missing("case:1")))

"""What signing in asks: both fields, neither longer than any that can be right."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.web.account.forms import FirstPasswordForm, PasswordForm, SignInForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("username", "password", "lacking"),
    [
        ("canbo", "a password", set()),
        ("", "a password", {"username"}),
        ("   ", "a password", {"username"}),
        ("canbo", "", {"password"}),
        ("", "", {"username", "password"}),
        ("x" * 41, "a password", {"username"}),
        ("canbo", "x" * 201, {"password"}),  # a megabyte is not hashed
    ],
)
def test_both_are_asked_and_bounded(
    house: House, username: str, password: str, lacking: set[str]
) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST"):
        form = SignInForm(MultiDict({"username": username, "password": password}))
        assert form.validate() == (not lacking)
        assert set(form.errors) == lacking


def test_a_new_password_is_typed_twice_and_the_present_one_comes_first(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    typed = MultiDict({"password": "a sentence of mine", "again": "a sentence of mime"})
    with house.app.test_request_context(method="POST"):
        form = FirstPasswordForm(typed)
        assert not form.validate()
        assert set(form.errors) == {"again"}
        assert [field.name for field in PasswordForm()][:3] == ["current", "password", "again"]

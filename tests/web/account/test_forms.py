"""What signing in asks: both fields, neither longer than any that can be right."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.web.account.forms import SignInForm
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

"""What signing in asks: both fields, neither longer than any that can be right."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import MultiDict

from caseapp.web.account.forms import FirstPasswordForm, PasswordForm, SignInForm
from tests.factories.house import House
from tests.factories.web import client, make_user, sign_in, signed_in
from tests.house.test_requests import SCRIPTS


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


def test_every_box_for_a_password_hides_it_and_is_known_to_who_keeps_passwords(
    house: House,
) -> None:
    """ASVS 6.2.6, 6.2.7: on every page that asks for one; no script stands in the way."""
    name = make_user(house, "officer")
    browser, admin = sign_in(house, name), signed_in(house, "administrator")
    pages = (
        client(house).get("/sign-in"), browser.get("/account/password"),
        browser.get("/account/second-factor"),
        admin.get("/accounts/new"), admin.get(f"/accounts/{name}/password"),
    )  # fmt: skip
    asked = {}
    for page in pages:
        for box in re.findall(r"<input[^>]*>", page.text):
            told = dict(re.findall(r'([\w-]+)="([^"]*)"', box))
            if "password" in told.get("autocomplete", "") or told.get("type") == "password":
                asked[page.request.path, told["name"]] = (told["type"], told["autocomplete"])
                assert "readonly" not in box
                assert told.get("value", "") == ""
    assert {path for path, _ in asked} == {page.request.path for page in pages}
    assert {kind for kind, _ in asked.values()} == {"password"}
    assert {helper for _, helper in asked.values()} <= {"current-password", "new-password"}
    assert not [path for path in SCRIPTS if re.search(r"\bpaste\b", path.read_text("utf-8"))]


def test_a_new_password_is_typed_twice_and_the_present_one_comes_first(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    typed = MultiDict({"password": "a sentence of mine", "again": "a sentence of mime"})
    with house.app.test_request_context(method="POST"):
        form = FirstPasswordForm(typed)
        assert not form.validate()
        assert set(form.errors) == {"again"}
        assert [field.name for field in PasswordForm()][:3] == ["current", "password", "again"]

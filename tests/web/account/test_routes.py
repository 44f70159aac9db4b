"""Signing in and out in a browser: nothing tells who exists, nothing leads off the site."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from sqlalchemy import select

from caseapp.casework.accounts import disable_account
from caseapp.casework.limits import TRIES
from caseapp.records.db import db
from caseapp.records.users import SignIn, User
from caseapp.web.actor import COOKIE
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import PASSWORD, client, faceless, make_user, sign_in, token_in


def tried(house: House, username: str, password: str) -> tuple[int, str]:
    """How a try to sign in was answered, with what was typed taken out."""
    answer = client(house).post("/sign-in", data={"username": username, "password": password})
    assert COOKIE not in answer.headers.get("Set-Cookie", "")
    return answer.status_code, faceless(answer.text, "/sign-in").replace(username, "NAME")


def test_wrong_name_wrong_password_and_closed_account_are_answered_alike(house: House) -> None:
    make_user(house, "officer", username="canbo")
    make_user(house, "officer", username="dadong")
    with house.app.app_context():
        disable_account(SYSTEM, "dadong", now=NOW)
    answers = {
        tried(house, "canbo", "not the password"),
        tried(house, "kokhongco", PASSWORD),
        tried(house, "dadong", PASSWORD),
        tried(house, "dadong", "not the password"),
    }
    assert len(answers) == 1
    status, page = answers.pop()
    assert status == 422
    assert PASSWORD not in page
    assert "not the password" not in page  # what was typed comes back, but never a password


def test_who_signs_in_goes_where_they_were_going(house: House) -> None:
    make_user(house, "officer", username="canbo")
    right = {"username": "canbo", "password": PASSWORD}
    for going, there in (
        ("/reports", "/reports"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/%09/evil.example", "/"),
        ("https://evil.example/", "/"),
    ):
        answer = client(house).post(f"/sign-in?next={going}", data=right)
        assert (answer.status_code, answer.location) == (302, there)


def test_who_is_signed_in_already_is_led_on(house: House) -> None:
    browser = sign_in(house, make_user(house, "officer"))
    answer = browser.get("/sign-in?next=/reports")
    assert (answer.status_code, answer.location) == (302, "/reports")


def test_signing_in_again_gives_a_new_token_and_ends_the_old(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    first = browser.get_cookie(COOKIE)
    browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    second = browser.get_cookie(COOKIE)
    assert first is not None
    assert second is not None
    assert first.value != second.value
    thief = client(house)
    thief.set_cookie(COOKIE, first.value)
    assert thief.get("/").status_code == 302
    assert browser.get("/").status_code == 200


def test_a_token_chosen_by_somebody_else_is_never_taken_over(house: House) -> None:
    name = make_user(house, "officer")
    browser = client(house)
    browser.set_cookie(COOKIE, "chosen-by-an-attacker")
    browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    cookie = browser.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.value != "chosen-by-an-attacker"
    assert len(cookie.value) >= 43


def test_signing_out_ends_the_session_on_the_server(house: House) -> None:
    browser = sign_in(house, make_user(house, "officer"))
    kept = browser.get_cookie(COOKIE)
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert browser.get_cookie(COOKIE) is None
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert kept is not None
    browser.set_cookie(COOKIE, kept.value)
    assert browser.get("/").status_code == 302
    with house.app.app_context():
        assert db.session.scalars(select(SignIn.ended_at)).one() is not None


def test_signing_out_without_a_session_is_no_fault(house: House) -> None:
    assert client(house).post("/sign-out").status_code == 302


def test_a_link_does_not_sign_anybody_out(house: House) -> None:
    browser = sign_in(house, make_user(house, "officer"))
    assert browser.get("/sign-out").status_code == 405
    assert browser.get("/").status_code == 200


def test_after_ten_failures_even_the_right_password_waits(house: House) -> None:
    name = make_user(house, "officer")
    for _ in range(TRIES):
        tried(house, name, "not the password")
    answer = client(house).post("/sign-in", data={"username": name, "password": PASSWORD})
    assert answer.status_code == 422
    assert "15 phút" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
def test_a_post_without_its_token_is_refused(house: House, path: str) -> None:
    name = make_user(house, "officer")
    browser = client(house, csrf=True)
    data = {"username": name, "password": PASSWORD, "language": "en"}
    refused = 422 if path == "/sign-in" else 400  # the form comes again, a button has none
    assert browser.post(path, data=data).status_code == refused
    assert browser.post(path, data=data | {"csrf_token": "made up"}).status_code == refused
    assert browser.get_cookie(COOKIE) is None


def test_a_token_of_another_browser_is_refused(house: House) -> None:
    name = make_user(house, "officer")
    theirs = token_in(client(house, csrf=True).get("/sign-in").get_data(as_text=True))
    mine = client(house, csrf=True)
    own = token_in(mine.get("/sign-in").get_data(as_text=True))
    data = {"username": name, "password": PASSWORD}
    assert mine.post("/sign-in", data=data | {"csrf_token": theirs}).status_code == 422
    assert mine.get_cookie(COOKIE) is None
    assert mine.post("/sign-in", data=data | {"csrf_token": own}).status_code == 302


def heading(page: str) -> str:
    return re.findall(r'<html[^>]* lang="([a-z]+)"', page)[0]


def test_a_strangers_language_is_kept_in_the_browser(house: House) -> None:
    browser = client(house)
    assert heading(browser.get("/sign-in").get_data(as_text=True)) == "vi"
    answer = browser.post("/language", data={"language": "en", "next": "/sign-in"})
    assert answer.location == "/sign-in"
    assert heading(browser.get("/sign-in").get_data(as_text=True)) == "en"
    browser.post("/language", data={"language": "klingon", "next": "//evil.example"})
    assert heading(browser.get("/sign-in").get_data(as_text=True)) == "vi"


def test_a_persons_language_is_kept_in_the_account(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    answer = browser.post("/language", data={"language": "en", "next": "https://evil.example"})
    assert answer.location == "/"
    assert heading(browser.get("/").get_data(as_text=True)) == "en"
    assert heading(sign_in(house, name).get("/").get_data(as_text=True)) == "en"
    with house.app.app_context():
        assert db.session.scalars(select(User.language)).one() == "en"


def test_a_locked_desk_asks_the_password_and_returns_to_the_same_page(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    answer = browser.post("/lock", data={"next": "/reports?after=x"})
    assert answer.location == "/sign-in?next=/reports?after%3Dx"
    assert browser.get("/reports").location.startswith("/sign-in")
    back = browser.post(answer.location, data={"username": name, "password": PASSWORD})
    assert back.location == "/reports?after=x"
    away = browser.post("/lock", data={"next": "//evil.example"})
    assert away.location == "/sign-in?next=/"


def test_what_is_typed_is_decoded_once(house: House) -> None:
    """ASVS 1.1.1: what looks encoded is text, and comes back as it was typed."""
    typed = "%41&lt;b&gt;%2541\\u0041"
    answer = client(house).post("/sign-in", data={"username": typed, "password": "x"})
    assert f'value="{escape(typed)}"' in answer.text

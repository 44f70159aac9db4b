"""The own password, second factor and recovery codes on their pages."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.signing import codes_on, give_factor, post_code, secret_on
from tests.factories.web import PASSWORD, client, make_user, sign_in

NEW = "a sentence of my own"
TWICE = {"password": NEW, "again": NEW}


def refused(browser: FlaskClient, address: str, sent: dict[str, str], field: str) -> None:
    answer = browser.post(address, data=sent)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert PASSWORD not in answer.text


def test_the_password_is_changed_by_who_knows_it(house: House) -> None:
    name = make_user(house, "officer")
    own, other = sign_in(house, name), sign_in(house, name)
    for sent, field in (
        (TWICE, "current"),
        (TWICE | {"current": "a guess at it"}, "current"),
        ({"current": PASSWORD, "password": NEW, "again": "else"}, "again"),
        ({"current": PASSWORD, "password": "short", "again": "short"}, "password"),
        ({"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "password"),
    ):
        refused(own, "/account/password", sent, field)
    assert other.get("/").status_code == 200
    answer = own.post("/account/password", data=TWICE | {"current": PASSWORD})
    assert answer.location == "/account"
    assert own.get("/").status_code == 200
    assert other.get("/").status_code == 302
    old = {"username": name, "password": PASSWORD}
    assert client(house).post("/sign-in", data=old).status_code == 422
    assert client(house).post("/sign-in", data=old | {"password": NEW}).location == "/"


def test_a_second_factor_is_set_up_where_it_is_not_demanded(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    assert browser.get("/account/recovery-codes").status_code == 404
    page = browser.get("/account/second-factor").text
    secret = secret_on(page)
    assert browser.get("/account/second-factor/picture").mimetype == "image/svg+xml"
    address = "/account/second-factor"
    refused(browser, address, {"current": PASSWORD, "code": "000000"}, "code")
    refused(browser, address, {"current": "a guess at it", "code": "000000"}, "current")
    refused(browser, address, {}, "current")
    done = post_code(browser, address, secret, current=PASSWORD)
    assert done.status_code == 200
    codes = codes_on(done.text)
    assert len(codes) == 10
    assert "còn 10 mã" in browser.get("/account").text
    other = client(house)
    answer = other.post("/sign-in", data={"username": name, "password": PASSWORD})
    assert answer.location == "/sign-in/code"
    assert other.post("/sign-in/code", data={"code": codes[9]}).location == "/"
    assert "còn 9 mã" in other.get("/account").text


def test_recovery_codes_are_made_anew_with_the_password(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    _, old = give_factor(house, name)
    browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    browser.post("/sign-in/code", data={"code": old[0]})
    assert "Còn 9 mã" in browser.get("/account/recovery-codes").text
    refused(browser, "/account/recovery-codes", {"current": "a guess at it"}, "current")
    done = browser.post("/account/recovery-codes", data={"current": PASSWORD})
    new = codes_on(done.text)
    assert len(new) == 10
    assert not set(new) & set(old)
    again = client(house)
    again.post("/sign-in", data={"username": name, "password": PASSWORD})
    assert again.post("/sign-in/code", data={"code": old[1]}).status_code == 422
    assert again.post("/sign-in/code", data={"code": new[0]}).location == "/"

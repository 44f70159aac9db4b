"""The steps of a sign-in in a browser: nothing else answers until the last is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.limits import WRONG_CODES
from caseapp.casework.sign_in import Over
from caseapp.records.db import db
from caseapp.records.users import SignIn, User
from caseapp.rules.stages import FIRST_PASSWORD_LASTS, Stage
from caseapp.web.actor import COOKIE, STAGED, STEPS
from caseapp.web.caller import BROWSER_COOKIE
from caseapp.web.publications.public import OPEN
from tests.factories.house import House
from tests.factories.signing import (
    code_at,
    codes_on,
    give_factor,
    in_production,
    must_change,
    post_code,
    secret_on,
)
from tests.factories.web import PASSWORD, client, make_user
from tests.house.test_routes import act_of

NEW = "a sentence of my own"
STAYS = {"static", "account.sign_out", "account.lock", "account.choose_language", *OPEN}


def started(house: House, username: str, going: str = "") -> FlaskClient:
    """The browser of somebody whose password was right, and who owes a step."""
    browser = client(house)
    form = {"username": username, "password": PASSWORD}
    answer = browser.post("/sign-in" + (f"?next={going}" if going else ""), data=form)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in/")
    return browser


def stage_of(house: House, stage: Stage) -> str:
    """An account whose sign-in owes this step."""
    name = make_user(house, "officer")
    if stage == Stage.CODE:
        give_factor(house, name)
    if stage == Stage.PASSWORD:
        must_change(house, name)
    return name


@pytest.mark.parametrize("stage", Stage)
def test_a_sign_in_under_way_opens_nothing_but_its_step(house: House, stage: Stage) -> None:
    values = {"code": "1", "username": "x", "number": 1, "row": 1, "move": "send"}
    values |= {"token": "x", "member": 1, "unit": "31135", "place": 1, "purpose": "x", "service": 1}
    values |= {"day": "2026-01-01", "name": "published.csv"}
    values |= {"procedure": "plan", "decision": "plan"}
    with in_production(house):
        browser = started(house, stage_of(house, stage))
        adapter = house.app.url_map.bind("localhost")
        opened, tried = set(), 0
        for rule in house.app.url_map.iter_rules():
            own = {name: values[name] for name in rule.arguments if name in values}
            if rule.endpoint in STAYS or rule.endpoint.startswith(("answers.", "manual.")):
                continue  # an agency's link asks for no account, the manual tells of nobody
            address = adapter.build(rule.endpoint, own)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                if (rule.endpoint, method) == ("account.sign_in", "POST"):
                    continue  # another sign-in may begin
                answer = browser.open(address, method=method)
                tried += 1
                if rule.rule.startswith("/api/"):
                    # A program is told by a status; the description of the addresses is open.
                    assert answer.status_code == (200 if address.endswith("openapi.json") else 401)
                elif answer.status_code != 302:
                    opened.add(rule.endpoint)
                else:
                    assert answer.location.startswith(adapter.build(STEPS[stage])), address
        assert tried > 60
        view = house.app.view_functions
        assert opened == {name for name in view if getattr(view[name], "__stage__", None) == stage}
        assert browser.get("/nowhere").status_code == 302


@pytest.mark.parametrize("stage", Stage)
def test_the_steps_are_for_nobody_who_does_not_owe_them(house: House, stage: Stage) -> None:
    address = house.app.url_map.bind("localhost").build(STEPS[stage])
    assert act_of(house.app, STEPS[stage]) == STAGED
    assert client(house).get(address).location == "/sign-in"
    assert client(house).post(address, data={"code": "1"}).location == "/sign-in"
    browser = client(house)
    name = make_user(house, "officer")
    browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    assert browser.get(address).location == "/"


def test_a_code_completes_the_sign_in_with_a_new_token_and_leads_on(house: House) -> None:
    name = make_user(house, "officer")
    secret, codes = give_factor(house, name)
    browser = started(house, name, "/reports")
    before = browser.get_cookie(COOKIE)
    assert browser.get_cookie(BROWSER_COOKIE) is None
    assert browser.get("/sign-in").location == "/sign-in/code"
    wrong = browser.post("/sign-in/code?next=/reports", data={"code": "000000"})
    assert wrong.status_code == 422
    assert 'href="#code"' in wrong.text
    assert 'id="code-error"' in wrong.text
    answer = post_code(browser, "/sign-in/code?next=/reports", secret)
    assert answer.location == "/reports"
    after = browser.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    known = browser.get_cookie(BROWSER_COOKIE)
    assert known is not None
    assert (known.http_only, known.same_site, known.path) == (True, "Strict", "/")
    assert known.max_age == 400 * 24 * 3600
    thief = client(house)
    thief.set_cookie(COOKIE, before.value)
    assert thief.get("/").location.startswith("/sign-in?")
    paper = started(house, name)
    assert paper.post("/sign-in/code", data={"code": codes[0]}).location == "/"
    assert paper.get("/").status_code == 200


def test_the_fifth_wrong_code_leads_back_to_the_beginning(house: House) -> None:
    name = make_user(house, "officer")
    give_factor(house, name)
    browser = started(house, name)
    for _ in range(WRONG_CODES - 1):
        assert browser.post("/sign-in/code", data={"code": "000000"}).status_code == 422
    assert browser.post("/sign-in/code", data={"code": "000000"}).location == "/sign-in"
    page = browser.get("/sign-in").get_data(as_text=True)
    assert "Lần đăng nhập này đã kết thúc" in page
    assert browser.get("/sign-in/code").location == "/sign-in"


def test_wrong_codes_make_the_next_sign_in_wait(house: House) -> None:
    name = make_user(house, "officer")
    secret, _ = give_factor(house, name)
    first, last = started(house, name), started(house, name)
    for browser in (first, started(house, name)):
        for _ in range(WRONG_CODES):
            browser.post("/sign-in/code", data={"code": "000000"})
    answer = post_code(last, "/sign-in/code", secret)
    assert answer.status_code == 422
    assert "15 phút" in answer.text


def test_a_password_handed_over_is_changed_before_anything_opens(house: House) -> None:
    name = stage_of(house, Stage.PASSWORD)
    browser = client(house)
    form = {"username": name, "password": PASSWORD}
    with in_production(house):
        assert browser.post("/sign-in", data=form).location == "/sign-in/password"
        for sent, field in (
            ({"password": NEW, "again": "something else"}, "again"),
            ({"password": "short", "again": "short"}, "password"),
            ({"password": PASSWORD, "again": PASSWORD}, "password"),
            ({}, "password"),
        ):
            answer = browser.post("/sign-in/password", data=sent)
            assert answer.status_code == 422
            assert f'href="#{field}"' in answer.text
        done = browser.post("/sign-in/password", data={"password": NEW, "again": NEW})
        assert done.location == "/sign-in/second-factor"
    with house.app.app_context():
        assert not db.session.scalars(select(User.must_change_password)).one()


def test_a_second_factor_is_set_up_and_its_codes_are_shown_once(house: House) -> None:
    name = make_user(house, "officer")
    with in_production(house):
        browser = started(house, name, "/reports")
        address = "/sign-in/second-factor?next=/reports"
        page = browser.get(address).get_data(as_text=True)
        secret = secret_on(page)
        drawn = browser.get("/sign-in/second-factor/picture")
        assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
        assert drawn.headers["Cache-Control"] == "no-store"
        wrong = browser.post(address, data={"code": "000000"})
        assert (wrong.status_code, secret_on(wrong.text)) == (422, secret)
        done = post_code(browser, address, secret)
        assert done.status_code == 200
        assert len(set(codes_on(done.text))) == 10
        assert 'href="/reports"' in done.text
        assert browser.get("/reports").status_code == 200
        assert browser.get(address).location == "/reports"  # they are not shown again
        other = started(house, name)
        assert other.get("/").location.startswith("/sign-in/code")
        assert other.post("/sign-in/code", data={"code": codes_on(done.text)[0]}).location == "/"
        assert other.get("/").status_code == 200


def test_in_production_the_cookies_stay_on_sealed_lines(house: House) -> None:
    name = make_user(house, "officer")
    secret, _ = give_factor(house, name)
    with in_production(house):
        browser = started(house, name)
        answer = post_code(browser, "/sign-in/code", secret)
        cookies = answer.headers.getlist("Set-Cookie")
        assert {cookie.partition("=")[0] for cookie in cookies} == {
            "__Host-caseapp_session",
            "__Host-caseapp_browser",
        }
        for cookie in cookies:
            assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
            assert "Domain" not in cookie
        kept = browser.get_cookie("__Host-caseapp_session")
        assert kept is not None
        assert browser.get("/").status_code == 200
        planted = client(house)  # by a neighbour under the same domain, who cannot set the prefix
        planted.set_cookie(COOKIE, kept.value)
        assert planted.get("/").location.startswith("/sign-in")
        out = browser.post("/sign-out").headers.getlist("Set-Cookie")
        gone = next(each for each in out if each.startswith("__Host-caseapp_session="))
        assert {"Secure", "Path=/", "Max-Age=0"} <= set(gone.split("; "))  # else it would stay


def test_a_sign_in_under_way_ends_after_half_an_hour(house: House) -> None:
    name = make_user(house, "officer")
    give_factor(house, name)
    browser = started(house, name)
    with house.app.app_context(), desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn)).one()
        row.created_at -= timedelta(minutes=31)
        session.flush()
    assert browser.get("/sign-in/code").location == "/sign-in"


def test_a_session_that_ended_while_the_form_was_open_leads_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = make_user(house, "officer")
    secret, _ = give_factor(house, name)
    browser = started(house, name)

    def over(*_: object, **__: object) -> None:
        raise Over

    monkeypatch.setattr("caseapp.casework.sign_in.enter_code", over)
    sent = {"code": code_at(secret, datetime.now(UTC))}
    assert browser.post("/sign-in/code", data=sent).location == "/sign-in"


def test_begin_again_ends_what_was_under_way(house: House) -> None:
    name = make_user(house, "officer")
    give_factor(house, name)
    browser = started(house, name)
    assert 'action="/sign-out"' in browser.get("/sign-in/code").text
    browser.post("/sign-out")
    assert browser.get("/sign-in").status_code == 200


@pytest.mark.parametrize(
    "typed", ["x" * 1_000_000, "\x00" * 6, "\u202e123456", "１２３４５６", "' OR 1=1 --", "🙂" * 6]
)
def test_whatever_is_typed_as_a_code_is_refused_in_words(house: House, typed: str) -> None:
    name = make_user(house, "officer")
    give_factor(house, name)
    browser = started(house, name)
    answer = browser.post("/sign-in/code", data={"code": typed})
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text


def test_a_password_handed_over_is_no_longer_good_after_its_days(house: House) -> None:
    name = stage_of(house, Stage.PASSWORD)
    with house.app.app_context(), desk.ledger(write=True) as session:
        user = session.scalars(select(User)).one()
        user.password_set_at = datetime.now(UTC) - FIRST_PASSWORD_LASTS
        session.flush()
    form = {"username": name, "password": PASSWORD}
    with in_production(house):
        browser = client(house)
        answer = browser.post("/sign-in", data=form)
        assert answer.status_code == 422
        assert browser.get_cookie(f"__Host-{COOKIE}") is None
        assert "không còn hiệu lực" in answer.text
        wrong = client(house).post("/sign-in", data=form | {"password": "x"})
        assert "không còn hiệu lực" not in wrong.text

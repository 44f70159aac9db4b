"""Who asks: deny by default, missing and forbidden alike, and no way off the site."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from caseapp import desk
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.records.users import SignIn
from caseapp.rules.access import Act
from caseapp.web import actor
from caseapp.web.actor import COOKIE, needs, safe_next
from tests.factories.house import House
from tests.factories.web import PASSWORD, client, faceless, make_user, sign_in, signed_in

AWAY = [
    "", None, "https://evil.example/", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    " //evil.example", " /reports", "/reports ", "/\r\nSet-Cookie: x=1", "javascript:alert(1)",
    "https:/evil.example", "https:evil.example", "reports", "evil.example", "/a\\b", "/\x00", "@evil",
    "data:text/html,x", "/\u2028/x y",
]  # fmt: skip


@pytest.mark.parametrize("text", AWAY)
def test_another_site_is_never_gone_on_to(house: House, text: str | None) -> None:
    with house.app.test_request_context():
        assert safe_next(text) == "/"


@pytest.mark.parametrize(
    "text", ["/", "/reports", "/reports?after=2026_1&x=%2F%2F", "/units?q=Ô Môn"[:9]]
)
def test_a_path_of_this_site_is_gone_on_to(house: House, text: str) -> None:
    with house.app.test_request_context():
        assert safe_next(text) == text


@given(st.text(alphabet="/\\\t\n\r .:@?#evil\x00%", max_size=12))
def test_whatever_is_given_a_browser_stays(text: str) -> None:
    # A browser strips tabs and newlines, trims, and reads a backslash as a slash.
    found = text if actor._INSIDE.fullmatch(text) else "/"
    seen = "".join(c for c in found if c not in "\t\n\r").strip().replace("\\", "/")
    assert urlsplit(urljoin("https://here.example/sign-in", seen)).netloc == "here.example"


def test_who_is_not_signed_in_is_asked_to_and_led_back(house: House) -> None:
    answer = client(house).get("/reports?after=x")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/reports?after%3Dx"
    answer = client(house).post("/reports/new")
    assert answer.location == "/sign-in"  # what was posted is gone; a GET of it would mislead


def test_a_route_that_names_no_act_is_open_to_nobody(house: House) -> None:
    house.app.add_url_rule("/forgotten", "forgotten", lambda: "content")
    assert signed_in(house, "officer").get("/forgotten").status_code == 404
    assert client(house).get("/forgotten").status_code == 302


def test_a_route_runs_for_its_act_alone_and_a_refusal_is_written_down(house: House) -> None:
    ran: list[str] = []
    view = needs(Act.MEASURE_DECIDE)(lambda: ran.append("ran") or "ran")  # type: ignore[func-returns-value]
    house.app.add_url_rule("/decide", "decide", view, methods=["GET", "POST"])
    officer = signed_in(house, "officer")
    forbidden, missing = officer.get("/decide"), officer.get("/nowhere")
    assert (forbidden.status_code, ran) == (404, [])
    assert faceless(forbidden.text, "/decide") == faceless(missing.text, "/nowhere")
    with house.app.app_context():
        last = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
        entry = db.session.scalars(last).one()
        assert (entry.act, entry.outcome, entry.actor[:5]) == ("measure.decide", "denied", "user:")
    assert signed_in(house, "chair").get("/decide").data == b"ran"


def test_a_session_ends_with_the_account_the_token_and_the_time(house: House) -> None:
    name = make_user(house, "officer")
    browser = sign_in(house, name)
    assert browser.get("/").status_code == 200
    cookie = browser.get_cookie(COOKIE)
    assert cookie is not None
    stranger = client(house)
    stranger.set_cookie(COOKIE, cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B"))
    assert stranger.get("/").status_code == 302
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.scalars(select(SignIn)).one().seen_at -= timedelta(minutes=31)
    assert browser.get("/").status_code == 302


def test_an_old_cookie_of_a_closed_account_opens_nothing(house: House) -> None:
    from caseapp.casework.accounts import disable_account
    from tests.factories.house import NOW, SYSTEM

    name = make_user(house, "officer")
    browser = sign_in(house, name)
    with house.app.app_context():
        disable_account(SYSTEM, name, now=NOW)
    assert browser.get("/").status_code == 302


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    browser, name = client(house), make_user(house, "officer")
    browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    cookie = browser.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Strict", "/")
    assert cookie.max_age is None  # it ends with the browser


def test_no_session_is_taken_from_the_signed_cookie(house: House) -> None:
    browser = client(house)
    with browser.session_transaction() as forms:
        forms["_user_id"] = "1"
        forms["_fresh"] = True
    make_user(house, "officer")
    assert browser.get("/").status_code == 302

"""What was typed comes back after a stale token, an ended session and a pause; never acted on."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp import desk
from caseapp.records.reports import Report
from caseapp.records.users import SignIn
from caseapp.web.actor import COOKIE
from tests.factories.drafts import shown_in
from tests.factories.house import House
from tests.factories.reports import kept
from tests.factories.web import (
    PASSWORD,
    boxes,
    client,
    key,
    make_user,
    sign_in,
    token_in,
    version_in,
)

STORY = "Bé kể: “Con sợ về nhà” – đừng mất dòng này"


def told(**more: str) -> dict[str, str]:
    return {
        "post_key": key(),
        "works_here": "no",
        "channel": "phone",
        "event_area": "31135",
        "child_name": "Bé Na",
        "child_state": STORY,
        **boxes("received_at", "2026-11-23 07:30"),
        **more,
    }


def box_in(page: str) -> str:
    """Return what the form of a page says of its draft."""
    found = re.search(r'name="draft" value="([^"]+)"', page)
    assert found, "the page's form has no draft"
    return unescape(found[1])


def age(house: House, **by: float) -> None:
    """Let every session be unused for so long."""
    with house.app.app_context(), desk.ledger(write=True) as session:
        for row in session.scalars(select(SignIn)):
            row.seen_at -= timedelta(**by)
            row.created_at -= timedelta(**by)


def stored(house: House) -> int:
    return len(kept(house, select(Report.id)))


@pytest.fixture
def name(house: House) -> str:
    return make_user(house, "officer")


@pytest.fixture
def officer(house: House, name: str) -> FlaskClient:
    return sign_in(house, name, csrf=True)


def test_a_stale_token_shows_the_form_again_filled(house: House, officer: FlaskClient) -> None:
    officer.get("/reports/new")
    answer = officer.post("/reports/new", data=told(csrf_token="old"))
    assert answer.status_code == 422
    assert STORY in answer.text.replace("&#34;", '"')
    assert "Trang này đã mở quá lâu" in answer.text
    assert stored(house) == 0
    sent = told(csrf_token=token_in(answer.text))
    assert officer.post("/reports/new", data=sent).status_code == 302
    assert stored(house) == 1


@pytest.mark.parametrize("path", ["/sign-out", "/language"])
def test_a_button_without_a_form_does_nothing_on_a_stale_token(
    house: House, officer: FlaskClient, path: str
) -> None:
    answer = officer.post(path, data={"csrf_token": "old", "language": "en"})
    assert answer.status_code == 400
    page = officer.get("/")
    assert page.status_code == 200
    assert 'lang="vi"' in page.text


def send_late(house: House, officer: FlaskClient, **by: float) -> str:
    """Type a report, let the session end, send it; return where that leads."""
    token = token_in(officer.get("/reports/new").text)
    age(house, **by)
    answer = officer.post("/reports/new", data=told(csrf_token=token))
    assert answer.status_code == 302
    assert stored(house) == 0
    return answer.location


def sign_in_there(browser: FlaskClient, name: str, address: str) -> str:
    page = browser.get(address)
    form = {"username": name, "password": PASSWORD, "csrf_token": token_in(page.text)}
    return browser.post(address, data=form).location


def test_what_was_sent_too_late_comes_back_to_its_writer(
    house: House, officer: FlaskClient, name: str
) -> None:
    there = send_late(house, officer, minutes=31)
    assert "Nội dung bạn đã nhập được giữ lại" in officer.get(there).text
    back = sign_in_there(officer, name, there)
    assert back.startswith("/reports/new?draft=")
    page = officer.get(back)
    assert page.status_code == 200
    assert STORY in page.text
    assert "Bé Na" in page.text
    assert "Đây là bản nháp của bạn" in page.text
    assert "govuk-error" not in page.text  # what is not sent yet has no faults
    assert stored(house) == 0  # shown for review, never sent by itself
    assert officer.get(back).status_code == 200
    assert STORY in officer.get("/reports/new").text  # the page asked for again finds it
    assert STORY not in officer.get("/reports/new?draft=none").text
    assert back in officer.get("/").text  # who went elsewhere finds it among what waits
    sent = told(csrf_token=token_in(page.text))
    assert officer.post(back, data=sent).status_code == 302
    assert stored(house) == 1
    assert back not in officer.get("/").text
    assert STORY not in officer.get(back).text  # used, so erased


@pytest.mark.parametrize(
    ("by", "lasts"),
    [
        ({"minutes": 29}, None),
        ({"hours": 24, "minutes": 29}, True),
        ({"hours": 24, "minutes": 31}, False),
    ],
)
def test_it_is_kept_within_a_day_after_the_end(
    house: House, officer: FlaskClient, by: dict[str, float], lasts: bool | None
) -> None:
    token = token_in(officer.get("/reports/new").text)
    age(house, **by)
    answer = officer.post("/reports/new", data=told(csrf_token=token))
    assert ("draft%3D" in answer.location) is bool(lasts)
    assert stored(house) == (1 if lasts is None else 0)


def test_no_other_account_gets_it(house: House, officer: FlaskClient) -> None:
    there = send_late(house, officer, minutes=31)
    other = make_user(house, "officer")
    back = sign_in_there(officer, other, there)
    page = officer.get(back)
    assert page.status_code == 200
    assert STORY not in page.text


def test_nothing_is_kept_without_a_session_of_ours_or_its_token(
    house: House, officer: FlaskClient, name: str
) -> None:
    token = token_in(officer.get("/reports/new").text)
    age(house, minutes=31)
    wrong = officer.post("/reports/new", data=told(csrf_token="old"))
    assert "draft" not in wrong.location
    stranger = client(house, csrf=True)
    stranger.set_cookie(COOKIE, "made-up-by-an-attacker")
    assert "draft" not in stranger.post("/reports/new", data=told(csrf_token=token)).location
    out = sign_in(house, name, csrf=True)
    page = out.get("/reports/new").text
    cookie = out.get_cookie(COOKIE)
    assert cookie is not None
    out.post("/sign-out", data={"csrf_token": token_in(page)})
    out.set_cookie(COOKIE, cookie.value)  # signed out: that session did not end by itself
    assert "draft" not in out.post("/reports/new", data=told(csrf_token=token_in(page))).location


@pytest.mark.parametrize("token", ["0", "9" * 40, "-1", "x" * 24, "1'", "\u202e"])
def test_an_address_that_names_no_draft_shows_the_page(
    house: House, officer: FlaskClient, token: str
) -> None:
    assert officer.get(f"/reports/new?draft={token}").status_code == 200


def test_a_draft_keeps_the_version_that_it_was_begun_from(
    house: House, officer: FlaskClient, name: str
) -> None:
    token = token_in(officer.get("/reports/new").text)
    code = officer.post("/reports/new", data=told(csrf_token=token)).location.split("/")[2]
    page = officer.get(f"/reports/{code}/amendment").text
    version = version_in(page)
    age(house, minutes=31)
    late = told(csrf_token=token_in(page), version=version, child_name="Bé Na con bà Tư")
    back = sign_in_there(
        officer, name, officer.post(f"/reports/{code}/amendment", data=late).location
    )
    shown = officer.get(back).text
    assert "Bé Na con bà Tư" in shown
    assert version_in(shown) == version


def test_a_form_that_was_led_on_without_being_stored_keeps_its_draft(
    house: House, officer: FlaskClient
) -> None:
    page = officer.get("/reports/new").text
    code = officer.post(
        "/reports/new", data=told(csrf_token=token_in(page))
    ).location.split("/")[2]  # fmt: skip
    address = f"/reports/{code}/case"
    page = officer.get(address).text
    form = shown_in(page, address, "full_name") | {"sex": "female", "area_code": "31135"}
    assert officer.post("/drafts", data=form).status_code == 302
    opened = form | {"draft": "", "distinct": "y"}
    assert officer.post(address, data=opened).status_code == 302  # in another window
    assert officer.post(address, data=form).location.startswith("/cases/")
    assert address in officer.get("/").text  # it was not stored, so it is not lost


def test_a_button_that_was_pressed_too_late_is_no_draft(house: House, officer: FlaskClient) -> None:
    token = token_in(officer.get("/").text)
    age(house, minutes=31)
    answer = officer.post("/notices/none/known", data={"csrf_token": token})
    assert answer.location == "/sign-in"

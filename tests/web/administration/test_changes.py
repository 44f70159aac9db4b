"""The second person's pages: what waits, agreed to or refused, and never one's own."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import (
    CITY,
    NINH_KIEU,
    PASSWORD,
    client,
    make_user,
    sign_in,
    signed_in,
    text_of,
)

OTHER = "another good one"
AGREE, REFUSE = {"answer": "agree"}, {"answer": "refuse"}


@pytest.fixture
def asked(house: House) -> FlaskClient:
    """The administrator who asked for a new password of canbo."""
    make_user(house, "officer", username="canbo")
    admin = sign_in(house, make_user(house, "administrator", CITY, username="quantri"))
    admin.post("/accounts/canbo/password", data={"password": OTHER})
    return admin


def can_sign_in(house: House, password: str) -> bool:
    form = {"username": "canbo", "password": password}
    return client(house).post("/sign-in", data=form).status_code == 302


def link(browser: FlaskClient) -> str:
    (found,) = re.findall(r'href="(/accounts/changes/\d+)"', browser.get("/accounts/changes").text)
    return str(found)


@pytest.mark.parametrize("role", ["administrator", "supervisor"])
def test_a_second_person_agrees(house: House, asked: FlaskClient, role: str) -> None:
    theirs = sign_in(house, "canbo")
    second = signed_in(house, role, CITY)
    assert link(second) in second.get("/").text  # it stands among what is to be done
    address = link(second)
    assert "Người dùng quantri" in text_of(second, address)
    refused = second.post(address, data={})
    assert 'href="#answer' in refused.text
    assert not can_sign_in(house, OTHER)
    assert second.post(address, data=AGREE).location == "/accounts/changes"
    assert theirs.get("/").status_code == 302
    assert can_sign_in(house, OTHER)
    assert not can_sign_in(house, PASSWORD)
    assert "Không có thay đổi nào đang chờ" in text_of(second, "/accounts/changes")
    assert second.get(address).status_code == 404
    assert second.post(address, data=AGREE).status_code == 404


def test_a_second_person_refuses(house: House, asked: FlaskClient) -> None:
    second = signed_in(house, "supervisor", CITY)
    assert second.post(link(second), data=REFUSE).location == "/accounts/changes"
    assert can_sign_in(house, PASSWORD)
    assert not can_sign_in(house, OTHER)


def test_who_asked_sees_it_wait_and_cannot_decide(house: House, asked: FlaskClient) -> None:
    page = asked.get("/accounts/changes").text
    assert "Người khác quyết định" in page
    assert "/accounts/changes/1" not in page
    assert '<input type="radio"' not in asked.get("/accounts/changes/1").text
    answer = asked.post("/accounts/changes/1", data=AGREE)
    assert answer.status_code == 422
    assert "người thứ hai quyết định" in answer.text
    assert can_sign_in(house, PASSWORD)


def test_who_it_is_about_cannot_decide(house: House, asked: FlaskClient) -> None:
    supervisor = make_user(house, "supervisor", CITY)
    asked.post(f"/accounts/{supervisor}/password", data={"password": OTHER})
    own = sign_in(house, supervisor)
    assert own.post("/accounts/changes/2", data=AGREE).status_code == 422
    assert own.post("/accounts/changes/1", data=AGREE).status_code == 302


@pytest.mark.parametrize(
    ("role", "unit"), [("officer", NINH_KIEU), ("chair", NINH_KIEU), ("statistician", CITY)]
)
def test_nobody_else_decides(house: House, asked: FlaskClient, role: str, unit: str) -> None:
    other = signed_in(house, role, unit)
    assert other.get("/accounts/changes").status_code == 404
    assert other.get("/accounts/changes/1").status_code == 404
    assert other.post("/accounts/changes/1", data=AGREE).status_code == 404
    assert not can_sign_in(house, OTHER)

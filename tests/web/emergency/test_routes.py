"""Opening a file of another ward at night: by its code, with a reason, to read."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.records.users import SignIn
from tests.factories.house import House
from tests.factories.signing import code_at, give_factor
from tests.factories.web import (
    CAI_KHE,
    CITY,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

CHILD = "Lý Thị Hạt Giống"
WHY = "Cháu bị thương, đang ở bệnh viện, phường không nghe máy"


def open_case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer, child_name=CHILD), full_name=CHILD)


def test_a_file_is_opened_read_and_reviewed(house: House) -> None:
    case = open_case(house)
    browser = signed_in(house, "officer", CAI_KHE)
    assert browser.get(f"/cases/{case}").status_code == 404
    form = {"code": case, "reason": WHY, "post_key": key()}
    answer = browser.post("/emergency", data=form)
    assert answer.status_code == 302
    opened = answer.location
    assert re.fullmatch("/emergency/opened/[0-9a-f]{24}", opened)  # no number of how many there are
    assert browser.post("/emergency", data=form).location == opened  # sent twice
    shown = text_of(browser, opened)
    for words in (CHILD, case, "Phường Ninh Kiều"):
        assert words in shown
    assert browser.get(f"/cases/{case}").status_code == 404
    assert CHILD not in text_of(browser, "/children")
    supervisor = signed_in(house, "supervisor", CITY)
    page = supervisor.get("/emergency/entries").text
    assert WHY in page
    (review,) = re.findall("/emergency/entries/[0-9a-f]{24}/review", page)
    for _ in range(2):
        assert supervisor.post(review).status_code == 302
    assert review not in supervisor.get("/emergency/entries").text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"code": "HS-26-00000000"}, "code"),
        ({"code": "\x00\u202e"}, "code"),
        ({"code": "x" * 1000}, "code"),
        ({"reason": "gấp"}, "reason"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_refused_names_the_field_and_keeps_the_rest(
    house: House, sent: dict[str, str], field: str
) -> None:
    browser = signed_in(house, "chair", CAI_KHE)
    answer = browser.post(
        "/emergency", data={"code": open_case(house), "reason": WHY, "post_key": key()} | sent
    )
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_others_find_neither_the_file_nor_the_page(house: House) -> None:
    case = open_case(house)
    browser = signed_in(house, "officer", CAI_KHE)
    form = {"code": case, "reason": WHY, "post_key": key()}
    opened = browser.post("/emergency", data=form).location
    for role, unit in (("officer", CAI_KHE), ("supervisor", CITY), ("auditor", CITY)):
        assert signed_in(house, role, unit).get(opened).status_code == 404
    for number in ("0", "99", "99999999999999999999"):
        assert browser.get(f"/emergency/opened/{number}").status_code == 404
    assert browser.get("/emergency/entries").status_code == 404
    assert browser.post(f"/emergency/entries/{opened[-24:]}/review").status_code == 404
    assert signed_in(house, "statistician").get("/emergency").status_code == 404


def test_who_has_a_second_step_enters_a_fresh_code_of_it(house: House) -> None:
    case = open_case(house)
    name = make_user(house, "supervisor", CAI_KHE)
    browser = sign_in(house, name)
    secret, _ = give_factor(house, name)
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.scalars(select(SignIn).order_by(SignIn.id.desc())).first().strong = True
    form = {"code": case, "reason": WHY, "post_key": key()}
    assert "Nhập lại mã xác thực bước hai" in browser.get("/emergency").text
    for wrong in ({}, {"factor": "000000"}):
        answer = browser.post("/emergency", data=form | wrong)
        assert answer.status_code == 422
        assert WHY in answer.text
    good = form | {"factor": code_at(secret, datetime.now(UTC))}
    assert browser.post("/emergency", data=good).location.startswith("/emergency/opened/")

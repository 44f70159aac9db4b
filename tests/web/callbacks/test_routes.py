"""The telephone is lost: the supervisor shows a code once, and the officer enters with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from caseapp.casework.callback import set_phone
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.signing import give_factor
from tests.factories.web import CITY, PASSWORD, client, key, make_user, signed_in, text_of

PHONE = "0900 000 123"


def test_a_code_is_shown_once_and_opens_the_account(house: House) -> None:
    make_user(house, "officer", username="canbo")
    supervisor, chair = signed_in(house, "supervisor", CITY), signed_in(house, "chair")
    assert "không cần mã" in text_of(supervisor, "/call-backs/canbo")
    give_factor(house, "canbo")
    assert "chưa đủ 24 giờ" in text_of(supervisor, "/call-backs/canbo")
    with house.app.app_context():
        day_before = datetime.now(UTC) - timedelta(days=1, minutes=1)
        set_phone(SYSTEM, "canbo", PHONE, now=NOW, clock=day_before)
    assert "/call-backs/canbo" in supervisor.get("/call-backs").text
    form = {"called": PHONE, "knew_voice": "y", "post_key": key()}
    assert supervisor.post("/call-backs/canbo", data=form | {"knew_voice": ""}).status_code == 422
    shown = supervisor.post("/call-backs/canbo", data=form)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    (code,) = re.findall(r'translate="no">([2-9a-z]{5}-[2-9a-z]{5})<', shown.text)
    assert supervisor.post("/call-backs/canbo", data=form).location == "/call-backs/canbo"
    officer = client(house)
    step = officer.post("/sign-in", data={"username": "canbo", "password": PASSWORD}).location
    assert officer.post(step, data={"code": code.upper()}).location == "/"
    assert "Người giám sát đã đọc mã" in text_of(officer, "/")
    assert "Người giám sát đã đọc mã" in text_of(chair, "/")
    assert chair.get("/call-backs").status_code == 404


def test_an_administrator_keeps_the_number(house: House) -> None:
    make_user(house, "officer", username="canbo")
    admin = signed_in(house, "administrator", CITY)
    assert admin.post("/accounts/canbo/phone", data={"phone": "12"}).status_code == 422
    assert admin.post("/accounts/canbo/phone", data={"phone": PHONE}).location == "/accounts/canbo"
    assert PHONE in text_of(admin, "/accounts/canbo")

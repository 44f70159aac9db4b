"""The first question of a report on its page: asked, shown again with a proposal, and obeyed."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    post_report,
    sign_in,
    signed_in,
    text_of,
)

FORM = {"channel": "phone", "event_area": NINH_KIEU, **boxes("received_at", "2026-11-23 07:30")}


def send(browser: FlaskClient, **answers: object) -> TestResponse:
    return browser.post("/reports/new", data={"post_key": key(), **FORM, **answers})


def ticked(page: str) -> list[str]:
    found = re.findall(r'<input[^>]*name="keep_from"[^>]*>', page)
    return [re.findall(r'value="([^"]+)"', box)[0] for box in found if " checked" in box]


def asked(page: str) -> str:
    (found,) = re.findall(r'name="asked"[^>]*value="([^"]*)"', page)
    return str(found)


def test_the_question_stands_first_and_must_be_answered(house: House) -> None:
    officer = signed_in(house, "officer")
    page = officer.get("/reports/new").text
    assert page.index('name="works_here"') < page.index('name="channel"')
    assert "Người bị tố giác có làm việc tại UBND, công an, trường trên địa bàn?" in page
    answer = send(officer)
    assert (answer.status_code, 'href="#works_here"' in answer.text) == (422, True)
    assert send(officer, works_here="no").status_code == 302


def test_whoever_is_ticked_finds_nothing(house: House) -> None:
    name = make_user(house, "chair")
    officer, chair = signed_in(house, "officer"), sign_in(house, name)
    chair.get("/")  # a session that is open already, and a count that is remembered
    code = post_report(officer, works_here="yes", keep_from=name)
    assert chair.get(f"/reports/{code}").status_code == 404
    for address in ("/", "/reports", "/indicators"):
        assert code not in chair.get(address).text
    assert "Việc cần làm (" not in chair.get("/reports").text
    page = text_of(officer, f"/reports/{code}")
    assert "không báo cho Chủ tịch" in page
    assert "Gọi ngay chủ tịch" not in page


def test_a_namesake_is_proposed_ticked_and_the_rest_of_the_form_stays(house: House) -> None:
    name = make_user(house, "officer", CAI_KHE)
    officer, supervisor = signed_in(house, "officer"), signed_in(house, "supervisor")
    said = {"works_here": "no", "suspect_name": f"Người dùng {name}", "child_name": "Bé Na"}
    answer = send(officer, **said)
    assert answer.status_code == 422
    assert ticked(answer.text) == [name]
    assert 'value="Bé Na"' in answer.text
    assert asked(answer.text) == name
    assert "Chưa có tin báo nào" in text_of(officer, "/reports")
    # Taken away on purpose: saved, and the supervisor hears of it.
    assert send(officer, asked=name, **said).status_code == 302
    assert "có thể là người dùng phần mềm" in text_of(supervisor, "/")


def test_a_writer_who_ticks_themself_is_led_home(house: House) -> None:
    name = make_user(house, "officer")
    officer = sign_in(house, name)
    answer = send(officer, works_here="yes", keep_from=name)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Từ nay tin báo này được giữ kín với bạn" in text_of(officer, "/")
    assert "Chưa có tin báo nào" in text_of(officer, "/reports")


def test_a_forged_question_brings_no_stranger_into_the_list(house: House) -> None:
    officer = signed_in(house, "officer")
    answer = send(officer, works_here="yes", asked="unit:999999999999 nobody-such unit:x")
    assert answer.status_code == 422
    assert "nobody-such" not in answer.text.replace(asked(answer.text), "")

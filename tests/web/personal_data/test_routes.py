"""Requests about data through the browser: recorded, prepared, answered, carried out, lifted."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp.casework.child_reading import read_child
from caseapp.casework.children import edit_child
from caseapp.casework.suspects import Suspect
from caseapp.records.data_requests import DataRequest
from caseapp.rules.values import RuleBroken
from tests.casework.test_consent_bars import accuse
from tests.factories.children import a_child, actor_of, enter_child
from tests.factories.erasures import a_bare_child
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add_speaker, child_of
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.reports import kept
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    boxes,
    key,
    make_user,
    sign_in,
    signed_in,
    text_of,
)

RECEIVED = boxes("received_at", "2026-11-23 08:00")


def record(browser: FlaskClient, child: str, kind: str, **fields: str) -> str:
    """Record a request of the child itself; return its code."""
    form = {"kind": kind, "asker": "child", "channel": "letter", "words": "Con muốn biết"}
    sent = form | RECEIVED | fields | {"post_key": key()}
    answer = browser.post(f"/children/{child}/data-request", data=sent)
    assert answer.status_code == 302, answer.text
    return answer.location.rsplit("/", 1)[1]


def step(browser: FlaskClient, code: str, where: str, **fields: str) -> int:
    """Send one step of a request as its page asks for it."""
    address = f"/data-requests/{code}/{where}"
    found = re.search(r'name="version"[^>]*value="(\d+)"', browser.get(address).text)
    sent = fields | {"version": found[1] if found else "", "post_key": key()}
    return browser.post(address, data=sent).status_code


def test_what_the_form_does_not_ask_is_not_written(house: House) -> None:
    """ASVS 15.3.3: names of columns beside those of the form change nothing."""
    name = make_user(house, "officer")
    child = child_of(house, open_a_case(house, actor_of(house, name)))
    browser = sign_in(house, name)
    more = {
        "id": "77", "code": "YC-26-22222222", "area_id": CAI_KHE, "child_id": "1", "state": "executed",
        "answered_by": "1", "answered_at": "2026-11-23", "executed_at": "2026-11-23",
        "entered_by": "1", "entered_at": "2020-01-01", "version": "9", "ground": "not_held",
        "answer": "Đồng ý", "done": "Xong", "extended_at": "2026-11-23",
    }  # fmt: skip
    code = record(browser, child, "access", **more)
    step(browser, code, "draft", answer="Đồng ý cấp", state="accepted", area_id=CAI_KHE, done="x")
    row = DataRequest
    ((number, made, area, state, by, ground, answer, done, extended),) = kept(
        house,
        select(row.id, row.code, row.area_id, row.state, row.entered_by, row.ground, row.answer,
               row.done, row.extended_at),
    )  # fmt: skip
    assert (number, made, area, state) == (1, code, int(NINH_KIEU), "prepared")
    assert (by, ground) == (actor_of(house, name).user_id, "")
    assert (answer, done, extended) == (None, None, None)
    assert code != more["code"]


def test_a_request_from_the_desk_to_its_end(house: House) -> None:
    name = make_user(house, "officer")
    child = child_of(house, open_a_case(house, actor_of(house, name)))
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    code = record(browser, child, "access")
    shown = text_of(browser, f"/data-requests/{code}")
    assert "25/11/2026" in shown  # two working days after Monday
    assert "bản chờ đối chiếu" in shown
    assert browser.get(f"/data-requests/{code}/answer").status_code == 404
    assert step(browser, code, "draft", answer="Đồng ý cấp") == 302
    assert step(chair, code, "answer", move="refuse", answer="Không") == 422  # without a ground
    assert step(chair, code, "answer", move="accept", answer="Đồng ý") == 302
    assert step(browser, code, "execution", done="Đã đưa bản trích") == 302
    assert "Đã thực hiện xong" in text_of(chair, "/data-requests")
    for other in (signed_in(house, "officer", CAI_KHE), signed_in(house, "administrator")):
        assert other.get(f"/data-requests/{code}").status_code == 404
    assert code in signed_in(house, "supervisor", CITY).get("/data-requests").text


def test_of_a_suspect_who_asks_the_supervisor_decides(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    child = enter_child(house, officer)
    mother = add_speaker(house, officer, child)
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    code = record(browser, child, "access", asker="representative", person=str(mother))
    assert chair.get(f"/data-requests/{code}/answer").status_code == 200
    accuse(house, officer, child, Suspect("no", MOTHER))
    assert "ung đột lợi ích" in text_of(chair, f"/data-requests/{code}")
    assert chair.get(f"/data-requests/{code}/answer").status_code == 404
    supervisor = signed_in(house, "supervisor", CITY)
    assert (
        step(supervisor, code, "answer", move="refuse", ground="authority", answer="Không") == 302
    )


def test_a_restriction_stops_what_is_sent_until_it_is_lifted(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    case = open_a_case(house, officer)
    child = child_of(house, case)
    referral = draft(house, officer, case, add_agency(house))
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    code = record(browser, child, "restriction")
    assert step(chair, code, "extension", reason="Hồ sơ phức tạp") == 302
    assert "23/12/2026" in text_of(chair, f"/data-requests/{code}")  # 15 days and 15 more
    assert step(chair, code, "answer", move="accept", answer="Chấp nhận hạn chế") == 302
    page = browser.get(f"/children/{child}").text
    assert "Chấp nhận hạn chế" in page
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    with pytest.raises(RuleBroken, match="restricted"):
        take(house, supervisor, referral, "send")
    end = re.search(
        r'href="(/children/[^"]+/restrictions/\d+/end)"', chair.get(f"/children/{child}").text
    )
    assert end
    assert browser.get(end[1]).status_code == 404
    assert chair.post(end[1], data={"reason": "", "post_key": key()}).status_code == 422
    assert chair.post(end[1], data={"reason": "Đã rõ", "post_key": key()}).status_code == 302
    take(house, supervisor, referral, "send")
    assert chair.get(end[1]).status_code == 404


def test_a_correction_is_closed_by_what_was_corrected(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    child = enter_child(house, officer)
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    code = record(browser, child, "correction")
    assert step(chair, code, "answer", move="accept", answer="Sửa tên") == 302
    assert step(browser, code, "execution", done="Đã sửa") == 422
    with house.app.app_context():
        entry = a_child(full_name="Đỗ Thị Hoa")
        edit_child(
            officer, child, entry, version=read_child(officer, child, now=NOW).version, now=NOW
        )
    assert step(browser, code, "execution", done="Đã sửa") == 302
    shown = text_of(chair, f"/data-requests/{code}")
    assert "Đỗ Thị Hòa" in shown
    assert "Đỗ Thị Hoa" in shown


def test_of_an_erased_file_the_register_keeps_the_line_without_words(house: House) -> None:
    bare = a_bare_child(house)
    code = bare.request("erasure", "accept")
    browser = signed_in(house, "officer")
    said = text_of(browser, f"/data-requests/{code}")
    assert "Lời của em" in said
    assert "Mở hồ sơ" in said
    link = f"/erasures/new?child={bare.child}&amp;request={code}"
    page = f"/data-requests/{code}"
    city = signed_in(house, "supervisor", CITY)
    assert link in city.get(page).text
    assert link not in browser.get(page).text
    assert f'value="{code}"' in city.get(link.replace("&amp;", "&")).text
    bare.decide(bare.propose(code))
    assert link not in city.get(page).text
    said = text_of(browser, f"/data-requests/{code}")
    for words in ("Đã thực hiện xong", "Hồ sơ đã bị xóa", "Trả lời", "Việc đã làm"):
        assert words in said
    for words in ("Lời của em", "Trả lời em", "Hòa", "Mở hồ sơ"):
        assert words not in said
    assert code in browser.get("/data-requests").text

"""Households are typed, asked about and saved; whatever is wrong is told and nothing is lost."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.exchange.test_disaster_lists import filled
from tests.factories.children import actor_of, enter_child
from tests.factories.disasters import enter
from tests.factories.house import House
from tests.factories.web import NINH_KIEU, boxes, key, make_user, sign_in, signed_in, text_of

DAYS = {**boxes("affected_on", "2026-11-16"), **boxes("listed_on", "2026-11-17")}
HOME = {"h0-head": "Thạch Sên", "h0-hamlet": "Ấp 1"}


def child(at: str, name: str, birth: str = "2018", sex: str = "female") -> dict[str, str]:
    return {f"{at}-name": name, f"{at}-birth": birth, f"{at}-sex": sex}


@pytest.fixture
def page(house: House) -> tuple[FlaskClient, str]:
    """The browser of an officer, and the address of a disaster's list in the ward."""
    name = make_user(house, "officer")
    number = enter(house, actor_of(house, name))
    return sign_in(house, name), f"/disasters/{number}/units/{NINH_KIEU}"


def send(browser: FlaskClient, unit: str, **fields: str) -> TestResponse:
    return browser.post(f"{unit}/children/new", data={"post_key": key(), **DAYS, **fields})


def value_of(html: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    assert found, name
    return found[1]


def test_what_was_typed_stays_when_a_child_or_a_household_is_added(
    page: tuple[FlaskClient, str],
) -> None:
    typed = {**HOME, **child("h0-c0", "Sa Rương")}
    answer = send(*page, **typed, step="child-0")
    assert answer.status_code == 422
    assert value_of(answer.text, "h0-head") == "Thạch Sên"
    assert value_of(answer.text, "h0-c0-name") == "Sa Rương"
    assert re.search(r'id="h0-c1-name"[^>]*autofocus', answer.text)
    assert "govuk-error-summary__title" not in answer.text.split("<template")[0]
    answer = send(*page, **typed, step="household")
    assert re.search(r'id="h1-head"[^>]*autofocus', answer.text)
    assert send(*page, **typed, step=f"child-{'9' * 5000}").status_code == 422
    assert "Chưa có trẻ em nào" in text_of(page[0], page[1])


def test_a_whole_list_is_saved_and_who_was_sixteen_is_said_and_not_kept(
    page: tuple[FlaskClient, str],
) -> None:
    browser, unit = page
    lines = {**child("h0-c0", "Sa Rương"), **child("h0-c1", "Sa Mua", "8", "male")}
    answer = send(browser, unit, **HOME, **lines, **child("h0-c2", "Sên Lớn", "17"))
    assert (answer.status_code, answer.headers["Location"]) == (302, unit)
    words = text_of(browser, unit)
    assert "Đã ghi 2 trẻ em vào danh sách" in words
    assert "đủ 16 tuổi vào ngày đó nên không ghi, không tính: 1" in words
    for told in (
        "Sa Rương",
        "Sa Mua",
        "Thạch Sên Ấp 1",
        "khoảng năm 2018",
        "Đã chờ 6 ngày: quá hạn",
    ):
        assert told in words
    assert "Sên Lớn" not in words


def test_a_known_child_is_asked_about_and_the_answer_decides(
    house: House, page: tuple[FlaskClient, str]
) -> None:
    browser, unit = page
    who = actor_of(house, make_user(house, "officer"))
    known = enter_child(house, who, full_name="Sa Rương", born=date(2018, 5, 9))
    lines = {**HOME, **child("h0-c0", "Sa Rương")}
    answer = send(browser, unit, **lines)
    assert answer.status_code == 422
    assert f"Trùng với Sa Rương ({known})" in answer.text
    another = value_of(answer.text, "h0-c0-answer")
    assert "Chưa có trẻ em nào" in text_of(browser, unit)
    forged = send(browser, unit, **lines, **{"h0-c0-answer": "TE-26-FORGED"})
    assert forged.status_code == 422
    assert send(browser, unit, **lines, **{"h0-c0-answer": known}).status_code == 302
    assert known in text_of(browser, unit)
    again = send(browser, unit, **lines, **{"h0-c0-answer": known})
    assert again.status_code == 302
    assert "đã có trong danh sách, giữ nguyên: 1" in text_of(browser, unit)
    assert another == known  # the first answer offered is the child itself
    wanted = re.search(r'value="(another-[0-9a-f]{12})"', answer.text)
    assert wanted
    assert send(browser, unit, **lines, **{"h0-c0-answer": wanted[1]}).status_code == 302
    assert text_of(browser, unit).count("Sa Rương") > 2


def test_a_draft_comes_back_as_it_was_typed_and_tells_no_fault_yet(
    page: tuple[FlaskClient, str],
) -> None:
    browser, unit = page
    html = browser.get(f"{unit}/children/new").text
    box = re.search(r'name="draft" value="([^"]+)"', html)
    assert box
    typed = {**HOME, "h0-c0-name": "Sa Rương", "h1-head": "Danh Út", "draft": unescape(box[1])}
    assert browser.post("/drafts", data={**DAYS, **typed}).status_code == 302
    html = browser.get(f"{unit}/children/new").text
    assert value_of(html, "h0-c0-name") == "Sa Rương"
    assert value_of(html, "h1-head") == "Danh Út"
    assert "govuk-error-message" not in html


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Nhập ít nhất một trẻ em"),
        ({"h0-head": "Thạch Sên"}, "Nhập thôn, ấp hoặc khu vực"),
        ({**HOME, "h0-c0-name": "Sa Mua"}, "Ghi năm sinh (2018)"),
        ({**HOME, **child("h0-c0", "Sa Mua", "tám")}, "Ghi năm sinh (2018)"),
        (
            {**HOME, **child("h0-c0", "Sa Mua"), **boxes("affected_on", "2026-11-15")},
            "Ngày này trước ngày đầu của đợt thiên tai",
        ),
        (
            {**HOME, **child("h0-c0", "Sa Mua"), **child("h0-c1", "Sa Mua")},
            "Trùng với Sa Mua ở dòng trên: bỏ dòng này",
        ),
        (
            {**HOME, **{f"h0-c{at}-name": f"Bé {at}" for at in range(201)}},
            "Mỗi lần nhập nhiều nhất 200 trẻ em",
        ),
    ],
    ids=["nobody", "no child", "half", "no birth", "too early", "twice", "too many"],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_saved(
    page: tuple[FlaskClient, str], fields: dict[str, str], told: str
) -> None:
    answer = send(*page, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Chưa có trẻ em nào" in text_of(page[0], page[1])


def test_two_hundred_lines_are_taken_at_once(page: tuple[FlaskClient, str]) -> None:
    """All but one are of no children, so that few rows are written."""
    lines = child("h0-c0", "Sa Rương")
    for at in range(1, 200):
        lines |= child(f"h{at // 9}-c{at}", f"Người {at}", "17")
        lines |= {f"h{at // 9}-head": "Sên", f"h{at // 9}-hamlet": "Ấp 1"}
    assert send(*page, **{**HOME, **lines}).status_code == 302
    words = text_of(page[0], page[1])
    assert "Đã ghi 1 trẻ em vào danh sách" in words
    assert "không ghi, không tính: 199" in words


def bring(browser: FlaskClient, unit: str, content: bytes) -> TestResponse:
    form = {"file": (BytesIO(content), "danh-sach.xlsx"), "submit": "y"}
    return browser.post(f"{unit}/sheets/new", data=form, content_type="multipart/form-data")


def test_a_workbook_is_looked_over_in_the_form_in_which_it_is_saved(
    house: House, page: tuple[FlaskClient, str]
) -> None:
    browser, unit = page
    who = actor_of(house, make_user(house, "officer"))
    known = enter_child(house, who, full_name="Sa Rương", born=date(2018, 5, 9))
    day = date(2026, 11, 17)
    answer = bring(
        browser,
        unit,
        filled(
            ("Thạch Sên", "Ấp 1", "Sa Rương", 2018, "Nữ", "Bị thương", day, day),
            (None, None, "Sa Mua", 8, "Nam", None, None, None),
        ),
    )
    assert answer.status_code == 200
    assert f"Trùng với Sa Rương ({known})" in answer.text
    assert "Đã đọc từ tệp: 1 hộ" in answer.text
    assert f'action="{unit}/children/new"' in answer.text
    assert "Chưa có trẻ em nào" in text_of(browser, unit)
    days = {
        f"h0-c{at}-{name}": value_of(answer.text, f"h0-c{at}-{name}")
        for at, name in ((0, "affected_on"), (0, "listed_on"), (1, "affected_on"))
    }
    lines = {**child("h0-c0", "Sa Rương"), **child("h0-c1", "Sa Mua", "8", "male")}
    sent = {**HOME, **lines, **days, "h0-c0-answer": known, "h0-c0-harm": "injury"}
    assert send(browser, unit, **sent).status_code == 302
    words = text_of(browser, unit)
    assert "Bị thương 17/11/2026 lập danh sách 17/11/2026" in words
    assert "2 trẻ em trong danh sách" in words


def test_faults_of_a_workbook_are_told_by_row_and_column(page: tuple[FlaskClient, str]) -> None:
    answer = bring(*page, filled(("Thạch Sên", "Ấp 1", "", "tám", "gái", None, None, None)))
    assert answer.status_code == 422
    words = " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
    for told in ("Danh sách có 3 lỗi: chưa lưu gì", "2 Họ và tên trẻ em", "2 Năm sinh hoặc tuổi"):
        assert told in words
    assert bring(*page, b"x").status_code == 422


def test_only_an_officer_of_the_unit_fills_the_list(
    house: House, page: tuple[FlaskClient, str]
) -> None:
    for role, area in (("officer", "31120"), ("chair", None), ("supervisor", "92")):
        browser = signed_in(house, role, area)
        assert browser.get(f"{page[1]}/children/new").status_code == 404, role
        assert send(browser, page[1], **HOME, **child("h0-c0", "Sa Mua")).status_code == 404
        assert bring(browser, page[1], b"x").status_code == 404

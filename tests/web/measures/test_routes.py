"""From Mẫu 07 to the end of a separation in the browser: who sees what, and what the pages ask."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.drafts import rows_in, shown_in
from tests.factories.house import House
from tests.factories.measures import ADDRESS, HOST, TODAY, form07, separated, verdict
from tests.factories.web import (
    CAI_KHE,
    CITY,
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return sign_in(house, make_user(house, "officer", username="canbo"))


@pytest.fixture
def case(officer: FlaskClient) -> str:
    """The address of a case whose event was in the neighbouring ward."""
    return f"/cases/{post_case(officer, post_report(officer, event_area=CAI_KHE))}"


def test_from_mau_07_to_the_lifting(house: House, officer: FlaskClient, case: str) -> None:
    chair = signed_in(house, "chair")
    parted = separated(officer, chair, case)
    words = text_of(officer, parted)
    for said in (
        "Đang cách ly tạm thời",
        "ngày 0 trong 15 ngày",
        "Cách ly khỏi Cha Ông/bà (họ và tên, năm sinh) Đỗ Văn Hung",
        "Còn 15 ngày",
    ):
        assert said in words
    assert "bản chờ đối chiếu" in words
    lift = {"post_key": key(), "why": "Cha đã chuyển đi", **boxes("assessed_on", str(TODAY))}
    assert officer.post(f"{parted}/liftings/new", data=lift).location == parted
    decision = f"{case}/separation-orders/1/decision"
    assert "Quyết định bước tiếp theo của việc cách ly" in text_of(chair, "/")
    assert chair.post(decision, data=verdict(chair, decision)).location == parted
    assert "Đã hủy bỏ việc cách ly" in text_of(officer, parted)


def test_the_place_is_shown_apart_and_each_look_is_written_down(
    house: House, officer: FlaskClient, case: str
) -> None:
    chair, supervisor = signed_in(house, "chair"), signed_in(house, "supervisor", CITY)
    parted = separated(officer, chair, case)
    for browser in (officer, chair, supervisor):
        for address in ("/", "/cases", case, f"{case}/measures", parted, f"{case}/summary.pdf"):
            page = browser.get(address)
            assert page.status_code == 200
            told = page.get_data()
            assert ADDRESS.encode() not in told
            assert HOST.encode() not in told
        assert ADDRESS in text_of(browser, f"{parted}/place")
    assert "Đã xem nơi trẻ được bảo vệ" in text_of(supervisor, f"{case}/log")
    for role, unit in (("officer", CAI_KHE), ("collaborator", None), ("statistician", None)):
        stranger = signed_in(house, role, unit)
        for address in (f"{case}/measures", parted, f"{parted}/place"):
            assert stranger.get(address).status_code == 404


def test_the_second_chair_sees_the_decision_and_is_refused(
    house: House, officer: FlaskClient, case: str
) -> None:
    other = sign_in(house, make_user(house, "chair", CAI_KHE))
    chair = signed_in(house, "chair")
    officer.post(f"{case}/separations/new", data=form07())
    address = f"{case}/separations/1/decision"
    late = verdict(chair, address, "refuse")
    assert other.post(address, data=verdict(other, address)).status_code == 302
    refused = chair.post(address, data=late)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "quyết định đó có giá trị cho cả hai đơn vị" in page
    assert "Phường Cái Khế" in text_of(chair, f"{case}/separations/1")
    led = chair.get(f"{address}?draft=none")  # the page anew, not the draft of what was typed
    assert (led.status_code, led.location) == (302, f"{case}/separations/1")
    words = text_of(chair, led.location)
    assert "đã quyết định việc này lúc 23/11/2026 10:00" in words
    assert "Đồng ý theo đề nghị" in words


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    officer: FlaskClient, case: str
) -> None:
    answer = officer.post(f"{case}/separations/new", data=form07(last=16))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "tối đa 15 ngày" in page
    assert ADDRESS in page
    empty = officer.post(f"{case}/separations/new", data={"post_key": key()})
    assert empty.status_code == 422
    assert empty.get_data(as_text=True).count('href="#') >= 6


def test_a_returned_one_is_filled_in_again_with_its_place(
    house: House, officer: FlaskClient, case: str
) -> None:
    chair = signed_in(house, "chair")
    officer.post(f"{case}/separations/new", data=form07())
    decision = f"{case}/separations/1/decision"
    chair.post(decision, data=verdict(chair, decision, "return"))
    amend = f"{case}/separations/1/amendment"
    page = officer.get(amend).get_data(as_text=True)
    assert ADDRESS in page
    assert "Đồng ý theo đề nghị" in page  # the chair's words
    form = shown_in(page, amend)
    again = officer.post(amend, data=form07(5, version=form["version"], base=form["base"]))
    assert again.location == f"{case}/separations/1"
    # Another officer, who began before that, chooses; the place is no question, and stays.
    late = officer.post(amend, data=form | {"names": "Bà X", "last_day-day": "6"})
    assert late.status_code == 409
    assert {"names", "last_day"} >= {row["name"] for row in rows_in(late.text)} >= {"last_day"}
    taken = officer.post(
        f"{case}/separations/1/withdrawal", data={"post_key": key(), "why": "Nhầm"}
    )
    assert taken.status_code == 302
    gone = officer.get(f"{amend}?draft=none")
    assert (gone.status_code, gone.location) == (302, f"{case}/measures")

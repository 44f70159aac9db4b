"""Closing on screen: proposed on the review it rests on, decided by the chair, opened again."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.assessments import WORDS, close
from tests.factories.house import House
from tests.factories.web import key, post_case, post_report, signed_in, text_of


@pytest.fixture
def case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer))


def propose(browser: FlaskClient, case: str) -> TestResponse:
    form = {"reason": "Không còn nguy cơ, trẻ đã ổn định", "post_key": key()}
    return browser.post(f"/cases/{case}/closing", data=form)


def decide(browser: FlaskClient, case: str, move: str) -> TestResponse:
    form = {"move": move, "reason": "Đồng ý với cán bộ", "post_key": key()}
    return browser.post(f"/cases/{case}/decision", data=form)


def test_the_officer_proposes_and_the_chair_closes(house: House, case: str) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    page = text_of(officer, f"/cases/{case}/closing")
    assert "Hãy lập bản rà soát đó trước" in page
    assert propose(officer, case).status_code == 422
    close(house, case)
    page = text_of(officer, f"/cases/{case}/closing")
    assert "khoản 1 Điều 30" in page
    assert WORDS in page  # the child's own words
    assert propose(officer, case).status_code == 302
    assert officer.get(f"/cases/{case}/decision").status_code == 404
    page = text_of(chair, f"/cases/{case}/decision")
    assert page.index(WORDS) < page.index("Không còn nguy cơ, trẻ đã ổn định")
    assert "Không còn nguy cơ, trẻ đã ổn định" in page  # the chair reads the officer's reason
    assert decide(chair, case, "close").status_code == 302
    page = text_of(officer, f"/cases/{case}")
    assert "Đã kết thúc" in page
    assert "Ngày kết thúc 23/11/2026 10:00" in page
    assert "Thêm ghi chú" not in page
    assert decide(chair, case, "reopen").status_code == 302
    assert "Đang xử lý" in text_of(officer, f"/cases/{case}")


def test_a_returned_closing_leaves_the_case_open(house: House, case: str) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    close(house, case)
    propose(officer, case)
    assert decide(chair, case, "return_closing").status_code == 302
    page = text_of(officer, f"/cases/{case}")
    assert "Đang xử lý" in page
    assert "Chưa đồng ý kết thúc" in page


def test_a_step_that_is_not_possible_is_not_taken(house: House, case: str) -> None:
    chair = signed_in(house, "chair")
    assert chair.get(f"/cases/{case}/decision").headers["Location"] == f"/cases/{case}"
    answer = decide(chair, case, "close")  # nobody proposed it
    assert answer.status_code == 422
    assert "Đang xử lý" in text_of(chair, f"/cases/{case}")

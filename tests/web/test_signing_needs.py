"""What papers lack is listed beside their prints, with links to where it is mended."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.measures import form07, separated
from tests.factories.web import (
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    sign_in,
)

GROUNDS = 'href="/paper-settings/grounds-'


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return sign_in(house, make_user(house, "officer"))


def listed(browser: FlaskClient, address: str) -> dict[str, str]:
    """The lists of a page by the name of their paper."""
    page = browser.get(address).get_data(as_text=True)
    found = re.findall(r"trình ký ([^(]+) \(\d+\)</span>(.*?)</details>", page, re.DOTALL)
    return dict(found)


def test_a_separation_says_what_its_paper_lacks_and_where_to_mend_it(
    house: House, officer: FlaskClient
) -> None:
    case = f"/cases/{post_case(officer, post_report(officer))}"
    assert officer.post(f"{case}/separations/new", data=form07()).status_code == 302
    page = f"{case}/separations/1"
    (said,) = listed(officer, page).values()
    assert "Nơi ở của ông/bà" in said
    assert f'href="{page}/amendment"' in said
    assert f"{GROUNDS}07" in said
    assert "bản chờ đối chiếu" in said
    assert "Lý do" not in said
    wrong = form07(why="Em đã ở với Gia đình bà Sáu Che Chở", version="1")
    assert officer.post(f"{page}/amendment", data=wrong).status_code == 302
    assert "đã bỏ những chữ" in listed(officer, page)["Mẫu 07"]


def test_an_order_says_what_it_lacks_while_it_waits(house: House, officer: FlaskClient) -> None:
    chair = sign_in(house, make_user(house, "chair"))
    case = f"/cases/{post_case(officer, post_report(officer))}"
    page = separated(officer, chair, case)
    asked = {"post_key": key(), "why": "Cần thêm thời gian", **boxes("last_day", "2026-12-05")}
    assert officer.post(f"{page}/extensions/new", data=asked).status_code == 302
    assert f"{GROUNDS}qd-gh" in listed(officer, page)["QĐ-GH"]
    gone = {"post_key": key(), "why": "Nhầm"}
    assert officer.post(f"{case}/separation-orders/1/withdrawal", data=gone).status_code == 302
    assert "QĐ-GH" not in listed(officer, page)


def test_a_report_says_what_mau_01_lacks(house: House, officer: FlaskClient) -> None:
    page = f"/reports/{post_report(officer)}"
    (said,) = listed(officer, page).values()
    assert "Nghề nghiệp của cha" in said
    assert f'href="{page}/amendment"' in said
    assert "Họ tên người cung cấp thông tin" not in said
    chair = sign_in(house, make_user(house, "chair"))
    assert "bổ sung" not in listed(chair, page)["Mẫu 01"]

"""Pages of who gives the numbers and what stops the 12 hours: entered, shown, withdrawn."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import CAI_KHE, NINH_KIEU, boxes, key, signed_in, text_of

RULES, REGISTERS = "/signing-rules", "/own-registers"


def said(value: str = "no", day: str = "2026-11-23", decision: str = "12/QĐ-SYT") -> dict[str, str]:
    return {
        "post_key": key(), "value": value, "decision": decision, **boxes("valid_from", day),
    }  # fmt: skip


@pytest.fixture
def administrator(house: House) -> FlaskClient:
    return signed_in(house, "administrator", "92")


@pytest.fixture
def chair(house: House) -> FlaskClient:
    return signed_in(house, "chair")


def test_the_rule_of_the_hours_is_entered_and_withdrawn(
    administrator: FlaskClient, chair: FlaskClient
) -> None:
    words = text_of(chair, RULES)
    assert "Quyết định của Chủ tịch trong phần mềm dừng 12 giờ" in words
    assert "chờ đối chiếu" in words
    assert administrator.post(f"{RULES}/new", data=said()).location == RULES
    page = chair.get(RULES).get_data(as_text=True)
    assert "Chỉ văn bản đã ký mới dừng 12 giờ" in page
    assert "12/QĐ-SYT" in page
    assert "withdrawal" not in page
    found = re.search(rf'action="({RULES}/\d+/withdrawal)"', administrator.get(RULES).text)
    assert found
    assert administrator.post(found[1]).location == RULES
    assert "đã rút" in text_of(administrator, RULES)
    assert administrator.post(found[1]).status_code == 404  # of what is withdrawn already


def test_a_rule_for_days_that_are_past_is_refused(administrator: FlaskClient) -> None:
    answer = administrator.post(f"{RULES}/new", data=said(day="2026-11-22"))
    assert answer.status_code == 422
    assert "Không thể có hiệu lực từ ngày đã qua" in answer.text
    assert administrator.post(f"{RULES}/new", data=said(value="")).status_code == 422
    assert administrator.post(f"{RULES}/new", data=said(decision="")).status_code == 422


def test_nobody_else_enters_one(house: House, chair: FlaskClient) -> None:
    for role in ("officer", "supervisor", "statistician"):
        browser = signed_in(house, role, None if role == "officer" else "92")
        assert browser.get(f"{RULES}/new").status_code == 404
        assert browser.get(REGISTERS).status_code == 404
    assert chair.get(f"{RULES}/new").status_code == 404
    assert chair.post(f"{RULES}/new", data=said()).status_code == 404


def test_the_head_of_a_unit_keeps_its_register_in_here(chair: FlaskClient) -> None:
    assert "Văn thư của cơ quan cấp số" in text_of(chair, REGISTERS)
    address = f"{REGISTERS}/{NINH_KIEU}/new"
    assert address in chair.get(REGISTERS).text
    assert chair.post(address, data=said("yes")).location == REGISTERS
    page = chair.get(REGISTERS).text
    assert "Sổ số của đơn vị được giữ trong phần mềm" in page
    found = re.search(rf'action="({REGISTERS}/{NINH_KIEU}/\d+/withdrawal)"', page)
    assert found
    assert chair.post(found[1]).location == REGISTERS
    assert chair.get(f"{REGISTERS}/{CAI_KHE}/new").status_code == 404
    assert chair.post(f"{REGISTERS}/{CAI_KHE}/new", data=said("yes")).status_code == 404

"""Saying on a page that figures became public: the signer alone, once, and the list tells it."""

from __future__ import annotations

import re

from caseapp.rules.values import local_day
from tests.factories.house import NOW, House
from tests.factories.web import key, signed_in, text_of

LIST = "/indicators/hand-outs"
NEW = "/indicators/hand-outs/new?period=2026H1&area=92&basis=received"


def handed(house: House) -> str:
    form = {
        "office": "Sở Y tế", "person": "Bà Lê Thị Ba", "purpose": "Báo cáo sáu tháng", "form": "csv",
        "post_key": key(),
    }  # fmt: skip
    answer = signed_in(house, "statistician").post(NEW, data=form)
    found = re.search(r"noi-bo-(.+)\.csv", answer.headers["Content-Disposition"])
    assert found is not None
    return found.group(1)


def said(**other: str) -> dict[str, str]:
    day = local_day(NOW)
    return {
        "seen_on-day": str(day.day), "seen_on-month": str(day.month), "seen_on-year": str(day.year),
        "seen_at": "Báo Cần Thơ, số 3", "post_key": key(), **other,
    }  # fmt: skip


def test_the_list_leads_to_it_and_tells_it_afterwards(house: House) -> None:
    code = handed(house)
    page = f"{LIST}/{code}/exposure"
    supervisor = signed_in(house, "supervisor", "92")
    assert page in supervisor.get(LIST).text
    assert "Sở Y tế" in text_of(supervisor, page)
    for slip in ({"seen_at": ""}, {"seen_on-day": "32"}, {"seen_on-year": "2030"}):
        assert supervisor.post(page, data=said(**slip)).status_code == 422
    answer = supervisor.post(page, data=said())
    assert answer.location == LIST
    words = text_of(supervisor, LIST)
    assert f"Đã công khai từ {local_day(NOW):%d/%m/%Y}" in words
    assert page not in supervisor.get(LIST).text
    assert "Báo Cần Thơ, số 3" in text_of(supervisor, page)
    assert supervisor.post(page, data=said()).status_code == 422


def test_nobody_else_finds_the_page(house: House) -> None:
    code = handed(house)
    statistician = signed_in(house, "statistician")
    assert f"{code}/exposure" not in statistician.get(LIST).text
    assert statistician.get(f"{LIST}/{code}/exposure").status_code == 404
    assert statistician.post(f"{LIST}/{code}/exposure", data=said()).status_code == 404
    supervisor = signed_in(house, "supervisor", "92")
    assert supervisor.get(f"{LIST}/SL-99-0000/exposure").status_code == 404

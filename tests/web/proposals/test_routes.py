"""What is proposed about reports and cases: decided on pages, overseen and put back."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import CITY, key, post_case, post_report, signed_in, text_of


def proposal_on(browser: FlaskClient, page: str) -> str:
    found = re.search(rf'href="({page}/proposals/[0-9]+)"', browser.get(page).text)
    assert found, page
    return found[1]


def verdict(browser: FlaskClient, address: str, agree: str = "yes") -> str:
    form = {"agree": agree, "reason": "Đã xem", "post_key": key()}
    answer = browser.post(address, data=form)
    assert answer.status_code == 302, answer.text
    return answer.location


@pytest.mark.parametrize("kind", ["reports", "cases"])
def test_a_mistake_is_proposed_decided_read_and_put_back(house: House, kind: str) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    supervisor = signed_in(house, "supervisor", CITY)
    report = post_report(officer)
    page = f"/reports/{report}"
    if kind == "cases":
        page = f"/cases/{post_case(officer, report)}"
    assert officer.post(f"{page}/mistake", data={"post_key": key()}).status_code == 422
    form = {"reason": "Nhập hai lần", "post_key": key()}
    assert officer.post(f"{page}/mistake", data=form).location == page
    assert "Nhập hai lần" in text_of(officer, page)
    assert f"{page}/mistake" not in officer.get(page).text  # it is proposed already
    address = proposal_on(chair, page)
    assert "Nhập hai lần" in text_of(chair, address)
    assert chair.post(address, data={"agree": "yes", "post_key": key()}).status_code == 422
    assert verdict(chair, address) == f"/{kind}"
    assert officer.get(page).status_code == chair.get(address).status_code == 404
    listed = supervisor.get("/proposals").text
    removed = f"/proposals/mistakes/{page.rpartition('/')[2]}"
    assert removed in listed
    assert "Nhập hai lần" in text_of(supervisor, removed)
    for _ in range(2):  # sent twice it says so, and changes nothing
        assert supervisor.post(f"{removed}/return").location == "/proposals/mistakes"
    assert officer.get(page).status_code == 200
    assert supervisor.get(removed).status_code == 404

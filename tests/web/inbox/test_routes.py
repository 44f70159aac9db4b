"""The inbox's pages: the list, a referral, an answer; for others there is no such page."""

from __future__ import annotations

import pytest

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, boxes, key, make_user, sign_in, signed_in, text_of


@pytest.fixture
def code(house: House) -> str:
    officer = officer_of(house)
    made = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, actor_of(house, make_user(house, "supervisor", CITY)), made, "send")
    return made


def test_the_supervisor_ties_an_account_and_it_answers(house: House, code: str) -> None:
    username = make_user(house, "agency")
    supervisor = signed_in(house, "supervisor", CITY)
    assert "/agencies/1/accounts" in supervisor.get("/agencies/1").text
    tied = supervisor.post("/agencies/1/accounts", data={"username": username, "post_key": key()})
    assert tied.status_code == 302
    agency = sign_in(house, username)
    for address in ("/", "/inbox"):  # to be done, and in the list
        assert f'href="/inbox/{code}"' in agency.get(address).text
    words = text_of(agency, f"/inbox/{code}")
    assert "Mất ngủ sau sự việc" in words
    form = {**boxes("happened_at", "2026-11-23 10:00"), "comment": "Mời đến", "post_key": key()}
    assert agency.post(f"/inbox/{code}/replies/accept", data=form).status_code == 302
    assert "Mời đến" in text_of(supervisor, f"/referrals/{code}")
    again = agency.post(f"/inbox/{code}/replies/accept", data={**form, "post_key": key()})
    assert again.status_code == 422  # somebody was there first
    for address in (f"/referrals/{code}", "/referrals", "/children", "/cases"):
        assert agency.get(address).status_code == 404
    off = supervisor.post("/agencies/1/accounts/1/end")
    assert off.status_code == 302
    assert agency.get(f"/inbox/{code}").status_code == 404


@pytest.mark.parametrize(("role", "unit"), [("officer", None), ("supervisor", CITY)])
def test_for_others_there_is_no_inbox(house: House, code: str, role: str, unit: str | None) -> None:
    browser = signed_in(house, role, unit)
    for address in ("/inbox", f"/inbox/{code}", f"/inbox/{code}/replies/accept"):
        assert browser.get(address).status_code == 404

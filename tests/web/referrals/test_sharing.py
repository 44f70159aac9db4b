"""The pages of what is shared: the choice with its faults, the list, what is added, who may not."""

from __future__ import annotations

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.people import child_of
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, key, make_user, sign_in, signed_in, text_of


def test_a_fault_keeps_what_was_ticked_and_the_list_tells_what_went_out(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house), None)
    browser = sign_in(house, officer.name.removeprefix("Người dùng "))
    address = f"/referrals/{code}/sharing"
    sent = {"shared": ["name", "risk"], "class_a": ["health"], "basis": "duty", "version": "0"}
    faulty = browser.post(address, data=sent | {"post_key": key()})
    assert faulty.status_code == 422
    assert "basis_reason" in faulty.text
    assert faulty.text.count(" checked") == 4
    good = sent | {"basis_reason": "Cần giúp ngay", "post_key": key()}
    assert browser.post(address, data=good).status_code == 302
    stale = browser.post(address, data=good | {"post_key": key()})
    assert stale.status_code == 409
    supervisor = make_user(house, "supervisor", CITY)
    take(house, actor_of(house, supervisor), code, "send", "accept")
    words = text_of(browser, f"/referrals/disclosures?child={child_of(house, case)}")
    assert "Họ và tên trẻ em; Mức độ nguy cơ; Sức khỏe, khuyết tật" in words
    added = {"addendum": "contact", "text": "Gọi chị Tư", "post_key": key()}
    assert browser.post(f"/referrals/{code}/addenda", data=added).status_code == 302
    assert "Gọi chị Tư" in text_of(browser, f"/referrals/{code}")
    stranger = signed_in(house, "officer", CAI_KHE)
    assert code not in stranger.get("/referrals/disclosures").text
    for page in (address, f"/referrals/{code}/addenda"):
        assert stranger.get(page).status_code == 404
        assert sign_in(house, supervisor).get(page).status_code == 404

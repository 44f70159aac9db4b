"""The page that gives a referral to another agency: for the supervisor, while nobody helps."""

from __future__ import annotations

import re

from tests.factories.children import actor_of, officer_of
from tests.factories.house import House
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, key, make_user, sign_in, signed_in, text_of


def test_a_declined_referral_goes_on_to_another_agency(house: House) -> None:
    officer = officer_of(house)
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    name = make_user(house, "supervisor", CITY)
    take(house, actor_of(house, name), code, "send", "decline")
    browser, other = sign_in(house, name), add_agency(house, "Tạm trú an toàn")
    address = f"/referrals/{code}/another-agency"
    assert address in browser.get(f"/referrals/{code}").text
    page = browser.get(address).text
    assert page.count('name="service_id"') == 1  # the one that declined is not offered
    (version,) = re.findall(r'name="version" value="(\d+)"', page)
    form = {"service_id": str(other), "version": version, "post_key": key()}
    assert browser.post(address, data=form).status_code == 422
    done = browser.post(address, data=form | {"why": "Đã hết chỗ"})
    assert done.status_code == 302
    assert "Đã lập bản nháp cho cơ quan mới" in text_of(browser, done.location)
    late = form | {"why": "Đã hết chỗ", "post_key": key()}
    assert browser.post(address, data=late).status_code == 409
    assert signed_in(house, "officer").get(address).status_code == 404

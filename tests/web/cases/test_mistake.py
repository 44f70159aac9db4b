"""A case that is said to be a mistake stays when that is not agreed on."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import key, post_case, post_report, signed_in, text_of
from tests.web.proposals.test_routes import proposal_on, verdict


def test_not_agreed_the_case_stays_with_its_reports(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    page = f"/cases/{post_case(officer, post_report(officer))}"
    form = {"reason": "Nhầm trẻ", "post_key": key()}
    assert officer.post(f"{page}/mistake", data=form).location == page
    address = proposal_on(chair, page)
    assert verdict(chair, address, agree="no") == page
    assert "Không đồng ý" in text_of(officer, page)
    assert chair.get(address).location == page
    assert "không phải nhập nhầm" in text_of(officer, "/")

"""The services to choose from: by kind, with what one must know, and a fault that names the group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseapp.casework.offers import Offer
from caseapp.web.referrals.forms import DraftForm
from caseapp.web.referrals.offer_box import told_of
from tests.factories.house import House

HALL = Offer(7, "women", "Hội <b>", "Tư vấn", "Trẻ & mẹ", "Thứ Hai", True, "0292", None, False)
STATION = Offer(3, "health_station", "Trạm", "Khám", "", "", False, "", date(2026, 1, 2), True)


def test_each_kind_has_its_heading_and_each_service_what_one_must_know(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    sent = {"service_id": "7", "reason": ""}
    with house.app.test_request_context("/", method="POST", data=sent):
        form = DraftForm()
        form.service_id.offer([STATION, replace(STATION, number=4), HALL])
        form.validate()
        html = str(form.service_id())
        assert [html.count(text) for text in ("<h2", "<fieldset", 'type="radio"')] == [2, 1, 3]
        assert html.index("Trạm y tế") < html.index("Hội Liên hiệp Phụ nữ")
        assert "Trẻ &amp; mẹ" in html
        assert "Hội &lt;b&gt; – Tư vấn" in html
        assert html.count(" checked") == 1
        ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
        assert len(set(ids)) == len(ids)
        assert told_of(STATION) == ["Của phường, xã này"]
        assert told_of(HALL) == [
            "Trẻ & mẹ",
            "Điện thoại: 0292. 24 giờ, tất cả các ngày. Thứ Hai",
            "Chưa xác minh: từ tệp nhập vào",
        ]


def test_no_choice_is_a_fault_that_leads_to_the_first_answer(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context("/", method="POST", data={"reason": "x"}):
        form = DraftForm()
        form.service_id.offer([STATION, HALL])
        assert not form.validate()
        html = str(form.service_id())
        assert f'id="{form.service_id.anchor}"' in html
        assert "govuk-form-group--error" in html
        assert 'aria-describedby="service_id-error"' in html

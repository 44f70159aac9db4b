"""The page for another child of an event: filled with what is shared, and led on to the report."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.reports import log_one
from tests.factories.web import key, signed_in


def test_the_next_childs_form_stands_filled_and_links_both_reports(house: House) -> None:
    code = log_one(house, event_place="Hẻm 5")
    client = signed_in(house, "officer")
    assert f"/reports/{code}/siblings/new" in client.get(f"/reports/{code}").get_data(as_text=True)
    asked = client.get(f"/reports/{code}/siblings/new").get_data(as_text=True)
    assert "Thêm trẻ cùng vụ" in asked
    assert 'value="Hẻm 5"' in asked
    assert "Đỗ Thị Hòa" not in re.sub(r"(?s)<dl.*?</dl>", "", asked)
    assert "received_at-day" not in asked
    sent = {"channel": "phone", "child_name": "Đỗ Văn Sáu", "post_key": key()}
    again = client.post(f"/reports/{code}/siblings/new", data=sent | {"child_name": "do thi hoa"})
    assert again.status_code == 422
    assert f"Tin báo {code} của vụ việc này" in again.get_data(as_text=True)
    answer = client.post(f"/reports/{code}/siblings/new", data=sent)
    assert answer.status_code == 302
    assert answer.location.endswith("/calls")
    shown = client.get(answer.location.removesuffix("/calls")).get_data(as_text=True)
    assert "Trẻ khác cùng vụ" in shown
    assert f"/reports/{code}" in shown


def test_who_logs_no_reports_there_has_no_such_page(house: House) -> None:
    code = log_one(house)
    client = signed_in(house, "chair")
    assert client.get(f"/reports/{code}/siblings/new").status_code == 404

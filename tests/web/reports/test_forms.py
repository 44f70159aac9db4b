"""The forms after a report say in Vietnamese what is missing."""

from __future__ import annotations

from caseapp.web.reports.forms import DecisionForm, NewChildForm
from tests.factories.house import House


def faults(form: NewChildForm | DecisionForm) -> dict[str, str]:
    form.validate()
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def test_what_is_missing_is_said(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST"):
        assert faults(NewChildForm()) == {
            "full_name": "Nhập tên trẻ em",
            "sex": "Chọn giới tính của trẻ",
            "area_code": "Chọn nơi trẻ đang sống",
        }
        assert faults(DecisionForm()) == {
            "kind": "Chọn quyết định",
            "decided_at": "Nhập ngày, giờ quyết định",
            "reason": "Ghi lý do của quyết định",
        }

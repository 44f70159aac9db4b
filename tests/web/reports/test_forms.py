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
            "full_name": "Hãy nhập tên trẻ em",
            "sex": "Hãy chọn giới tính của trẻ",
            "area_code": "Hãy chọn nơi trẻ đang sống",
        }
        assert faults(DecisionForm()) == {
            "kind": "Hãy chọn quyết định",
            "decided_at": "Hãy nhập ngày, giờ quyết định",
            "reason": "Hãy ghi lý do của quyết định",
        }

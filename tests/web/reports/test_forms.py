"""The forms after a report say in Vietnamese what is missing."""

from __future__ import annotations

from datetime import date

from caseapp.rules.forms.registry import form as form_of_day
from caseapp.web.reports.forms import DecisionForm, NewChildForm, with_button
from tests.factories.house import NOW, House


def test_an_official_form_is_sent_with_our_button(house: House) -> None:
    spec = form_of_day("01", date(2026, 11, 23))
    with house.app.test_request_context():
        form = with_button(spec, "Lưu")(now=NOW)
        assert form.submit.label.text == "Lưu"
        assert {field.key for field in spec.asked} <= set(form._fields)


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

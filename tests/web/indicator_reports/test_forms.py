"""What is asked for a report: the periods that are over, another one typed, what is refused."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from caseapp.rules.indicator_reports import LONGEST_WORDS
from caseapp.web.indicator_reports.forms import ReportForm, WrittenForm
from tests.factories.house import House

TODAY = date(2026, 11, 23)


def a_form(**typed: str) -> ReportForm:
    return ReportForm(TODAY, formdata=MultiDict(typed) if typed else None)


def test_the_year_before_is_asked_for_at_first(house: House) -> None:
    with house.app.test_request_context():
        form = a_form()
        assert (form.period.data, form.kind.data) == ("2025", "internal")
        choices = dict(form.period.choices)
        assert choices["2025H1"] == "6 tháng đầu năm 2025"
        assert choices["2021-2030"] == "Báo cáo tổng kết chương trình, 2021–2030"


def test_another_period_takes_the_place_of_the_one_chosen(house: House) -> None:
    with house.app.test_request_context():
        form = a_form(period="2025", other=" 2024-12-15..2025-12-14 ", kind="public")
        span = form.read()
        assert span is not None
        assert span.id == "2024-12-15..2025-12-14"


def test_what_is_no_period_is_said_beside_its_box(house: House) -> None:
    with house.app.test_request_context():
        form = a_form(period="2025", other="năm ngoái")
        assert form.read() is None
        assert "Ghi kỳ như 2026" in form.other.errors[0]
        early = a_form(other="2019")
        assert early.read() is None
        assert "bắt đầu từ năm 2021" in early.other.errors[0]


def test_a_text_has_an_end(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(
        method="POST", data={"assessment": "a" * (LONGEST_WORDS + 1), "proposals": "Tăng"}
    ):
        form = WrittenForm()
        assert not form.validate()
        assert form.assessment.errors
        assert form.written()["proposals"] == "Tăng"

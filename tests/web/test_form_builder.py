"""The page of Mẫu 01 asks everything, keeps what was typed, and its answers read well."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.form01_report import FORM
from caseapp.rules.forms.parts import Birth
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import LOCAL, Edition
from caseapp.web.form_builder import official_form
from tests.web.form_app import by_id, faults, form_app, has_no_inline_code, page_of, words

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=LOCAL)
AREAS = [("31135", "Phường Ninh Kiều"), ("31147", "Phường Cái Khế")]
LEAST = {
    "channel": "phone",
    "received_at-day": "23",
    "received_at-month": "11",
    "received_at-year": "2026",
    "received_at-hour": "8",
    "received_at-minute": "05",
    "event_area": "31135",
}
Report = official_form(FORM)
APP = form_app()


def opened(app=APP, **values):
    with app.test_request_context():
        return page_of(Report(now=NOW, areas=AREAS, values=values))


def posted(typed, app=APP, values=None):
    """The form and its page after these texts were posted and checked."""
    with app.test_request_context("/", method="POST", data=typed):
        form = Report(now=NOW, areas=AREAS, values=values)
        form.sound = form.validate_on_submit()
        return form, page_of(form)


def test_every_asked_field_has_a_control_in_the_order_of_the_form():
    page = opened()
    names = [e.get("name") for e in page.iter() if e.tag in {"input", "select", "textarea"}]
    in_order = list(dict.fromkeys(name for name in names if name))
    assert in_order == [name for field in FORM.asked for name in field.boxes]


def test_the_page_speaks_vietnamese_or_english():
    page = opened()
    assert [words(e) for e in page.iter("h2")] == ["A. Thông tin chung"]
    assert [words(e) for e in page.iter("h3")] == [
        "1. Nguồn nhận thông tin",
        "2. Thông tin về trẻ em",
        "3. Thông tin về người cung cấp thông tin (nếu đồng ý cung cấp)",
    ]
    assert "Tuổi của cha" in [words(e) for e in page.iter("label")]
    assert words(by_id(page, "event_area-hint")).startswith("Ủy ban nhân dân phường, xã này")
    english = opened(form_app("en"))
    assert "Father's age" in [words(e) for e in english.iter("label")]
    assert "Police" in [words(e) for e in english.iter("label")]
    assert "2. The child" in [words(e) for e in english.iter("h3")]


def test_every_control_is_labelled_and_every_id_single():
    page = opened()
    labelled = {e.get("for") for e in page.iter("label")}
    for control in page.iter():
        if control.tag in {"input", "select", "textarea"} and control.get("type") != "hidden":
            assert control.get("id") in labelled
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert has_no_inline_code(page)


def test_nothing_is_ticked_beforehand():
    assert not [e for e in opened().iter("input") if e.get("checked") is not None]


def test_the_moment_of_receipt_may_be_filled_in_beforehand():
    page = opened(received_at=NOW)
    shown = [
        by_id(page, f"received_at-{part}").get("value")
        for part in ("day", "month", "year", "hour", "minute")
    ]
    assert shown == ["23", "11", "2026", "09", "30"]


def test_wards_are_chosen_from_a_list_that_begins_empty():
    page = opened()
    options = [(e.get("value"), words(e)) for e in by_id(page, "event_area").iter("option")]
    assert options == [("", "Chọn"), *AREAS]


def test_the_least_that_is_asked_is_enough():
    form, page = posted(LEAST)
    assert form.sound
    assert form.answers == {
        "channel": "phone",
        "received_at": datetime(2026, 11, 23, 8, 5, tzinfo=LOCAL),
        "event_area": "31135",
    }
    assert faults(page) == []


def test_what_is_missing_is_said_in_vietnamese_and_leads_to_its_control():
    form, page = posted(
        {"child_name": "Thạch Thị Sa Rây", "child_state": "Sợ hãi\nbỏ ăn", "sex": "female"}
    )
    assert not form.sound
    assert faults(page) == [
        ("Chọn một câu trả lời ở mục “Thông qua”", "#channel"),
        (
            "Nhập đủ ngày, tháng, năm ở mục “Thời gian nhận thông tin”, ví dụ 5 9 2015",
            "#received_at-day",
        ),
        ("Chọn phường, xã trong danh sách", "#event_area"),
    ]
    for _, href in faults(page):
        assert by_id(page, href.removeprefix("#")).tag in {"input", "select"}
    assert by_id(page, "child_name").get("value") == "Thạch Thị Sa Rây"
    assert by_id(page, "child_state").text == "Sợ hãi\nbỏ ăn"
    assert [e.get("value") for e in page.iter("input") if e.get("checked") is not None] == [
        "female"
    ]
    assert words(by_id(page, "event_area-error")) == "Lỗi: Chọn phường, xã trong danh sách"


def test_a_fault_in_english_names_the_english_question():
    _, page = posted(LEAST | {"father_age": "200"}, form_app("en"))
    assert faults(page) == [("Enter “Father's age” as a whole number from 0 to 120", "#father_age")]


def test_a_fault_in_a_box_leads_to_that_box():
    _, page = posted(LEAST | {"birth-month": "13", "birth-year": "2016"})
    assert [href for _, href in faults(page)] == ["#birth-month"]
    assert by_id(page, "birth-month").get("value") == "13"


def test_a_ward_that_was_not_offered_is_refused():
    form, page = posted(LEAST | {"event_area": "31999"})
    assert not form.sound
    assert faults(page) == [("Chọn một trong các câu trả lời có sẵn", "#event_area")]


def test_a_reporter_who_did_not_agree_is_one_fault_beside_the_box_to_tick():
    form, page = posted(LEAST | {"reporter_name": "Lê Văn Phúc", "reporter_phone": "113"})
    assert [href for _, href in faults(page)] == ["#reporter_consents"]
    assert by_id(page, "reporter_name").get("value") == "Lê Văn Phúc"
    assert not any(key.startswith("reporter_") for key in form.answers)


def test_markup_in_an_answer_is_text():
    nasty = '"><script>alert(1)</script>'
    _, page = posted(
        {"child_name": nasty, "child_state": f"</textarea>{nasty}", "received_at-day": nasty}
    )
    assert by_id(page, "child_name").get("value") == nasty
    assert by_id(page, "child_state").text == f"</textarea>{nasty}"
    assert by_id(page, "received_at-day").get("value") == nasty
    assert not list(page.iter("script"))


def test_known_answers_fill_the_page_and_are_sent_back_the_same():
    values = {
        "channel": "other",
        "channel_other": "Thư",
        "received_at": NOW - timedelta(days=400),
        "birth": Birth(date(2018, 10, 19), "estimated", date(2025, 10, 19), 7),
        "event_area": "31147",
        "father_age": 41,
        "reporter_consents": True,
        "reporter_name": "Lê Văn Phúc",
    }
    page = opened(**values)
    assert by_id(page, "birth-age").get("value") == "7"
    assert by_id(page, "birth-year").get("value") in {None, ""}
    typed = {
        e.get("name"): e.get("value") or ""
        for e in page.iter("input")
        if e.get("type") not in {"radio", "checkbox"}
    }
    typed |= {
        e.get("name"): e.get("value") for e in page.iter("input") if e.get("checked") is not None
    }
    typed |= {"event_area": "31147"}
    form, _ = posted(typed, values=values)
    # The age still counts from the day in 2025 on which it was estimated, a year ago.
    assert form.answers == values


def test_a_birth_that_was_changed_counts_from_today():
    values = {"birth": Birth(date(2018, 10, 19), "estimated", date(2025, 10, 19), 7)}
    form, _ = posted(LEAST | {"birth-age": "8"}, values=values)
    assert form.answers["birth"] == Birth(date(2018, 11, 23), "estimated", date(2026, 11, 23), 8)


def test_an_optional_choice_can_be_taken_back():
    page = opened(subject="abused")
    values = [e.get("value") or "" for e in page.iter("input") if e.get("name") == "subject"]
    assert values == ["abused", "at_risk", "special", ""]
    form, _ = posted(LEAST | {"subject": ""}, values={"subject": "abused"})
    assert form.sound
    assert "subject" not in form.answers


def test_the_form_is_guarded_against_foreign_posts():
    form, page = posted(LEAST, form_app(csrf=True))
    assert not form.sound
    assert faults(page)[0][1] is None
    assert by_id(page, "child_name").get("value") in {None, ""}


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([name for field in FORM.asked for name in field.boxes]),
        st.text(max_size=12),
    )
)
def test_the_page_survives_whatever_is_typed(typed):
    form, page = posted({**typed, "sent": "1"})
    assert bool(faults(page)) != form.sound


# Kinds that Mẫu 01 does not use


OTHER = Form(
    "99",
    "MẪU THỬ",
    "A form for tests",
    Edition("1", None, None, "here"),
    False,
    "here",
    (
        Section(
            "s",
            "1. Thử",
            "1. Test",
            (
                Field("day", "Ngày", "Day", "date", "here", past=True),
                Field("count", "Số", "Count", "number", "here", most=9),
                Field(
                    "kinds",
                    "Loại",
                    "Kinds",
                    "choices",
                    "here",
                    codes=(Code("a", "A", "A", "s"), Code("b", "B", "B", "s")),
                ),
            ),
        ),
    ),
)


def test_other_kinds_of_field():
    typed = {
        "day-day": "24",
        "day-month": "11",
        "day-year": "2026",
        "count": "10",
        "kinds": ["a", "b"],
    }
    with APP.test_request_context("/", method="POST", data=typed):
        form = official_form(OTHER)(now=NOW)
        assert not form.validate()
        page = page_of(form)
    assert [href for _, href in faults(page)] == ["#day-day", "#count"]
    assert form.answers == {"kinds": ("a", "b")}

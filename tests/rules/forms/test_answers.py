"""What is typed into a form becomes answers or faults, never an error of the program."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms import wording
from caseapp.rules.forms.answers import boxes, check, restore
from caseapp.rules.forms.form01_report import FORM
from caseapp.rules.forms.parts import Birth
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import LOCAL, Edition

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=LOCAL)
LEAST = {
    "channel": "phone",
    "received_at-day": "23",
    "received_at-month": "11",
    "received_at-year": "2026",
    "received_at-hour": "8",
    "received_at-minute": "05",
    "event_area": "31135",
}


def faults_of(raw, form=FORM, now=NOW):
    return [(fault.field, fault.message, fault.part) for fault in check(form, raw, now).faults]


def one(kind, **more):
    """A form of one field, `x`."""
    field = Field("x", "Ô", "Box", kind, "here", **more)
    return Form(
        "99",
        "T",
        "T",
        Edition("1", None, None, "here"),
        True,
        "here",
        (Section("s", "S", "S", (field,)),),
    )


def test_the_least_that_is_asked():
    checked = check(FORM, LEAST, NOW)
    assert checked.faults == ()
    assert checked.values == {
        "channel": "phone",
        "received_at": datetime(2026, 11, 23, 8, 5, tzinfo=LOCAL),
        "event_area": "31135",
    }


def test_an_empty_page_names_what_is_required_and_nothing_else():
    assert faults_of({}) == [
        ("channel", wording.CHOOSE, ""),
        ("received_at", wording.DATE_WHOLE, "day"),
        ("event_area", wording.AREA, ""),
    ]


def test_a_whole_report():
    raw = LEAST | {
        "subject": "abused",
        "channel": "other",
        "channel_other": "Thư gửi tới phường",
        "child_name": "  Trần   Thị Ngọc ",
        "birth-year": "2016",
        "sex": "female",
        "event_place": "Ấp Thới Hòa",
        "child_state": "Sợ hãi.\r\nKhông chịu nói.",
        "father_name": "Trần Văn Sang",
        "father_age": "41",
        "reporter_consents": "y",
        "reporter_name": "Lê Văn Phúc",
        "reporter_phone": "0912 345 678",
        "reporter_address": "   ",
    }
    checked = check(FORM, raw, NOW)
    assert checked.faults == ()
    assert checked.values == {
        "subject": "abused",
        "channel": "other",
        "channel_other": "Thư gửi tới phường",
        "received_at": datetime(2026, 11, 23, 8, 5, tzinfo=LOCAL),
        "child_name": "Trần Thị Ngọc",
        "birth": Birth(date(2016, 12, 31), "year", date(2026, 11, 23)),
        "sex": "female",
        "event_area": "31135",
        "event_place": "Ấp Thới Hòa",
        "child_state": "Sợ hãi.\nKhông chịu nói.",
        "father_name": "Trần Văn Sang",
        "father_age": 41,
        "reporter_consents": True,
        "reporter_name": "Lê Văn Phúc",
        "reporter_phone": "0912 345 678",
    }


def test_the_moment_of_receipt_may_be_now_but_not_later():
    this_minute = LEAST | {"received_at-hour": "9", "received_at-minute": "30"}
    assert faults_of(this_minute) == []
    next_minute = LEAST | {"received_at-hour": "9", "received_at-minute": "31"}
    assert faults_of(next_minute) == [("received_at", wording.MOMENT_FUTURE, "hour")]
    tomorrow = LEAST | {"received_at-day": "24"}
    assert faults_of(tomorrow) == [("received_at", wording.MOMENT_FUTURE, "day")]


def test_now_may_be_given_in_any_zone():
    # 17:30 UTC on 22 November is 00:30 on the 23rd in Cần Thơ: 00:15 on the 23rd is past.
    raw = LEAST | {"received_at-hour": "0", "received_at-minute": "15"}
    assert faults_of(raw, now=datetime(2026, 11, 22, 17, 30, tzinfo=UTC)) == []
    with pytest.raises(ValueError, match="offset"):
        check(FORM, raw, datetime(2026, 11, 22, 17, 30))  # noqa: DTZ001 - the naive moment is the point


def test_nothing_is_kept_about_a_reporter_who_did_not_agree():
    checked = check(FORM, LEAST | {"reporter_name": "Lê Văn Phúc", "reporter_phone": "113"}, NOW)
    # One fault beside the box to tick, not one for each field that waits for it.
    assert [fault.field for fault in checked.faults] == ["reporter_consents"]
    assert not any(key.startswith("reporter_") for key in checked.values)


def test_words_for_another_channel_need_that_choice():
    assert [fault.field for fault in check(FORM, LEAST | {"channel_other": "Thư"}, NOW).faults] == [
        "channel"
    ]
    assert faults_of(LEAST | {"channel": "other"}) == []


def test_a_missing_channel_is_one_fault_even_with_words_for_it():
    raw = {key: text for key, text in LEAST.items() if key != "channel"} | {"channel_other": "Thư"}
    assert faults_of(raw) == [("channel", wording.CHOOSE, "")]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"sex": "boy"}, ("sex", wording.CHOOSE_LISTED, "")),
        ({"event_area": "Ninh Kiều"}, ("event_area", wording.AREA, "")),
        ({"father_age": "bốn mươi"}, ("father_age", wording.NUMBER_RANGE, "")),
        ({"child_name": "x" * 201}, ("child_name", wording.TOO_LONG, "")),
        ({"child_name": "An\u202egnoL"}, ("child_name", wording.UNREADABLE, "")),
        ({"birth-age": "7", "birth-year": "2019"}, ("birth", wording.BIRTH_ONE, "age")),
        (
            {"birth-day": "31", "birth-month": "2", "birth-year": "2019"},
            ("birth", wording.DATE_CALENDAR, "day"),
        ),
        ({"reporter_consents": "maybe"}, ("reporter_consents", wording.CONSENT, "")),
        (
            {"reporter_consents": "y", "reporter_phone": "số của cô Ba"},
            ("reporter_phone", wording.PHONE, ""),
        ),
        ({"reporter_consents": "y", "reporter_phone": "12"}, ("reporter_phone", wording.PHONE, "")),
    ],
)
def test_what_cannot_be_read_is_a_fault_beside_its_field(typed, fault):
    checked = check(FORM, LEAST | typed, NOW)
    assert faults_of(LEAST | typed) == [fault]
    assert fault[0] not in checked.values


def test_a_fault_carries_the_words_of_its_question():
    (fault,) = check(FORM, LEAST | {"father_age": "200"}, NOW).faults
    assert fault.message % fault.params == "Enter “Tuổi của cha” as a whole number from 0 to 120"


def test_choices_dates_and_numbers():
    codes = (Code("b", "B", "B", "s"), Code("a", "A", "A", "s"))
    assert check(one("choices", codes=codes), {"x": ["a", "b", "a"]}, NOW).values == {
        "x": ("b", "a")
    }
    assert faults_of({"x": ["a", "c"]}, one("choices", codes=codes)) == [
        ("x", wording.CHOOSE_LISTED, "")
    ]
    assert check(one("number", most=5), {"x": "5"}, NOW).values == {"x": 5}
    boxes_of_tomorrow = {"x-day": "24", "x-month": "11", "x-year": "2026"}
    assert check(one("date"), boxes_of_tomorrow, NOW).values == {"x": date(2026, 11, 24)}
    assert faults_of(boxes_of_tomorrow, one("date", past=True)) == [
        ("x", wording.DATE_FUTURE, "day")
    ]
    assert faults_of({}, one("birth", required=True)) == [("x", wording.FILL, "day")]
    assert faults_of({}, one("text", required=True)) == [("x", wording.FILL, "")]


NAMES = sorted(
    {name for field in FORM for name in field.boxes} | {"birth-noted_on", "csrf_token", "x"}
)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "y", "1", "31", "2026", "female", "other", "31135", "\0", "\ud800", "9" * 5000]
    ),
)


@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(TEXTS, st.lists(TEXTS, max_size=3))))
def test_check_never_fails_and_answers_what_it_was_asked(raw):
    checked = check(FORM, raw, NOW)
    asked = {field.key for field in FORM.asked}
    assert set(checked.values) <= asked
    assert {fault.field for fault in checked.faults} <= asked
    for fault in checked.faults:
        assert fault.message % fault.params  # every place is filled
    for field in FORM.asked:
        if field.required:
            at_fault = {fault.field for fault in checked.faults}
            assert field.key in checked.values or field.key in at_fault


@given(st.dictionaries(st.text(max_size=20), TEXTS))
def test_check_never_fails_on_foreign_names(raw):
    assert len(check(FORM, raw, NOW).faults) >= 3  # the three required answers are not there


LINES = st.text(st.characters(codec="utf-8", categories=["L", "Mn", "N", "P", "Zs"]), max_size=60)
BIRTHS = st.one_of(
    st.fixed_dictionaries({"birth-age": st.integers(0, 25).map(str)}),
    st.fixed_dictionaries({"birth-year": st.integers(2002, 2026).map(str)}),
    st.fixed_dictionaries(
        {
            "birth-year": st.integers(2002, 2025).map(str),
            "birth-month": st.integers(1, 12).map(str),
            "birth-day": st.integers(1, 28).map(str),
        }
    ),
)


@given(
    LINES,
    LINES,
    BIRTHS,
    st.integers(0, 120),
    st.sampled_from(["", "y"]),
    st.timedeltas(timedelta(), timedelta(90)),
)
def test_answers_kept_as_text_come_back_the_same(name, state, birth, age, agreed, later):
    raw = (
        LEAST
        | birth
        | {
            "child_name": name,
            "child_state": state,
            "father_age": str(age),
            "reporter_consents": agreed,
        }
    )
    first = check(FORM, raw, NOW)
    assert first.faults == ()
    kept = json.loads(json.dumps(boxes(FORM, first.values)))
    # Kept answers do not move with time: an age is still counted from the day of its recording.
    assert restore(FORM, kept) == first.values
    # And a page filled with them, sent again untouched, is sound at any later time.
    assert check(FORM, kept, NOW + later).faults == ()


def test_several_choices_are_kept_too():
    codes = (Code("a", "A", "A", "s"), Code("b", "B", "B", "s"))
    form = one("choices", codes=codes)
    assert boxes(form, {"x": ("a", "b")}) == {"x": ["a", "b"]}
    assert restore(form, {"x": ["a", "b"]}) == {"x": ("a", "b")}


def test_restoring_leaves_out_what_cannot_be_read():
    assert restore(FORM, {"birth-age": "seven", "child_name": "An"}) == {"child_name": "An"}
    # An age says nothing without the day on which it was estimated.
    assert restore(FORM, {"birth-age": "7"}) == {}
    kept = restore(FORM, {"birth-age": "7", "birth-noted_on": "2024-05-02"})
    assert kept == {"birth": Birth(date(2017, 5, 2), "estimated", date(2024, 5, 2), 7)}

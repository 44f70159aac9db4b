"""Answers of an official form as they are read: in words, hidden where they must be."""

from __future__ import annotations

from datetime import date

import pytest
from flask import render_template_string

from caseapp.rules.forms.form01_report import FORM
from caseapp.rules.forms.parts import Birth
from caseapp.web.form_builder import answer_sections, answer_text, birth_words
from tests.web.form_app import parsed, words
from tests.web.test_form_builder import APP, AREAS, NOW, OTHER

ANSWERS = {
    "channel": "police",
    "received_at": NOW,
    "birth": Birth(date(2016, 12, 31), "year", date(2026, 11, 23)),
    "event_area": "31135",
    "child_state": "Sợ hãi.\n<b>Bỏ ăn</b>",
    "father_age": 0,
    "reporter_consents": True,
    "reporter_name": "Lê Văn Phúc",
}
PAGE = """{% from "_parts/answers.html" import answers with context %}{{ answers(sections) }}"""


def read(*, see_restricted):
    with APP.test_request_context():
        sections = answer_sections(FORM, ANSWERS, areas=dict(AREAS), see_restricted=see_restricted)
        page = parsed(render_template_string(PAGE, sections=sections))
    return page, dict(
        zip((words(e) for e in page.iter("dt")), (words(e) for e in page.iter("dd")), strict=True)
    )


def test_answers_read_as_words():
    page, rows = read(see_restricted=True)
    assert len(rows) == len(FORM.asked)
    assert rows["Thông qua"] == "Công an"
    assert rows["Thời gian nhận thông tin"] == "23/11/2026 09:30"
    assert rows["Ngày tháng năm sinh hoặc ước lượng tuổi"] == "khoảng năm 2016"
    assert rows["Phường, xã nơi xảy ra vụ việc"] == "Phường Ninh Kiều"
    assert rows["Tuổi của cha"] == "0"
    assert rows["Họ và tên mẹ"] == "chưa có thông tin"
    assert rows["Họ tên người cung cấp thông tin"] == "Lê Văn Phúc"
    assert rows["Người cung cấp thông tin đồng ý cho ghi thông tin của mình"] == "Có"
    (state,) = [e for e in page.iter("dd") if words(e).startswith("Sợ hãi.")]
    assert [child.tag for child in state] == ["br"]


def test_who_told_us_is_hidden_whether_filled_or_not():
    page, rows = read(see_restricted=False)
    hidden = {row for row, text in rows.items() if text.startswith("Được che")}
    assert hidden == {field.question for field in FORM if field.restricted}
    assert "Phúc" not in words(page)


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (Birth(date(2016, 2, 5), "day", date(2026, 11, 23)), "05/02/2016"),
        (Birth(date(2016, 2, 29), "month", date(2026, 11, 23)), "khoảng tháng 02/2016"),
        (Birth(date(2016, 12, 31), "year", date(2026, 11, 23)), "khoảng năm 2016"),
        (
            Birth(date(2019, 11, 23), "estimated", date(2026, 11, 23), 7),
            "khoảng 7 tuổi (ước lượng ngày 23/11/2026)",
        ),
    ],
)
def test_a_birth_in_doubt_says_about(birth, said):
    with APP.test_request_context():
        assert birth_words(birth) == said


def test_texts_of_other_kinds():
    with APP.test_request_context():
        assert answer_text(OTHER.field("kinds"), ("a", "b"), {}) == "A; B"
        assert answer_text(OTHER.field("day"), date(2026, 2, 1), {}) == "01/02/2026"
        assert answer_text(OTHER.field("kinds"), "gone", {}) == "gone"
        assert answer_text(FORM.field("event_area"), "99999", {}) == "99999"

"""The lines of a printed form: every label in the form's order, answers in words, dots for none."""

from datetime import UTC, date, datetime

import pytest

from caseapp.rules.forms.form01_report import FORM
from caseapp.rules.forms.parts import Birth
from caseapp.web.form_lines import Line, Part, lay_out, subject_of

NOTED = date(2026, 11, 22)


def laid(values=None, *, with_reporter=True, areas=None) -> list[Part]:
    return lay_out(FORM, values or {}, areas or {}, with_reporter=with_reporter)


def line_of(label: str, values) -> Line:
    found = [
        line
        for part in laid(values)
        for line in part.lines
        if line.slots[0].label.startswith(label)
    ]
    assert len(found) == 1
    return found[0]


def test_the_parts_and_labels_stand_in_the_order_of_the_decree():
    # law.md §3.2: headings A, 1, 2, 3; ages and occupations share the line of their parent.
    assert [(part.heading, part.level) for part in laid()] == [
        ("A. Thông tin chung", 1),
        ("1. Nguồn nhận thông tin", 2),
        ("2. Thông tin về trẻ em", 2),
        ("3. Thông tin về người cung cấp thông tin (nếu đồng ý cung cấp)", 2),
    ]
    assert [[slot.label for slot in line.slots] for line in laid()[1].lines] == [
        ["Thông qua (điện thoại/gặp trực tiếp/người khác báo)"],
        ["Thời gian (mấy giờ)", "Ngày", "tháng", "năm"],
    ]
    child = [[slot.label for slot in line.slots] for line in laid()[2].lines]
    assert child[:4] == [
        ["Họ và tên trẻ em"],
        ["Ngày tháng năm sinh", "hoặc ước lượng tuổi"],
        ["Giới tính"],
        ["Địa điểm xảy ra vụ việc"],
    ]
    assert ["Họ và tên cha", "Tuổi", "Nghề nghiệp"] in child
    assert ["Họ và tên mẹ", "Tuổi", "Nghề nghiệp"] in child
    reporter = [line.slots[0].label for line in laid()[3].lines]
    assert reporter == ["Họ tên", "Số điện thoại", "Địa chỉ", "Ghi chú thêm"]


def test_who_told_us_is_left_out_with_heading_and_all():
    parts = laid({"reporter_name": "Người Báo Tin"}, with_reporter=False)
    assert [part.heading for part in parts][-1] == "2. Thông tin về trẻ em"
    assert "Người Báo Tin" not in str(parts)


def test_an_empty_form_has_no_answers_and_dots_to_the_end_of_each_line():
    for part in laid():
        for line in part.lines:
            assert not any(slot.text for slot in line.slots)
            assert [slot.last for slot in line.slots] == [False] * (len(line.slots) - 1) + [True]
            assert line.blank_lines == (2 if line.long else 0)


def test_the_moment_of_receipt_is_local_and_fills_the_words_of_the_form():
    # 22:30 of 4 January in UTC is 05:30 of the 5th in Cần Thơ; month 1 bears a nought.
    line = line_of("Thời gian", {"received_at": datetime(2026, 1, 4, 22, 30, tzinfo=UTC)})
    assert [(slot.label, slot.text) for slot in line.slots] == [
        ("Thời gian (mấy giờ)", "05 giờ 30 phút, ngày 05 tháng 01 năm 2026")
    ]
    assert line.slots[0].colon


@pytest.mark.parametrize(
    ("birth", "texts"),
    [
        (Birth(date(2018, 2, 5), "day", NOTED), ["05/02/2018", ""]),
        (Birth(date(2018, 2, 28), "month", NOTED), ["02/2018", ""]),
        (Birth(date(2018, 12, 31), "year", NOTED), ["2018", ""]),
        (Birth(date(2017, 11, 23), "estimated", NOTED, 8), ["", "khoảng 8 tuổi"]),
    ],
)
def test_a_birth_is_printed_no_more_exactly_than_it_is_known(birth, texts):
    assert [slot.text for slot in line_of("Ngày tháng năm sinh", {"birth": birth}).slots] == texts


def test_a_place_stands_before_its_ward_and_another_way_after_its_choice():
    values = {"event_area": "31135", "event_place": "Hẻm 4", "channel": "other"}
    values |= {"channel_other": "cô giáo báo"}
    lines = [
        line for part in laid(values, areas={"31135": "Phường Ninh Kiều"}) for line in part.lines
    ]
    texts = [slot.text for line in lines for slot in line.slots if slot.text]
    assert "Hẻm 4, Phường Ninh Kiều" in texts
    assert any(text.endswith(": cô giáo báo") for text in texts)


def test_an_area_without_a_name_is_printed_by_its_code():
    assert line_of("Địa điểm", {"event_area": "31135"}).slots[0].text == "31135"


def test_sex_is_ticked_and_only_once():
    ticks = line_of("Giới tính", {"sex": "female"}).slots[0].ticks
    assert [(tick.label, tick.chosen) for tick in ticks] == [
        ("Nam", False), ("Nữ", True), ("Không biết", False),
    ]  # fmt: skip


def test_full_answers_about_a_parent_are_divided_from_each_other():
    values = {"father_name": "Thạch Văn Mẫu", "father_age": 38, "father_job": "làm thuê"}
    line = line_of("Họ và tên cha", values)
    assert [slot.text for slot in line.slots] == ["Thạch Văn Mẫu", "38", "làm thuê"]
    assert line.between == ";"
    assert line_of("Họ và tên mẹ", values).between == ""


def test_a_question_takes_no_colon_and_a_told_story_no_spare_dots():
    line = line_of("Phỏng đoán", {"likely_consequences": "Bị đánh tiếp"})
    assert not line.slots[0].colon
    assert line.long
    assert line.blank_lines == 0
    # What stays unknown on a filled form takes one dotted line, so that it fits on its page.
    assert line_of("Tình trạng", {"likely_consequences": "x"}).blank_lines == 0


def test_the_title_ends_with_the_subject():
    assert subject_of(FORM, {"subject": "abused"}) == "bị xâm hại"
    assert subject_of(FORM, {}) == ""

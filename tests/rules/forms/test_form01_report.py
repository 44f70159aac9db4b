"""Mẫu 01 is whole: each field of the official form, in its order, and nothing invented."""

from __future__ import annotations

from caseapp.rules.codes.abuse import CHANNELS
from caseapp.rules.forms.form01_report import FORM

# Read off the printed form (annex of Decree 56/2017/NĐ-CP; law.md §3.2, h1 to s), line by line:
# the key under which we keep it, the label as printed, the mark of its footnote.
PRINTED = [
    ("agency_name", "TÊN CƠ QUAN TIẾP NHẬN THÔNG TIN", "(1)"),
    ("report_number", "Số: …/BC-", "(2)"),
    ("place_and_day", "…, ngày … tháng … năm 20…", "(3)"),
    ("subject", "TIẾP NHẬN THÔNG TIN TRẺ EM", "(4)"),
    ("channel", "Thông qua (điện thoại/gặp trực tiếp/người khác báo)", ""),
    ("channel_other", "Thông qua (điện thoại/gặp trực tiếp/người khác báo)", ""),
    ("received_at", "Thời gian (mấy giờ) … Ngày … tháng … năm …", ""),
    ("child_name", "Họ và tên trẻ em", "(5)"),
    ("birth", "Ngày tháng năm sinh … hoặc ước lượng tuổi", "(5)"),
    ("sex", "Giới tính", "(5)"),
    ("event_area", "Địa điểm xảy ra vụ việc", ""),
    ("event_place", "Địa điểm xảy ra vụ việc", ""),
    ("child_state", "Tình trạng hiện tại của trẻ em", "(6)"),
    (
        "likely_consequences",
        "Phỏng đoán hậu quả có thể sẽ xảy ra cho trẻ em nếu không có được hỗ trợ, can thiệp?",
        "",
    ),
    ("father_name", "Họ và tên cha", "(5)"),
    ("father_age", "Tuổi", "(5)"),
    ("father_job", "Nghề nghiệp", "(5)"),
    ("mother_name", "Họ và tên mẹ", "(5)"),
    ("mother_age", "Tuổi", "(5)"),
    ("mother_job", "Nghề nghiệp", "(5)"),
    ("family_situation", "Hoàn cảnh gia đình", "(5)"),
    ("current_carer", "Hiện ai là người chăm sóc trẻ em (nếu biết)", ""),
    (
        "actions_taken",
        "Những hành động hỗ trợ, can thiệp đã thực hiện đối với trẻ em trước khi nhận được thông tin",
        "",
    ),
    ("reporter_consents", "nếu đồng ý cung cấp", ""),
    ("reporter_name", "Họ tên", ""),
    ("reporter_phone", "Số điện thoại", ""),
    ("reporter_address", "Địa chỉ", ""),
    ("reporter_note", "Ghi chú thêm", ""),
    ("officer_signature", "Cán bộ tiếp nhận thông tin (Ký, ghi rõ họ tên)", ""),
]


def test_every_printed_field_stands_in_its_place():
    assert [(field.key, field.label, field.note) for field in FORM] == PRINTED


def test_headings_as_printed():
    assert [section.title for section in FORM.sections if section.title] == [
        "A. Thông tin chung",
        "1. Nguồn nhận thông tin",
        "2. Thông tin về trẻ em",
        "3. Thông tin về người cung cấp thông tin (nếu đồng ý cung cấp)",
    ]
    assert FORM.title == "BÁO CÁO TIẾP NHẬN THÔNG TIN TRẺ EM"
    assert FORM.motto == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def test_the_screen_insists_on_three_answers_only():
    # The moment starts the clock, the place gives the responsible ward; note (5) frees the rest.
    assert [field.key for field in FORM if field.required] == [
        "channel",
        "received_at",
        "event_area",
    ]


def test_no_question_on_the_screen_leans_on_another():
    questions = [field.question for field in FORM.asked]
    assert len(questions) == len(set(questions))


def test_choices_are_those_of_the_code_lists():
    assert [row.code for row in FORM.field("channel").codes] == list(CHANNELS.codes)
    assert [row.code for row in FORM.field("sex").codes] == ["male", "female", "unknown"]
    assert [row.code for row in FORM.field("subject").codes] == ["abused", "at_risk", "special"]


def test_only_the_part_on_the_reporter_is_restricted():
    restricted = {field.key for field in FORM if field.restricted}
    assert restricted == {field.key for field in FORM if field.key.startswith("reporter_")}


def test_long_accounts_of_the_child_are_sealed():
    accounts = {field.key for field in FORM if field.kind == "long_text"}
    assert accounts == {"child_state", "likely_consequences", "family_situation", "actions_taken"}
    assert all(FORM.field(key).class_a for key in accounts)


def test_footnotes_whose_wording_was_not_seen_are_marked():
    assert {note.mark for note in FORM.notes if not note.confirmed} == {"(4)", "(5)"}

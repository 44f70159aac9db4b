"""Mẫu 02, 03 and 06 on paper: the tables with their totals, drafts, what is ours, what is not known."""

from __future__ import annotations

from itertools import pairwise

import pytest

from caseapp.rules.assessment_states import DETAILED, FORM_OF, INITIAL, KINDS, REVIEW
from caseapp.rules.forms.registry import FORMS
from caseapp.web.assessment_paper import assessment_html, blank_assessment, blocks_of
from caseapp.web.printing import Sheet
from tests.factories.assessments import CLOSE, WORDS, answers
from tests.factories.house import NOW
from tests.factories.papers import CHILD, OFFICER, an_assessment
from tests.web.prints import text, words


def drawn(found: object) -> str:
    return assessment_html(found, now=NOW, demo=False)  # type: ignore[arg-type]  # a print


def test_a_paper_has_head_tables_totals_conclusion_and_signature_in_their_order() -> None:
    said = words(text(drawn(an_assessment(home_service="Ở với bà", home_giver="UBND phường"))))
    at = [
        said.index(part)
        for part in (
            "ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
            "Ninh Kiều, ngày 23 tháng 11 năm 2026",
            "ĐÁNH GIÁ NGUY CƠ BAN ĐẦU, MỨC ĐỘ TỔN HẠI CỦA TRẺ EM",
            "(bản chờ đối chiếu)",
            f"Họ và tên trẻ em: {CHILD}",
            f"Họ và tên cán bộ đánh giá: {OFFICER}",
            "Địa điểm đánh giá: ....",
            "1. Đánh giá mức độ tổn hại",
            "Tổng số Cao: 0 Trung bình: 2 Thấp: 0",
            "2. Đánh giá khả năng tự bảo vệ",
            "Tổng số Cao: 0 Trung bình: 0 Thấp: 2",
            "3. Kết luận",
            "4. Biện pháp bảo đảm an toàn tạm thời",
            "Nơi ở Ở với bà UBND phường",
            "Lời của trẻ em (phần ghi thêm, không thuộc mẫu)",
            WORDS,
            f"CÁN BỘ ĐÁNH GIÁ (Ký, ghi rõ họ tên) {OFFICER}",
        )
    ]
    assert all(one < other for one, other in pairwise(at))
    assert "Số:" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_prints_its_three_levels_with_what_they_mean_and_one_mark(kind: str) -> None:
    form = FORMS[FORM_OF[kind]]
    said = words(text(drawn(an_assessment(kind))))
    rows = [field for field in form if field.kind == "rating"]
    for row in rows:
        assert words(row.label) in said
        for level in row.codes:
            assert f"{level.vi} ({level.why})" in said  # type: ignore[attr-defined]
    assert said.count("×") == len(rows) + 1  # and the level of risk


def test_only_what_was_reconstructed_is_marked_in_a_form_that_was_seen_in_part() -> None:
    marks = {block.heading: block.mark for block in blocks_of(FORMS["06"], {})}
    assert marks == {
        "1a. Đánh giá mức độ tổn hại của trẻ em": "",
        "1b. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em": "chờ đối chiếu",
        "2. Kết luận, đề xuất": "chờ đối chiếu",
        "Lời của trẻ em": "phần ghi thêm, không thuộc mẫu",
    }


def test_a_review_prints_its_conclusion_in_boxes() -> None:
    said = words(text(drawn(an_assessment(REVIEW, **CLOSE))))
    for part in ("Không còn nguy cơ bị xâm hại ×", "Thể chất của trẻ em: Ổn định ×", "kết thúc ×"):
        assert part in said
    assert "CÁN BỘ THỰC HIỆN" in said


def test_a_draft_says_so_and_bears_no_day_and_no_signature() -> None:
    said = words(text(drawn(an_assessment(INITIAL, "draft"))))
    assert "(dự thảo, chưa ký)" in said
    assert "Ninh Kiều, ngày … tháng … năm 20…" in said
    assert said.count(OFFICER) == 1  # who assesses, and not below the signature
    signed = words(text(drawn(an_assessment(INITIAL))))
    assert "dự thảo" not in signed
    assert signed.count(OFFICER) == 2
    assert "(đã có bản đánh giá sau)" in words(text(drawn(an_assessment(DETAILED, "followed"))))


def test_what_is_ours_stands_only_where_it_was_said_and_is_marked() -> None:
    label = "Lý do chọn mức khác với mức phần mềm đếm được"
    form, said = FORMS["02"], answers(INITIAL)
    unsaid = {key: value for key, value in said.items() if not key.startswith(("child_", "asked"))}
    assert "Lời của trẻ em" not in [block.heading for block in blocks_of(form, unsaid)]
    assert label not in drawn(an_assessment())
    reasoned = drawn(an_assessment(level_reason="Bà trông cả ngày"))
    assert f"{label} (phần ghi thêm, không thuộc mẫu): " in words(text(reasoned))
    assert "Trẻ em mong muốn điều gì" not in reasoned
    assert label not in blank_assessment(form, Sheet(NOW))


@pytest.mark.parametrize("kind", KINDS)
def test_the_empty_form_asks_everything_and_tells_nothing(kind: str) -> None:
    form = FORMS[FORM_OF[kind]]
    said = words(text(blank_assessment(form, Sheet(NOW))))
    for field in form:
        if field.key != "level_reason":
            assert words(field.label) in said
    assert "×" not in said
    assert "Cao: …… Trung bình: …… Thấp: ……" in said
    assert "ngày … tháng … năm 20…" in said
    assert "dự thảo" not in said

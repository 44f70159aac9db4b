"""Mẫu 03 as it is known: what Art. 27.1 names, and two tables of five rows."""

from __future__ import annotations

from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.form03_detailed import FORM
from caseapp.rules.risk import rows_of


def test_headings_stand_in_their_order() -> None:
    assert [part.title for part in FORM.sections if part.title and not part.ours] == [
        "1. Thu thập thông tin",
        "2a. Đánh giá mức độ tổn hại",
        "2b. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em",
        "3. Kết luận",
        "4. Các vấn đề của trẻ em",
        "5. Nhu cầu của trẻ em",
    ]
    assert len(rows_of(FORM, HARM)) == len(rows_of(FORM, PROTECTION)) == 5


def test_what_the_decree_names_is_asked_and_the_rest_waits_for_its_text() -> None:
    named = [field.key for field in FORM if "Điều 27 khoản 1" in field.source]
    assert named == ["body", "mind", "feelings", "family", "parents"]
    assert not FORM.confirmed
    assert not any(
        level.confirmed for field in FORM for level in field.codes if hasattr(level, "why")
    )

"""Mẫu 02 as it is known: a title, and rows that wait for the official text."""

from __future__ import annotations

from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.form02_initial import FORM
from caseapp.rules.risk import rows_of


def test_headings_and_rows_stand_as_reconstructed() -> None:
    assert [part.title for part in FORM.sections if part.title and not part.ours] == [
        "1. Đánh giá mức độ tổn hại",
        "2. Đánh giá khả năng tự bảo vệ, phục hồi của trẻ em",
        "3. Kết luận",
        "4. Biện pháp bảo đảm an toàn tạm thời",
    ]
    assert [row.key for row in rows_of(FORM, HARM)] == ["harm_degree", "harm_again"]
    assert [row.key for row in rows_of(FORM, PROTECTION)] == ["protect_self", "protect_others"]


def test_nothing_of_it_is_taken_for_the_official_wording() -> None:
    assert not FORM.confirmed
    assert not any(part.confirmed for part in FORM.sections if not part.ours)
    levels = [level for field in FORM if field.kind == "rating" for level in field.codes]
    assert not any(level.confirmed for level in levels)


def test_each_need_for_safety_has_its_service_and_who_gives_it() -> None:
    keys = [field.key for field in FORM.section("measures").fields]
    assert keys == [
        f"{need}_{part}"
        for need in ("home", "food", "safety", "health", "mind")
        for part in ("service", "giver")
    ]

"""Mẫu 06: the table of harm letter for letter as printed, the rest marked as reconstructed."""

from __future__ import annotations

from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.form06_review import FORM, PROPOSALS, STATES
from caseapp.rules.risk import rows_of

# law.md §3.6, read off the printed form.
PRINTED = {
    "1. Mức độ tổn hại của trẻ em có còn nghiêm trọng không": (
        "tổn hại của trẻ em vẫn còn rất nghiêm trọng, ảnh hưởng đến sự phát triển của trẻ em",
        "tổn hại của trẻ em còn ít nghiêm trọng",
        "tổn hại của trẻ em không còn nghiêm trọng",
    ),
    "2. Khả năng tiếp cận trẻ em của đối tượng xâm hại": (
        "đối tượng xâm hại vẫn có khả năng tiếp cận trẻ em và thường xuyên",
        "đối tượng xâm hại có cơ hội tiếp cận trẻ em, nhưng không thường xuyên",
        "đối tượng xâm hại ít hoặc không có khả năng tiếp cận trẻ em",
    ),
    "3. Những trở ngại trong môi trường chăm sóc trẻ em đối với việc bảo đảm an toàn cho trẻ em": (
        "môi trường chăm sóc vẫn có nhiều trở ngại đáng kể để bảo đảm an toàn cho trẻ em",
        "có một vài trở ngại, nhưng trẻ em vẫn có được sự bảo vệ nhất định",
        "có ít hoặc không có trở ngại nào cho việc bảo vệ trẻ em",
    ),
}


def test_the_table_of_harm_is_worded_as_printed() -> None:
    found = {row.label: tuple(level.why for level in row.codes) for row in rows_of(FORM, HARM)}
    assert found == PRINTED
    assert FORM.section(HARM).confirmed
    assert all(level.confirmed for row in rows_of(FORM, HARM) for level in row.codes)


def test_the_rest_waits_for_the_official_text() -> None:
    assert not FORM.confirmed
    assert not FORM.section(PROTECTION).confirmed
    assert not any(level.confirmed for row in rows_of(FORM, PROTECTION) for level in row.codes)


def test_the_four_states_are_asked_one_by_one() -> None:
    assert [field.label for field in STATES] == [
        "Thể chất của trẻ em",
        "Tâm lý của trẻ em",
        "Nhận thức của trẻ em",
        "Tình cảm của trẻ em",
    ]
    assert all(field.required for field in STATES)
    assert [code.code for code in PROPOSALS] == ["close", "go_on"]

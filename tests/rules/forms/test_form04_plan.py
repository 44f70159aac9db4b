"""Mẫu 04 as it is reconstructed, and laid out with as many rows as it takes."""

from __future__ import annotations

from caseapp.rules.forms.form04_plan import FORM, laid_out

# law.md §3.5, in the order of the form; what the house prints stands between dots.
KEYS = (
    ".agency_name .plan_number .place_and_day .grounds .child_name situation need goal goal_due what measure "
    "starts_on due_on responsible cooperates resources organisation .officer_signature"
)


def test_every_part_of_the_form_stands_in_its_place():
    assert " ".join(("" if row.asked else ".") + row.key for row in FORM) == KEYS
    assert not FORM.confirmed
    assert all(row.class_a for row in FORM.asked)


def test_each_row_has_keys_and_words_of_its_own():
    form = laid_out(2, (2, 0))
    keys = [row.key for row in form]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if key.startswith(("need", "goal"))] == [
        "need_1", "need_2", "goal_1", "goal_due_1", "goal_2", "goal_due_2",
    ]  # fmt: skip
    assert form.field("what_1_2").question == "Hoạt động, dịch vụ (1.2)"
    assert [part.title for part in form.sections if part.key.startswith("goal")] == [
        "III. Mục tiêu 1", "III. Mục tiêu 2",
    ]  # fmt: skip

"""What must be said before exact figures leave the house."""

from __future__ import annotations

import pytest

from caseapp.rules.hand_outs import FORMS, Addressee, checked
from caseapp.rules.values import RuleBroken

TO = Addressee("Sở Y tế", "Bà Lê Thị Ba, phó giám đốc", "Báo cáo sáu tháng")


def test_blanks_are_made_single_and_both_are_named_in_the_mark() -> None:
    tidy = checked(
        Addressee("  Sở\n Y tế ", "Bà  Ba", "Báo cáo   sáu tháng"), "csv",
        each_ward=True, divided=True,
    )  # fmt: skip
    assert tidy == Addressee("Sở Y tế", "Bà Ba", "Báo cáo sáu tháng")
    assert tidy.named == "Sở Y tế, Bà Ba"


@pytest.mark.parametrize(
    ("to", "form", "field"),
    [
        (Addressee("", TO.person, TO.purpose), "pdf", "office"),
        (Addressee(TO.office, " ", TO.purpose), "pdf", "person"),
        (Addressee(TO.office, TO.person, "báo cáo"), "pdf", "purpose"),
        (Addressee(TO.office, TO.person, "báo cáo ............"), "csv", "purpose"),
        (Addressee("\u3164\u3164", TO.person, TO.purpose), "csv", "office"),
        (Addressee(TO.office, "\u2060\u2060 -", TO.purpose), "csv", "person"),
        (Addressee("x" * 101, TO.person, TO.purpose), "pdf", "office"),
        (Addressee(TO.office, TO.person, "x" * 1001), "pdf", "purpose"),
        (TO, "xlsx", "form"), (TO, "", "form"), (TO, "pdf", "form"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_named(to: Addressee, form: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        checked(to, form, each_ward=True, divided=True)
    assert broken.value.field == field


def test_a_paper_holds_the_wards_or_the_divisions() -> None:
    for each_ward, divided in ((True, False), (False, True)):
        assert checked(TO, "pdf", each_ward=each_ward, divided=divided) == TO
    assert len({each.ending for each in FORMS.values()}) == len(FORMS)

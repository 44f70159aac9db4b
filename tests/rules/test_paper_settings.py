"""What may be decided about papers: lines that a paper can print, and how addresses name them."""

from __future__ import annotations

import pytest

from caseapp.rules.paper_settings import (
    AGENCY,
    CITY_NAMES,
    DECIDING,
    DEPARTMENT,
    PLACE,
    SUPERIOR,
    UNIT_NAMES,
    checked,
    form_of,
    is_list,
    lines_of,
    name_for,
    name_of,
    slug_of,
    unit_name,
    unit_setting,
    usual,
    usual_recipients,
    words_of,
)
from caseapp.rules.values import RuleBroken

GROUNDS = name_for("grounds", "07")
COPIES = name_for("recipients", "07")


def test_every_deciding_paper_has_legal_bases_and_somebody_who_gets_it() -> None:
    assert {"04", "05", "07", "QĐ-KC", "CV-ĐN"} <= set(DECIDING)
    for number, form in DECIDING.items():
        assert lines_of(usual(name_for("grounds", number))) == form.grounds != ()
        assert usual_recipients(number)


def test_each_setting_has_words_and_an_address_of_its_own() -> None:
    slugs = [slug_of(name) for name in (*CITY_NAMES, *UNIT_NAMES)]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and slug == slug.lower() for slug in slugs)
    for name in CITY_NAMES:
        assert words_of(name)
        assert len(name) <= 40  # letters of the column
        assert name_of(slug_of(name)) == name
        assert is_list(name) is bool(form_of(name))
    assert [unit_setting(slug) for slug in ("agency", "place", "superior")] == [AGENCY, PLACE, None]
    assert name_of("agency") is None
    assert slug_of(unit_name(AGENCY, 31135)) == "agency"
    assert usual(DEPARTMENT) == "Sở Y tế"
    assert usual(SUPERIOR) == ""


def test_a_legal_basis_ends_as_it_should_whatever_was_typed() -> None:
    typed = "Căn cứ Luật Trẻ em.\r\n\r\n  Căn cứ   Luật A ;\n"
    assert checked(GROUNDS, typed) == "Căn cứ Luật Trẻ em;\nCăn cứ Luật A;"


def test_a_line_of_who_gets_it_has_no_dash_and_no_stop() -> None:
    assert checked(COPIES, "- Như Điều 3;\n– Lưu: VT.") == "Như Điều 3\nLưu: VT"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (GROUNDS, " \n "),
        (GROUNDS, "Luật Trẻ em;"),
        (GROUNDS, "Căn cứ " + "x" * 300),
        (GROUNDS, "\n".join(["Căn cứ Luật A;"] * 13)),
        (COPIES, "Lưu: VT\n-"),
        (AGENCY, ""),
        (PLACE, "Một\nHai"),
        (SUPERIOR, "x" * 101),
    ],
)
def test_what_no_paper_could_print_is_refused(name: str, typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked(name, typed)
    assert refused.value.field == "value"


def test_the_authority_above_may_be_left_out_again() -> None:
    assert checked(SUPERIOR, "  ") == ""

"""The empty forms: listed for everybody who signs in, each a PDF, linked where officers look."""

from __future__ import annotations

import pytest

from caseapp.web.blank_paper import NUMBERS
from tests.factories.house import House
from tests.factories.printed_text import texts_of
from tests.factories.web import CITY, client, signed_in, text_of


def test_the_list_offers_each_form_by_its_title(house: House) -> None:
    officer = signed_in(house, "officer")
    page = officer.get("/blank-forms").text
    for number in NUMBERS:
        assert f'href="/blank-forms/{int(number)}/form.pdf"' in page
        assert f"Mẫu {number} (PDF)" in page
    assert "Kế hoạch hỗ trợ, can thiệp" in page


@pytest.mark.parametrize("number", NUMBERS)
def test_a_form_is_a_pdf_without_a_word_of_anybody(house: House, number: str) -> None:
    answer = signed_in(house, "officer").get(f"/blank-forms/{int(number)}/form.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="mau-{number}.pdf"'
    said = texts_of(answer.data)[0]
    assert f"Mẫu số {number}" in said


def test_a_form_that_there_is_not_is_missing(house: House) -> None:
    officer = signed_in(house, "officer")
    for number in ("0", "8", "99"):
        assert officer.get(f"/blank-forms/{number}/form.pdf").status_code == 404


@pytest.mark.parametrize(
    ("role", "area", "linked"),
    [
        ("officer", None, True), ("chair", None, True), ("collaborator", None, True),
        ("supervisor", CITY, True), ("auditor", CITY, False),
    ],
)  # fmt: skip
def test_the_home_page_leads_there(
    house: House, role: str, area: str | None, *, linked: bool
) -> None:
    browser = signed_in(house, role, area)
    assert ('href="/blank-forms"' in browser.get("/").text) is linked
    assert "Mẫu trống" in text_of(browser, "/blank-forms")


def test_nobody_gets_them_without_signing_in(house: House) -> None:
    assert client(house).get("/blank-forms").status_code == 302

"""A print as an answer: headed as the office heads it, and refused with a page when it cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.letterheads import heading_on
from caseapp.web import pdf_answer as answers
from caseapp.web.pdf_answer import footing, heading_of, list_footing, pdf_answer
from caseapp.web.printing import PrinterDown, Unprintable
from tests.factories.house import NOW, House
from tests.factories.papers import a_print

DAY = date(2026, 11, 23)


def test_the_heading_is_that_of_the_unit_on_a_day(house: House) -> None:
    with house.app.app_context():
        assert heading_of(31135, DAY) == heading_on(31135, DAY)


def test_the_foot_says_which_file_and_print_when_who_and_what_for() -> None:
    assert list_footing("31135", "Cán bộ A", NOW) == (
        "31135 · In lúc 23/11/2026 10:00 · Người in: Cán bộ A"
    )
    assert footing("HS-26-1234ABCD", a_print("court")) == (
        "HS-26-1234ABCD · Bản in số BI-26-7KQ4MX2B · In lúc 23/11/2026 10:00 · Người in: Lê Thị In"
        " · Mục đích: Gửi Tòa án, cơ quan tiến hành tố tụng"
    )


@pytest.mark.parametrize(
    ("trouble", "status"), [(Unprintable("too deep"), 422), (PrinterDown("no process"), 503)]
)
def test_what_cannot_be_printed_is_a_page(
    house: House, monkeypatch: pytest.MonkeyPatch, trouble: Exception, status: int
) -> None:
    def refuse(_html: str) -> bytes:
        raise trouble

    monkeypatch.setattr(answers, "render_pdf", refuse)
    with house.app.test_request_context():
        assert pdf_answer("<p>", "HS-26-7KQ4MX2B").status_code == status


def test_a_print_is_shown_under_its_code(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "render_pdf", lambda html: b"%PDF " + html.encode())
    with house.app.test_request_context():
        answer = pdf_answer("words", "HS-26-7KQ4MX2B")
    assert answer.data == b"%PDF words"
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="HS-26-7KQ4MX2B.pdf"'

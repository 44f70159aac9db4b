"""The summary as a PDF: one page whatever the file holds, the full one as long as it takes."""

from __future__ import annotations

import pypdfium2
import pytest

from caseapp.casework.cases import add_note
from caseapp.casework.summaries import Wanted, gather
from caseapp.web.cases.brief import TRIES, brief_of
from caseapp.web.cases.summary_paper import summary_pdf
from caseapp.web.printing import Sheet, Unprintable, brief_html, render_counted
from tests.factories.house import NOW, House
from tests.factories.measures import Desk, a_desk
from tests.factories.people import add, child_of
from tests.factories.printed_text import texts_of
from tests.web.cases.test_brief import full
from tests.web.prints import HEADING, WATERMARK, words

CODE = {"code": "HS-26-22222222", "status": "Đang xử lý", "level": "Cao", "opened": NOW.date()}


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    "text", ["ngắn", "Nguyễn Phước Thị Hoàng Ngân " * 20, "M" * 3000, "ỡẵậữĐ" * 500]
)
def test_one_of_the_tries_has_one_page(times: int, text: str) -> None:
    told = full(times, text)
    pages = [
        render_counted(brief_html(brief_of(told, room, most), HEADING, Sheet(NOW), summary=CODE))[1]
        for room, most in TRIES
    ]
    assert pages[-1] == 1
    assert 1 in pages


@pytest.fixture
def long(house: House) -> Desk:
    """A case with many contacts, many notes and a long name."""
    desk = a_desk(house)
    child = child_of(house, desk.case)
    for number in range(40):
        add(
            house, desk.officer, child, name=f"Nguyễn Phước Hoàng Thị Ngân Số {number}",
            relation="other", phone=f"0909 000 {number:03d}", no_call=number % 2 == 0, why="Không",
        )  # fmt: skip
    with house.app.app_context():
        for number in range(30):
            add_note(
                desk.officer, desk.case, kind="note", happened_at=NOW, text=f"Lần {number} " * 300,
                now=NOW,
            )  # fmt: skip
    return desk


def made(house: House, desk: Desk, *, brief: bool, **more: bool) -> bytes:
    with house.app.test_request_context():
        found = gather(desk.officer, desk.case, now=NOW, wanted=Wanted(brief=brief))
        return summary_pdf(found, demo=True, **more)


def pages_of(house: House, desk: Desk, *, brief: bool) -> list[str]:
    return texts_of(made(house, desk, brief=brief))


def test_a_brief_one_has_one_page_and_says_what_it_leaves_out(house: House, long: Desk) -> None:
    (page,) = pages_of(house, long, brief=True)
    said = words(page)
    assert "Trang 1/1" in said
    assert "(không in:" in said
    assert "KHÔNG GỌI SỐ NÀY" in said
    assert WATERMARK in said
    assert f"Hồ sơ {long.case} · Bản in số BI-26-" in said
    assert "Mục đích: Lưu hồ sơ giấy" in said


def test_the_full_one_holds_it_all(house: House, long: Desk) -> None:
    pages = pages_of(house, long, brief=False)
    assert len(pages) > 5
    said = words(" ".join(pages))
    for number in range(40):
        shown = f"0909 000 {number:03d}"
        assert shown in said
        assert (f"{shown} (KHÔNG GỌI SỐ NÀY)" in said) == (number % 2 == 0)


def test_on_both_sides_the_wide_margin_changes_its_side(house: House, long: Desk) -> None:
    document = pypdfium2.PdfDocument(made(house, long, brief=False, both_sides=True))
    edges = []
    for number in (1, 2):
        text = document[number].get_textpage()
        edges.append(min(text.get_charbox(at)[0] for at in range(text.count_chars())))
    assert edges[0] == pytest.approx(15 * 72 / 25.4, abs=2)
    assert edges[1] == pytest.approx(30 * 72 / 25.4, abs=2)


def test_what_fits_on_no_page_is_refused(
    house: House, long: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseapp.web.cases.summary_paper.TRIES", ((400, 9),))
    with pytest.raises(Unprintable, match="pages"):
        pages_of(house, long, brief=True)

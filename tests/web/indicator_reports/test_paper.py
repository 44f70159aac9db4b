"""A report on paper: head by Decree 30, its mark, charts with words, typed text as text, same bytes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Literal

import pypdfium2
import pytest
from pypdf import PdfReader

from caseapp.casework.paper_settings import NewSetting, decide_city
from caseapp.rules.access import Role
from caseapp.rules.indicator_reports import ReportKind, read_span
from caseapp.rules.paper_settings import DEPARTMENT
from caseapp.rules.units import CITY_ID
from caseapp.web.indicator_reports.content import Content, content_of
from caseapp.web.indicator_reports.paper import head_of, report_html
from caseapp.web.printing import Sheet, render_pdf
from tests.factories.house import NOW, House, an_actor
from tests.factories.printed_text import texts_of
from tests.factories.reported import NINH_KIEU, a_head, a_state
from tests.web.prints import LETTERS

INTERNAL, PUBLIC = ReportKind.INTERNAL, ReportKind.PUBLIC
SHEET = Sheet(NOW, demo=True, foot="Báo cáo 2025 · Bản in số BI-26-7KQ4MX2B")


def a_report(kind: ReportKind = INTERNAL, text: str = "2025") -> Content:
    states = {"2024": a_state(2024), "2025": a_state()}
    return content_of(kind, read_span(text), states)


@cache
def printed(kind: ReportKind = INTERNAL) -> bytes:
    """The report of 2025 with nothing typed, as PDF: drawn once for all that look at it."""
    return render_pdf(report_html(a_report(kind), a_head(), SHEET, written={}))


def text_of(pdf: bytes) -> str:
    pages = texts_of(pdf)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_the_head_and_the_end_of_an_administrative_report() -> None:
    said = text_of(printed())
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ SỞ Y TẾ",
        "/BC-SYT",
        "Cần Thơ, ngày 23 tháng 11 năm 2026",
        "BÁO CÁO Kết quả thực hiện các chỉ tiêu 8, 9 và 12 về bảo vệ trẻ em năm 2025",
        "NỘI BỘ – KHÔNG CÔNG BỐ",
        "Quyết định số 608/QĐ-UBND ngày 18 tháng 3 năm 2021",
        "GIÁM ĐỐC",
        "Nơi nhận:",
        "Bản in số BI-26-7KQ4MX2B",
        "Phụ lục 1. Kết quả theo xã, phường",
    ):
        assert words in said, words
    assert said.index("Nơi nhận:") < said.index("Phụ lục 1.")


def test_it_is_tagged_and_its_charts_say_what_they_show() -> None:
    document = PdfReader(BytesIO(printed()))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    figures = [str(each) for each in _alternatives(root["/StructTreeRoot"])]
    assert len(figures) == 7  # bars, three lines, bars by age, two maps
    assert any("8b. Được trợ giúp: 95 % (mục tiêu 2025: 93 %; 2030: 96 %)" in f for f in figures)


def _alternatives(node: object) -> list[object]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for each in node for found in _alternatives(each)]
    if not isinstance(node, dict):
        return []
    own = [node["/Alt"]] if node.get("/S") == "/Figure" else []
    return [*own, *(_alternatives(node["/K"]) if "/K" in node else [])]


def test_the_mark_is_on_every_internal_page_and_on_no_public_one() -> None:
    for kind, marked in ((INTERNAL, True), (PUBLIC, False)):
        pages = texts_of(printed(kind))
        assert len(pages) > 4
        said = {"Nội bộ – không công bố" in page for page in pages}
        assert said == {marked}


def test_the_annex_of_units_lies_across_the_paper() -> None:
    pages = PdfReader(BytesIO(printed())).pages
    wide = [page.mediabox.width > page.mediabox.height for page in pages]
    assert wide.count(True) == 1
    assert not wide[0]


def test_what_is_typed_prints_as_text_and_dots_where_nothing_is() -> None:
    typed = {"assessment": "Tăng do <b>phát hiện</b> tốt hơn\n\nĐoạn hai {{ 7*7 }}"}
    html = report_html(a_report(), a_head(), SHEET, written=typed)
    assert "&lt;b&gt;phát hiện&lt;/b&gt;" in html
    said = text_of(render_pdf(html))
    assert "Tăng do <b>phát hiện</b> tốt hơn Đoạn hai {{ 7*7 }}" in said
    assert html.count('<p class="line dots"></p>') == 5  # the proposals alone
    empty = report_html(a_report(), a_head(), SHEET, written={})
    assert empty.count('<p class="line dots"></p>') == 10


def test_the_same_figures_make_the_same_bytes() -> None:
    once, again = (report_html(a_report(), a_head(), SHEET, written={}) for _ in range(2))
    assert once == again
    assert render_pdf(again) == printed()


def test_the_programme_and_the_public_kind() -> None:
    html = report_html(a_report(PUBLIC, "2021-2025"), a_head(), SHEET, written={})
    assert "Sơ kết kết quả thực hiện các chỉ tiêu" in html
    assert "theo số liệu đã công bố như sau:" in html
    assert "Cổng thông tin điện tử thành phố" in html


def test_a_ward_reports_as_its_committee() -> None:
    of_ward = content_of(INTERNAL, read_span("2025"), {"2025": a_state(area=NINH_KIEU, units=())})
    html = report_html(of_ward, a_head(31135, "PHƯỜNG NINH KIỀU", "Ninh Kiều"), SHEET, written={})
    assert "PHƯỜNG NINH KIỀU" in html
    assert "/BC-UBND" in html
    assert "Ủy ban nhân dân phường Ninh Kiều báo cáo" in html
    assert "TM. ỦY BAN NHÂN DÂN" in html
    assert "GIÁM ĐỐC" not in html


def test_the_department_is_called_as_the_city_decided(house: House) -> None:
    new = NewSetting("Sở Y tế và Trẻ em", "12/QĐ-UBND", date(2026, 11, 23))
    with house.app.app_context():
        before = head_of(a_report(), date(2026, 11, 23))
        assert (before.unit, before.department) == (CITY_ID, "Sở Y tế")
        decide_city(an_actor(Role.ADMINISTRATOR), DEPARTMENT, new, now=NOW)
        head = head_of(a_report(), date(2026, 11, 23))
        assert head_of(a_report(), date(2026, 11, 22)) == replace(
            before, heading={**before.heading, "day": date(2026, 11, 22)}
        )
    html = report_html(a_report(), head, SHEET, written={})
    assert "SỞ Y TẾ VÀ TRẺ EM" in html
    assert "/BC-SYTTE" in html
    assert "2030, Sở Y tế và Trẻ em báo cáo" in html


def test_the_head_of_a_ward_is_its_own(house: House) -> None:
    of_ward = content_of(INTERNAL, read_span("2025"), {"2025": a_state(area=NINH_KIEU, units=())})
    with house.app.app_context():
        head = head_of(of_ward, date(2026, 11, 23))
    assert (head.unit, head.heading["agency"]) == (31135, "PHƯỜNG NINH KIỀU")


def test_on_both_sides_the_wide_margin_changes_sides() -> None:
    def starts(*, both_sides: bool) -> list[float]:
        html = report_html(a_report(), a_head(), SHEET, written={}, both_sides=both_sides)
        document = pypdfium2.PdfDocument(render_pdf(html))
        found = []
        for number in range(3):
            page = document[number].get_textpage()
            boxes = [page.get_charbox(each) for each in range(page.count_chars())]
            found.append(round(min(left for left, *_ in boxes) / 72 * 25.4))
        return found

    assert starts(both_sides=False) == [30, 30, 30]
    assert starts(both_sides=True) == [30, 15, 30]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_that_is_typed_stands_on_paper_in_our_fonts(
    form: Literal["NFC", "NFD"],
) -> None:
    typed = unicodedata.normalize(form, " ".join(LETTERS))
    pdf = render_pdf(report_html(a_report(), a_head(), SHEET, written={"assessment": typed}))
    assert " ".join(LETTERS) in text_of(pdf)
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "Liberation" in font.get_object()["/BaseFont"]
            assert "/FontFile2" in descendant.get_object()["/FontDescriptor"].get_object()

"""The list on paper: household by household, empty or filled; and as a workbook."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from caseapp.casework.hidden_names import hide_name
from caseapp.casework.impact_reading import read_list
from tests.factories.children import actor_of
from tests.factories.disasters import a_line, enter, record
from tests.factories.house import NOW, House
from tests.factories.printed_text import words_of
from tests.factories.web import NINH_KIEU, make_user, sign_in, signed_in


def _words(content: bytes) -> str:
    first = PdfReader(BytesIO(content)).pages[0]
    assert first.mediabox.width > first.mediabox.height
    return words_of(content)


def test_the_papers_are_for_those_who_work_with_the_list(house: House) -> None:
    name = make_user(house, "officer")
    officer = actor_of(house, name)
    number = enter(house, officer)
    feared = a_line("Danh Na", head="Danh Văn Út", hamlet="Ấp Hẻo")
    lines = [a_line("Sa Rương"), a_line("Sa Mua", precision="year"), feared]
    record(house, officer, number, lines)
    unit = f"/disasters/{number}/units/{NINH_KIEU}"
    browser, chair = sign_in(house, name), signed_in(house, "chair")
    blank = _words(browser.get(f"{unit}/blank-list.pdf").data)
    for told in ("DANH SÁCH TRẺ EM", "Danh sách làm việc", "Chủ hộ; thôn, ấp, khu vực"):
        assert told in blank
    assert "Sa Rương" not in blank
    full = _words(chair.get(f"{unit}/list.pdf").data)
    for told in ("Sa Rương", "09/05/2018", "khoảng 2018", "chưa, 7 ngày", "3 trẻ em chưa được"):
        assert told in full
    assert full.count("Thạch Văn Sên") == 1  # the head of a household stands there once
    with house.app.app_context():
        found = read_list(officer, number, NINH_KIEU, now=NOW).lines
        child = next(line.code for line in found if line.name == "Danh Na")
        hide_name(actor_of(house, make_user(house, "officer")), child, reason="Bị dọa", now=NOW)
    full = _words(chair.get(f"{unit}/list.pdf").data)
    assert child in full  # and no family or home that would tell the hidden name
    for hidden in ("Danh Na", "Danh Văn Út", "Ấp Hẻo"):
        assert hidden not in full
    book = load_workbook(BytesIO(browser.get(f"{unit}/list.xlsx").data))
    assert book["Hướng dẫn"]["A1"].value == "Ngập lụt do triều cường"
    assert chair.get(f"{unit}/list.xlsx").status_code == 404
    for stranger in (signed_in(house, "officer", "31120"), signed_in(house, "statistician")):
        for paper in ("blank-list.pdf", "list.pdf", "list.xlsx"):
            assert stranger.get(f"{unit}/{paper}").status_code == 404

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from caseapp.exchange.book import Book, title_of, writable


def test_a_link_leads_inside_the_workbook_and_a_mark_says_why() -> None:
    book, kept = Book([]), BytesIO()
    page = book.add_plain("Lỗi", (10, 20))
    page.append([book.link(page, "B7", "'children'!B7")])
    page.append([None, book.marked(page, "x", ["một", "hai"], told=True)])
    page.append([None, book.marked(page, "y", ["ba"], told=False)])
    book.save(kept)
    read = load_workbook(kept)["Lỗi"]
    assert (read["A1"].hyperlink.location, read["A1"].hyperlink.ref) == ("'children'!B7", "A1")
    assert read["A1"].hyperlink.target is None  # nothing outside is ever fetched
    assert read["B2"].comment.text == "một\nhai"
    assert read["B3"].comment is None
    assert read["B2"].fill.fgColor.rgb == read["B3"].fill.fgColor.rgb


def test_names_and_texts_that_no_workbook_holds_are_made_fit() -> None:
    assert title_of("a[b]:c*d?/e\\" + "x" * 40) == "a_b__c_d__e_" + "x" * 19
    assert title_of("") == "_"
    assert writable("a\x00b\x1fc\n") == "abc\n"
    assert len(writable("x" * 40_000)) == 32_000

"""A dossier as one PDF: its contents with pages, bookmarks, what it must never hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from caseapp.casework.cases import move_case
from caseapp.casework.dossiers import Held, bind, survey
from caseapp.casework.kept_papers import Decision, Made, look, put_paper
from caseapp.rules.copies import Copy
from caseapp.rules.dossiers import Pick
from caseapp.web.deciding_papers import drawn_copies
from caseapp.web.dossier_paper import bound_html, part_of
from caseapp.web.printing import render_pdf
from tests.factories.assessments import close
from tests.factories.care import CARER, HOME, handed_over
from tests.factories.dossiers import a_rich_case
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, Desk, a_desk
from tests.factories.printed_text import texts_of
from tests.web.prints import words


@pytest.fixture
def rich(house: House) -> Desk:
    return a_rich_case(house)


def html_of(
    house: House, desk: Desk, procedure: str, papers: Sequence[str] = (), **more: str
) -> str:
    both, reason = more.pop("both", ""), more.pop("reason", "decision")
    with house.app.test_request_context():
        known = survey(desk.officer, desk.case, procedure, now=NOW)
        bound = bind(
            desk.officer, desk.case, procedure, papers=papers or known.proposed, files=[],
            reason=reason, now=NOW,
        )  # fmt: skip
        return bound_html(desk.officer, bound, now=NOW, demo=True, both_sides=bool(both))


def pages_of(html: str) -> list[str]:
    return [words(page) for page in texts_of(render_pdf(html))]


def contents(page: str) -> dict[str, str]:
    """The table of contents: the page of each paper by how its line begins."""
    rows = re.findall(r"\d+ (Mẫu \d\d|Biên bản|Quyết định).*? \d\d/\d\d/\d{4} (\d+)", page)
    return dict(rows)


def test_each_paper_is_found_on_the_page_that_the_table_names(house: House, rich: Desk) -> None:
    pages = pages_of(html_of(house, rich, "plan"))
    told_of = contents(pages[0])
    assert list(told_of) == ["Mẫu 01", "Mẫu 02", "Mẫu 03", "Biên bản", "Mẫu 05"]
    begins = {
        "Mẫu 01": "TIẾP NHẬN THÔNG TIN TRẺ EM", "Mẫu 02": "ĐÁNH GIÁ NGUY CƠ BAN ĐẦU",
        "Mẫu 03": "ĐÁNH GIÁ NGUY CƠ CỤ THỂ", "Biên bản": "BIÊN BẢN", "Mẫu 05": "QUYẾT ĐỊNH",
    }  # fmt: skip
    for name, page in told_of.items():
        assert begins[name] in pages[int(page) - 1].upper(), name
    assert all(f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all("DỮ LIỆU THỬ" in page for page in pages)


def test_the_bookmarks_are_its_papers(house: House, rich: Desk) -> None:
    reader = PdfReader(BytesIO(render_pdf(html_of(house, rich, "plan"))))
    titles = [str(each["/Title"]) for each in reader.outline if not isinstance(each, list)]
    assert titles[0] == "Mục lục"
    assert [title[:9] for title in titles[1:]] == [
        "1. Mẫu 01", "2. Mẫu 02", "3. Mẫu 03", "4. Biên b", "5. Mẫu 05",
    ]  # fmt: skip
    assert not [each for each in reader.outline if isinstance(each, list)]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


def test_what_is_missing_is_named_in_the_table(house: House, rich: Desk) -> None:
    cover = pages_of(html_of(house, rich, "plan", [f"02:{rich.report}:1"]))[0]
    for paper in ("Mẫu 01", "Mẫu 03", "Biên bản cuộc họp", "Mẫu 05"):
        assert re.search(rf"{paper}[^–]*(– [^–]*)?– còn thiếu", cover), paper
    assert "Phê duyệt kế hoạch hỗ trợ, can thiệp" in cover


def test_on_both_sides_each_paper_begins_on_a_front(house: House, rich: Desk) -> None:
    single, both = (pages_of(html_of(house, rich, "plan", both=each)) for each in ("", "y"))
    assert len(both) > len(single)
    assert all(int(page) % 2 for page in contents(both[0]).values())


def test_who_told_us_is_never_in_it_and_the_place_in_the_files_copy_alone(
    house: House,
    rich: Desk,
) -> None:
    for reason, there in (("decision", True), ("court", False), ("meeting", False)):
        html = html_of(house, rich, "separation", reason=reason)
        assert (ADDRESS in html) is there, reason
        assert (HOST in html) is there
        assert "3. Thông tin về người cung cấp thông tin" not in html


def test_what_was_put_before_its_signer_goes_in_as_it_was(house: House, rich: Desk) -> None:
    about = Decision("separation", rich.case, 1)
    with house.app.test_request_context():
        made = drawn_copies(
            rich.officer, "separation", rich.case, 1, now=NOW, demo=True
        )  # fmt: skip
        made = {
            copy: Made(each.content, each.source.replace("Đỗ Văn Hung", f"Bản {copy.value}"))
            for copy, each in made.items()
        }
        seen = look(rich.officer, about, now=NOW)
        put_paper(rich.officer, about, made, seen=seen, reason="", now=NOW)
    for reason, copy in (("decision", "file"), ("court", "served")):
        html = html_of(house, rich, "separation", reason=reason)
        assert "Quyết định tạm thời cách ly (bản đã trình ký)" in html
        assert f"Bản {copy}" in html
        assert "Đỗ Văn Hung" not in html.partition("Mẫu 07")[2].partition("</article>")[0]


def test_documents_and_what_is_handed_in_on_paper_stand_on_the_cover(
    house: House,
    rich: Desk,
) -> None:
    cover = pages_of(html_of(house, rich, "care"))[0]
    assert "Mẫu 08 – Đơn đăng ký nhận chăm sóc thay thế" in cover


def test_alternative_care_brings_its_decision_with_the_carer_for_who_decides(house: House) -> None:
    desk = a_desk(house)
    handed_over(house, desk)
    for reason, there in (("decision", True), ("meeting", False)):
        html = html_of(house, desk, "care", reason=reason)
        assert "Quyết định giao, nhận chăm sóc thay thế" in html
        assert (CARER in html) is there
        assert (HOME in html) is there


def test_a_closing_that_is_proposed_goes_in_as_a_draft(house: House) -> None:
    desk = a_desk(house)
    close(house, desk.case, by=desk.officer)
    with house.app.app_context():
        move_case(desk.officer, desk.case, move="propose_closing", reason="Đã ổn định", now=NOW)
    closing = pages_of(html_of(house, desk, "review", [f"closing:{desk.case}:1"]))
    assert "Quyết định kết thúc trường hợp (dự thảo)" in closing[0]
    assert "QUYẾT ĐỊNH" in closing[1]


def test_a_paper_is_cut_out_of_its_document_and_what_was_typed_stays_inside() -> None:
    held = Held(Pick("01", "BC-26-22222222"), date(2026, 11, 23))
    page = '<html><body class="form judged" data-foot="x"><p>&lt;/body&gt; a</p>\n</body></html>'
    part = part_of(page, held, "Mẫu 01")
    assert (part.kind, part.body.strip()) == ("form judged", "<p>&lt;/body&gt; a</p>")
    with pytest.raises(ValueError, match="no body"):
        part_of("<p>x</p>", held, "Mẫu 01")


@pytest.mark.parametrize(
    ("kind", "form"), [("plan", "05"), ("separation", "07"), ("lifting", "order")]
)
def test_a_decision_before_its_signer_goes_in_as_it_was_put_there(
    house: House, rich: Desk, kind: str, form: str
) -> None:
    about = Decision(kind, rich.case, 1)
    source = (
        f'<html><body class="form judged"><p>Quyết định {kind} như lúc trình ký</p></body></html>'
    )
    with house.app.app_context():
        seen = look(rich.officer, about, now=NOW)
        copies = dict.fromkeys(Copy, Made(b"%PDF", source))
        put_paper(rich.officer, about, copies, seen=seen, now=NOW)
    procedure = "separation" if kind == "lifting" else kind
    html = html_of(house, rich, procedure, [f"{form}:{rich.case}:1"])
    assert f"Quyết định {kind} như lúc trình ký" in html
    assert "Điều 1" not in html  # nothing of it is drawn anew

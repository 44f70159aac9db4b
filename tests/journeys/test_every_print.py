"""What holds for every paper: letters, fonts, tags, long names and stories, markup, same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import islice

import pytest
from pypdf import PdfReader

from caseapp.web.printing import render_pdf
from tests.factories.house import House, Template, opened
from tests.factories.long_run import LONG as LONG_RUN
from tests.factories.long_run import seed
from tests.factories.printed_text import texts_of
from tests.factories.told_case import every_print, tell
from tests.web.prints import LETTERS

TOLD = " ".join(LETTERS)
MARKUP = "<b>đậm</b> <script>alert('x')</script> &amp; {{ 7*7 }} <img src=x>"
NAME = "Nguyễn Phước Hoàng Thị Bảo Châu Trương Huỳnh Ngọc Diễm Quỳnh"  # of 60 letters
LONG = " ".join(f"câu{number}" for number in range(1200))


Papers = dict[str, str]


def _some(papers: Papers, step: int, turn: int = 0) -> Papers:
    """Every so many of the papers, other ones each day; all of them in the long run."""
    if LONG_RUN:
        return papers
    taken = islice(papers.items(), (seed() + turn) % step, None, step)
    return dict(taken)


@pytest.fixture(scope="module", params=["NFC", "NFD"])
def told(
    template: Template, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Papers]:
    """All papers with letters of one piece; of two pieces, as some phones send them, every third."""
    story = unicodedata.normalize(request.param, f"{TOLD} {MARKUP}")
    with opened(template, tmp_path_factory.mktemp("told") / "instance") as house:
        papers = dict(every_print(house, tell(house, story, NAME)))
        yield papers if request.param == "NFC" else _some(papers, 3)


_drawn = cache(render_pdf)


def _pages(html: str) -> list[str]:
    return [" ".join(page.split()) for page in texts_of(_drawn(html))]


def test_every_letter_and_sign_stands_on_paper_as_it_was_stored(told: Papers) -> None:
    for form, html in told.items():
        found = " ".join(_pages(html))
        assert TOLD in found, form
        assert MARKUP in found, form
        assert NAME in found, form
        assert "<script" not in html, form


def test_every_paper_is_tagged_in_our_fonts_with_title_and_language(told: Papers) -> None:
    for form, html in told.items():
        reader = PdfReader(BytesIO(_drawn(html)))
        catalog = reader.trailer["/Root"]
        assert catalog["/Lang"] == "vi", form
        assert "/StructTreeRoot" in catalog, form
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data(), form
        assert reader.metadata is not None
        assert reader.metadata.title, form
        assert NAME not in reader.metadata.title, form
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"], form


def test_the_same_record_gives_the_same_paper_but_for_its_number(house: House) -> None:
    desk = tell(house, "Em kể lại", NAME)
    twice = [dict(every_print(house, desk)) for _ in range(2)]
    for form, html in twice[0].items():
        first, second = (re.sub(r"BI-26-\w{8}", "BI-26-00000000", each[form]) for each in twice)
        assert html != twice[1][form], form
        assert first == second, form
    for form in _some(twice[0], 4):
        first, second = (re.sub(r"BI-26-\w{8}", "BI-26-00000000", each[form]) for each in twice)
        assert render_pdf(first) == render_pdf(second), form


def test_a_story_of_five_pages_is_whole_on_paper(house: House) -> None:
    desk = tell(house, LONG, NAME)
    for form, html in _some(dict(every_print(house, desk)), 3, 1).items():
        found = " ".join(_pages(html))
        missing = [number for number in range(1200) if f"câu{number} " not in f"{found} "]
        assert missing == [], (form, missing[:5])

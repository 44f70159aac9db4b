"""Every paper of the annex, empty or filled: letters, fonts, tags, markup, names, bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.plans import Goal, Plan
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.blank_paper import NUMBERS, blank_html
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.printing import Sheet, render_pdf
from tests.factories import papers
from tests.factories.house import NOW
from tests.factories.papers import a_plan_print, an_assessment
from tests.factories.plans import TODAY, an_activity
from tests.web.prints import LETTERS, read, text, texts, words

SHEET = Sheet(NOW)


def assessed(kind: str, child: str, told: str) -> str:
    found = an_assessment(kind, child=child, conclusion=told, child_words=told)
    return assessment_html(found, now=NOW, demo=False)


def planned(child: str, told: str) -> str:
    plan = Plan(told, (told[:900],), (Goal(told[:900], TODAY, (an_activity(told[:900]),)),), told)
    return plan_html(a_plan_print(plan=plan, child=child), now=NOW, demo=False)


def approved(child: str, told: str) -> str:
    return approval_html(a_plan_print(child=child, assignment=told), now=NOW, demo=False)


FILLED: dict[str, Callable[[str, str], str]] = {
    "02": partial(assessed, INITIAL),
    "03": partial(assessed, DETAILED),
    "04": planned,
    "05": approved,
    "06": partial(assessed, REVIEW),
}
"""Each paper with a child's name and an account."""


@pytest.mark.parametrize("number", FILLED)
@pytest.mark.parametrize("spelling", ["NFC", "NFD"])
def test_every_letter_is_read_back_as_it_was_written(number: str, spelling: str) -> None:
    told = " ".join(LETTERS)
    typed = unicodedata.normalize(spelling, told)
    assert words(text(FILLED[number](typed, typed))).count(told) >= 2


@pytest.mark.parametrize("number", FILLED)
def test_a_paper_is_tagged_named_and_has_our_fonts_alone(number: str) -> None:
    reader = read(FILLED[number]("Thạch Thị Sa", "kể"))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "vi"
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata
    assert (reader.metadata.title or "").startswith(f"Mẫu số {number} – ")
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in described
            assert "Liberation-Serif" in font["/BaseFont"]


@pytest.mark.parametrize("number", FILLED)
def test_a_long_name_and_a_story_of_five_pages_are_whole(number: str) -> None:
    name = ("Nguyễn Phước Hoàng " * 4)[:60].strip()
    story = " ".join(f"câu{each}" for each in range(2500))
    pages = [words(page) for page in texts(FILLED[number](name, story))]
    assert len(pages) >= 5
    assert name in pages[0]
    found = " ".join(pages)
    assert all(f"câu{each}" in found for each in range(2500))
    last = pages[-1].partition("(Ký, ")[0]
    assert len(last) > 40  # a signature is never alone on its page


@pytest.mark.parametrize("number", FILLED)
def test_markup_in_a_story_prints_as_text(number: str) -> None:
    told = "<b>đậm</b> <img src=\"file:///etc/passwd\"> <script>alert('x')</script> &amp; {{ 7*7 }}"
    said = "".join(text(FILLED[number](told, told)).split())  # a line may end anywhere in it
    assert said.count("".join(told.split())) >= 2


@pytest.mark.parametrize("number", FILLED)
def test_same_record_same_moment_same_bytes(number: str) -> None:
    html = FILLED[number]("Thạch Thị Sa", "kể")
    assert html == FILLED[number]("Thạch Thị Sa", "kể")
    assert render_pdf(html) == render_pdf(html)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_empty_form_says_which_it_is_and_names_nobody(number: str) -> None:
    said = words(text(blank_html(number, SHEET)))
    assert f"Mẫu số {number}, Nghị định 56/2017/NĐ-CP, Phụ lục" in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in said
    assert "×" not in said
    assert ".........." in said


def test_a_form_that_is_not_laid_out_has_no_paper() -> None:
    with pytest.raises(KeyError):
        blank_html("08", SHEET)


def test_every_paper_can_be_drawn_for_the_eye(tmp_path: Path) -> None:
    chosen = [(name, html) for name, html in papers.every_paper() if name in {"03", "06"}]
    names = {name.partition("-")[0] for name, _ in papers.every_paper()}
    of_file = {"minutes", "summary", "referral", "dossier"}
    assert names == {*NUMBERS, "decision", "report", *of_file}
    drawn = papers.draw(tmp_path / "out", chosen)
    assert [picture.name for picture in drawn] == [
        "03-1.png",
        "03-2.png",
        "03-3.png",
        "06-1.png",
        "06-2.png",
    ]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in drawn)

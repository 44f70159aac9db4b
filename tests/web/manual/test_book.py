"""The manual's pages: drawn safely, and true to what the screens say."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from caseapp.web.help_places import PLACES
from caseapp.web.manual import book
from tests.house.tree import ROOT

CATALOGUE = ROOT / "caseapp/translations/vi/LC_MESSAGES/messages.po"
BOLD = re.compile(r"\*\*(.+?)\*\*")
TARGET = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")


def text_of(name: str) -> str:
    return (book.folder() / f"{name}.md").read_text("utf-8")


def said_on_screen() -> set[str]:
    with CATALOGUE.open("rb") as file:
        return {
            text
            for message in read_po(file)
            for text in (
                message.string if isinstance(message.string, (list, tuple)) else [message.string]
            )
        }


@pytest.mark.parametrize("name", book.PAGES)
def test_words_in_bold_are_words_of_the_screens(name: str) -> None:
    named = set(BOLD.findall(text_of(name))) - {"đậm"}
    assert len(named) > 5
    assert sorted(named - said_on_screen()) == []


@pytest.mark.parametrize("name", book.PAGES)
def test_every_link_and_picture_is_there(name: str) -> None:
    for target in TARGET.findall(text_of(name)):
        assert (book.folder() / target.partition("#")[0]).is_file(), target


def test_every_picture_is_shown_and_small() -> None:
    shown = {target for name in book.PAGES for target in TARGET.findall(text_of(name))}
    kept = list((book.folder() / "pictures").glob("*.png"))
    assert {f"pictures/{each.name}" for each in kept} == {
        each for each in shown if each.startswith("pictures/")
    }
    assert [each.name for each in kept if each.stat().st_size > 100_000] == []


@pytest.mark.parametrize("name", book.PAGES)
def test_a_page_has_a_title_and_every_place_that_help_leads_to(name: str) -> None:
    page = book.read_page(name)
    anchors = [anchor for anchor, _ in page.headings]
    assert page.title
    assert len(anchors) == len(set(anchors))
    assert sorted(set(PLACES[name].values()) - set(anchors)) == []


def test_the_title_stands_apart_so_that_the_list_of_contents_follows_it() -> None:
    page = book.draw("# A\n\nB\n\n## C")
    assert (page.title, page.headings) == ("A", (("c", "C"),))
    assert "<h1" not in page.html


def test_a_text_without_a_title_is_no_page() -> None:
    with pytest.raises(ValueError, match="title"):
        book.draw("A\n\n## B")


def test_html_in_the_text_is_shown_and_not_obeyed() -> None:
    page = book.draw("# A\n\n<script>x</script> [b](javascript:x) [c](chair.md#d)")
    assert "<script>" not in page.html
    assert 'href="javascript' not in page.html
    assert 'href="chair#d"' in page.html


def test_anchors_are_plain_letters() -> None:
    assert book.anchor_of("Nhận tin báo, kể cả ban đêm") == "nhan-tin-bao-ke-ca-ban-dem"


def test_nothing_but_the_pages_is_read() -> None:
    with pytest.raises(KeyError):
        book.read_page("../running")


@pytest.mark.parametrize("name", ["../officer.md", "none.png", "a/b.png"])
def test_nothing_but_pictures_is_handed_out(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        book.picture(name)

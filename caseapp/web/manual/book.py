"""The manual's pages: Markdown of docs/manual, drawn with the classes of the layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from caseapp.rules.matching import fold

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PAGES: Final = ("officer", "chair", "supervisor", "statistician")
"""Names of the manual's pages, each a Markdown file."""

_CLASSES: Final = {
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "blockquote": "govuk-inset-text",
}
_PICTURE: Final = re.compile(r"[a-z0-9-]+\.png")


@dataclass(frozen=True)
class Page:
    """A page: its first heading, those below it as (anchor, words), and the HTML under the first.

    The first stands apart, for the list of the others to follow it.
    """

    title: str
    headings: tuple[tuple[str, str], ...]
    html: Markup


def folder() -> Path:
    """Return where the manual lies: docs/manual of a checkout, or inside the package."""
    code = Path(__file__).resolve().parents[2]
    for place in (code.parent / "docs" / "manual", code / "manual"):
        if place.is_dir():
            return place
    raise FileNotFoundError("the manual is missing from this installation")


@lru_cache(maxsize=len(PAGES))
def read_page(name: str) -> Page:
    """Return a page by name; KeyError for a name that is none."""
    if name not in PAGES:
        raise KeyError(name)
    return draw((folder() / f"{name}.md").read_text("utf-8"))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - who opens no manual needs none

    return MarkdownIt("commonmark", {"html": False})


def draw(text: str) -> Page:
    """Draw Markdown: raw HTML is shown as text, a link to PAGE.md leads to PAGE.

    ValueError for a text that does not begin with its title.
    """
    tokens = _parser().parse(text)
    if not tokens or tokens[0].tag != "h1":
        raise ValueError("a page of the manual begins with its title")
    title, tokens = tokens[1].content, tokens[3:]
    headings: list[tuple[str, str]] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        _dress(token)
        if token.type == "heading_open" and token.tag == "h2" and following is not None:
            anchor = anchor_of(following.content)
            token.attrSet("id", anchor)
            headings.append((anchor, following.content))
    # The text is our own, and the parser escapes all HTML in it.
    html = Markup(_parser().renderer.render(tokens, _parser().options, {}))  # noqa: S704
    return Page(title, tuple(headings), html)


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: its words without marks, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(heading)))


def picture(name: str) -> bytes:
    """Return a picture (PNG); FileNotFoundError for a name that is none."""
    if not _PICTURE.fullmatch(name):
        raise FileNotFoundError(name)
    return (folder() / "pictures" / name).read_bytes()


def _dress(token: Token) -> None:
    """Give an opening tag its class, and an address of a page the one that it has here."""
    if token.nesting >= 0 and token.tag in _CLASSES:
        token.attrSet("class", _CLASSES[token.tag])
    target = token.attrGet("href")
    if isinstance(target, str):
        token.attrSet("href", re.sub(r"^([a-z]+)\.md", r"\1", target))
    for inner in token.children or ():
        _dress(inner)

"""Text as it is kept and as it is written: cleaned on the way in, harmless on the way out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

# What a spreadsheet takes for a formula, or for the start of one after it dropped the blank
# (OWASP, CSV injection); full-width signs count in East Asian versions.
FORMULA_SIGNS: Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_STARTS_FORMULA: Final = re.compile(rf"'*[{re.escape(FORMULA_SIGNS)}]")
_NEUTRALISED: Final = re.compile(rf"'+[{re.escape(FORMULA_SIGNS)}]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TO_BE_READ: Final = (" ", "'")


class BadText(Exception):
    """The text holds control characters, which no register and no workbook can carry."""


def is_clean(text: str) -> bool:
    """Tell quickly that `clean_line` would change nothing; False means that it might."""
    return (
        text.isprintable()
        and not text.startswith(_TO_BE_READ)
        and not text.endswith(" ")
        and "  " not in text
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def are_clean(texts: Collection[str]) -> bool:
    """Tell of many texts at once that all are clean and none is empty; False: look at each.

    They are looked at as one, with a sign between them that neither composes nor is a blank.
    """
    joined = f"|{'|'.join(texts)}|"
    return (
        joined.isprintable()
        and not any(sign in joined for sign in _UNCLEAN)
        and unicodedata.is_normalized("NFC", joined)
    )


_UNCLEAN: Final = ("||", "| ", "|'", " |", "  ")


def clean_line(text: str) -> str:
    """Return one line: composed (NFC), blanks collapsed; BadText for control characters."""
    text = restore(text.strip())
    if is_clean(text):
        return text
    return unicodedata.normalize("NFC", " ".join(_without_control(text).split()))


def clean_text(text: str) -> str:
    """Return text of several lines: composed, line ends as line feeds, no blanks around it."""
    text = restore(text.strip(" \n\r\xa0"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _without_control(text).strip())


def recorded_line(text: str) -> str:
    """Return recorded text as `clean_line` would read it from a file, so that the two compare."""
    return clean_line(neutralise(_CONTROL.sub("", text.strip())))


def recorded_text(text: str) -> str:
    """Return recorded text as `clean_text` would read it from a file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean_text(neutralise(_CONTROL.sub("", lines)))


def _without_control(text: str) -> str:
    if _CONTROL.search(text.replace("\r", "\n")):
        raise BadText
    return text


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Text that already looks neutralised gets one more, so that `restore` gives back every text.
    """
    return f"'{text}" if _STARTS_FORMULA.match(text) else text


def restore(text: str) -> str:
    """Take off the apostrophe that `neutralise` put before a text."""
    return text[1:] if _NEUTRALISED.match(text) else text

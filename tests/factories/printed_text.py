"""What stands on the pages of a PDF, as the library that copies are drawn with reads it.

It reads twenty times as fast as one written in Python, and papers are read in a thousand places.
"""

from __future__ import annotations

import pypdfium2


def texts_of(pdf: bytes) -> list[str]:
    """Return the text of each page; a line of the page ends a line."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(page) for page in document]
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    """Return the words of all pages, one space between any two."""
    return " ".join(" ".join(texts_of(pdf)).split())


def _text(page: pypdfium2.PdfPage) -> str:
    read = page.get_textpage()
    try:
        return str(read.get_text_bounded()).replace("\r\n", "\n")
    finally:
        read.close()
        page.close()

"""Which files are taken: told by their first bytes, never by name; how large and how many."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from caseapp.rules.values import RuleBroken

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 15 * MEGABYTE
"""Bytes of one file: a photo of a phone has 3 to 12 MB, a scanned page under one."""

MOST: Final = 40
"""Files of one report or case."""

ENDINGS: Final = {"jpeg": "jpg", "png": "png", "webp": "webp", "pdf": "pdf"}
"""The kinds that are taken, each with the ending that a file of it is handed out with."""


@dataclass(frozen=True)
class Copies:
    """What pages show of a file, drawn anew as JPEG: a small picture, and the first pages.

    `pages` says how many there are in all.
    """

    thumbnail: bytes = field(repr=False)
    shown: tuple[bytes, ...] = field(repr=False)
    pages: int


_LOOKED_AT: Final = 1024
"""So far a browser or a PDF reader looks for what a file might be."""

_MARKUP: Final = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?php", b"<body", b"<iframe")


def kind_of(content: bytes) -> str:
    """Return the kind of a file by its content.

    RuleBroken for an empty file, one that is too large, one of another kind, and one that
    another program would take for a page, an archive or a document as well.
    """
    if not content:
        raise RuleBroken("The file is empty: choose another", field="file")
    if len(content) > LARGEST:
        raise RuleBroken(
            "The file is larger than %(most)d MB: take the picture with fewer pixels, or scan "
            "fewer pages at once",
            field="file",
            params={"most": LARGEST // MEGABYTE},
        )
    kind = _by_head(content)
    if _looks_double(kind, content):
        raise RuleBroken(
            "The file is more than a picture or PDF: something else is packed into it. Take a "
            "photo of it, or save it anew",
            field="file",
        )
    return kind


def _by_head(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        raise RuleBroken(
            "This is a HEIC picture of an iPhone: set Settings, Camera, Formats to Most "
            "Compatible, or send it as JPEG",
            field="file",
        )
    raise RuleBroken("Only pictures (JPEG, PNG, WebP) and PDF documents are taken", field="file")


def _looks_double(kind: str, content: bytes) -> bool:
    """Tell whether the file would pass for something of another kind too."""
    head = content[:_LOOKED_AT].lower()
    if any(word in head for word in _MARKUP):
        return True
    if kind != "pdf" and b"%pdf-" in head:
        return True
    return zipfile.is_zipfile(BytesIO(content))

"""How far the cells of a workbook reach, read from its bytes before anything makes room for them.

A reader makes room for every cell up to the last one, and a file may place that anywhere: by the
reference of a cell or of a row, or by counting on from the one before.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from caseapp.rules.file_kinds import MEGABYTE

_TAG: Final = re.compile(
    rb"<(?:[^\s<>:/]+:)?(row|c)(?=[\s/>])"
    rb"(?:[^<]*?\br\s*=\s*[\"'](?:([A-Za-z]{0,9})[A-Za-z]*([0-9]{0,9})))?"
)
"""A row or a cell, with its reference if it has one; it never looks beyond the next tag."""


class Damaged(Exception):
    """The file is no archive, or lies about what it holds."""


class TooFar(Exception):
    """A sheet reaches too far: up to this row and column."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__()
        self.row, self.column = row, column


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Open an archive that lies in memory."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Damaged from None


def read_part(parts: zipfile.ZipFile, name: str) -> bytes:
    """Read a part bit by bit: never more than the directory said."""
    try:
        with parts.open(name) as part:
            return b"".join(iter(lambda: part.read(MEGABYTE), b""))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Damaged from None


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as an archive that says of itself what it holds."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as parts:
        for name, content in files:
            parts.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def measured(content: bytes, fits: Callable[[int, int], bool]) -> bytes:
    """Return a workbook packed anew from parts that were measured; `fits` takes row and column.

    Any part may be a sheet, whatever it is called. Damaged or TooFar for what must not be read.
    """
    with open_archive(content) as parts:
        names = parts.namelist()
        if len(set(names)) < len(names):
            raise Damaged
        return packed((name, _looked_over(read_part(parts, name), fits)) for name in names)


def _looked_over(part: bytes, fits: Callable[[int, int], bool]) -> bytes:
    if b"<!DOCTYPE" in part[:1000]:
        raise Damaged
    row, column = reach(part)
    if not fits(row, column):
        raise TooFar(row, column)
    return part


def reach(page: bytes) -> tuple[int, int]:
    """Return the last row and the last column of a sheet; 0 and 0 for what is none."""
    rows = columns = row = column = 0
    for found in _TAG.finditer(page):
        tag, letters, digits = found.groups()
        if tag == b"row":
            row, column = int(digits) if digits else row + 1, 0
        else:
            row = int(digits) if digits else max(row, 1)
            column = _number(letters) if letters else column + 1
            columns = max(columns, column)
        rows = max(rows, row)
    return rows, columns


@lru_cache(maxsize=20_000)
def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number

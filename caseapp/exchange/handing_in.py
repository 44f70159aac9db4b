"""What may be handed in on a page: a workbook or CSV files, looked over before anything reads them.

An .xlsx is a zip of XML, and a zip may hold anything: sizes are bounded, names are not trusted.
"""

from __future__ import annotations

import codecs
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from caseapp.exchange.measuring import Damaged, TooFar, measured, open_archive, packed, read_part
from caseapp.rules.file_kinds import MEGABYTE
from caseapp.rules.values import RuleBroken, msgid

LARGEST: Final = 20 * MEGABYTE
"""Bytes of all files together as they are sent."""
LARGEST_UNPACKED: Final = 160 * MEGABYTE
_MOST_PARTS: Final = 1000
_MOST_CELLS: Final = 20_000_000
_MOST_ROWS: Final = 1_048_576
"""As many as a spreadsheet has."""
WORKBOOK: Final = "import.xlsx"
"""The name under which a workbook is kept: its own may bear a child's name."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SHEET: Final = re.compile(rb"<(?:[^\s<>:/]+:)?sheet\s[^<]*?\bname\s*=\s*[\"']([^\"']*)[\"']")
_BOOK: Final = "xl/workbook.xml"

Files = Sequence[tuple[str, bytes]]
"""Names as the browser sent them, each with its bytes."""

_EMPTY: Final = msgid("The file is empty: choose the one that holds the rows")
_NONE: Final = msgid("Choose a workbook (.xlsx), or one or more .csv files")
_TOO_LARGE: Final = msgid(
    "The files are too large: at most %(most)d MB together. Split them, or ask for the command"
)
_LOCKED: Final = msgid(
    "The workbook is protected by a password: open it, take the password off, save it, and choose "
    "it again"
)
_OLD: Final = msgid("This is an old workbook (.xls): save it as .xlsx and choose it again")
_MACROS: Final = msgid(
    "The workbook holds macros (.xlsm): save it as a plain .xlsx and choose it again"
)
_OTHER_BOOK: Final = msgid(
    "This is a workbook of another format (.ods, .xlsb): save it as .xlsx and choose it again"
)
_OTHER: Final = msgid("“%(name)s” is neither a workbook (.xlsx) nor a .csv file")
_DAMAGED: Final = msgid(
    "The file is damaged and cannot be opened: save it anew and choose it again"
)
_MIXED: Final = msgid(
    "Choose one workbook, or .csv files, or one .zip of .csv files: not a mixture"
)
_SAME_NAME: Final = msgid("Two files bear the name “%(name)s”: each sheet comes once")
_IN_FOLDERS: Final = msgid("The .zip may hold .csv files alone, in no folder; “%(name)s” is none")
_LOCKED_ZIP: Final = msgid("The .zip is protected by a password: pack it without one")
_UNPACKS_TOO_LARGE: Final = msgid(
    "What is packed in the file is too large: at most %(most)d MB. Split it"
)
_TOO_WIDE: Final = msgid(
    "A sheet reaches too far (row %(row)d, column %(column)d): delete the empty rows and columns "
    "after the data"
)


def accept(files: Files) -> bytes:
    """Look the files over and return them packed as they are kept; RuleBroken at `files`."""
    sent = [(_base(name), content) for name, content in files if name or content]
    if not sent:
        raise _refusal(_NONE)
    if sum(len(content) for _, content in sent) > LARGEST:
        raise _refusal(_TOO_LARGE, most=LARGEST // MEGABYTE)
    if not all(content for _, content in sent):
        raise _refusal(_EMPTY)
    kinds = {_kind(name, content) for name, content in sent}
    if len(kinds) > 1 or (kinds != {"csv"} and len(sent) > 1):
        raise _refusal(_MIXED)
    if kinds == {"xlsx"}:
        return packed([(WORKBOOK, sent[0][1])])
    return packed(_apart(_unzipped(sent[0][1]) if kinds == {"zip"} else sent))


def _refusal(words: str, **values: object) -> RuleBroken:
    return RuleBroken(words, field="files", params=values)


def _base(name: str) -> str:
    """Return a file's name without any folder that the sender put before it."""
    return unicodedata.normalize("NFC", PurePosixPath(PureWindowsPath(name).name).name)[:100]


def _kind(name: str, content: bytes) -> str:
    """Tell what a file is by its bytes; the name says it of a CSV file alone."""
    if content.startswith(_OLE):
        raise _refusal(_LOCKED if _ENCRYPTED in content else _OLD)
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # the import names it
    if name.lower().endswith(".csv") and (utf_16 or b"\x00" not in content[:2000]):
        return "csv"
    raise _refusal(_OTHER, name=name)


def _kind_of_zip(content: bytes) -> str:
    with _opened(content) as parts:
        entries = parts.infolist()
        names = {each.filename for each in entries}
        total = sum(each.file_size for each in entries)
        if len(entries) > _MOST_PARTS or total > LARGEST_UNPACKED:
            raise _refusal(_UNPACKS_TOO_LARGE, most=LARGEST_UNPACKED // MEGABYTE)
        if _has_macros(parts, names):
            raise _refusal(_MACROS)
        if _BOOK in names:
            return "xlsx"
        if "mimetype" in names or "xl/workbook.bin" in names:
            raise _refusal(_OTHER_BOOK)
        if any(each.flag_bits & 1 for each in entries):
            raise _refusal(_LOCKED_ZIP)
        return "zip"


def _has_macros(parts: zipfile.ZipFile, names: set[str]) -> bool:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    return "[Content_Types].xml" in names and b"macroEnabled" in _read(parts, "[Content_Types].xml")


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return open_archive(content)
    except Damaged:
        raise _refusal(_DAMAGED) from None


def _read(parts: zipfile.ZipFile, name: str) -> bytes:
    """Read a part: never more than the directory said, which was added up before."""
    try:
        return read_part(parts, name)
    except Damaged:
        raise _refusal(_DAMAGED) from None


def _unzipped(content: bytes) -> list[tuple[str, bytes]]:
    with _opened(content) as parts:
        found = []
        for entry in parts.infolist():
            name = entry.filename
            if name != _base(name) or not name.lower().endswith(".csv"):
                raise _refusal(_IN_FOLDERS, name=name[:100])
            found.append((name, _read(parts, name)))
    if not found:
        raise _refusal(_EMPTY)
    return found


def _apart(files: Files) -> list[tuple[str, bytes]]:
    """Return the files under names that lie beside each other; no two may name one sheet."""
    found: dict[str, tuple[str, bytes]] = {}
    for name, content in files:
        stem = name[: -len(".csv")].strip()
        if not stem or stem.casefold() in found:
            raise _refusal(_SAME_NAME, name=name)
        found[stem.casefold()] = (f"{stem}.csv", content)
    return list(found.values())


def sheet_names(package: bytes) -> list[str]:
    """Return the names of the sheets in a package, without reading the sheets."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = parts.namelist()
        if names != [WORKBOOK]:
            return [name[: -len(".csv")] for name in names]
        with _opened(parts.read(WORKBOOK)) as book:
            found = _SHEET.findall(_read(book, _BOOK))
    return [html.unescape(name.decode("utf-8", "replace")) for name in found]


def lay_out(package: bytes, folder: Path) -> Path:
    """Write what is packed into a folder in memory and return the path for the import to read.

    A workbook is packed anew from parts that were measured: a reader believes what a zip says of
    itself, and makes room for every cell up to the last one. RuleBroken for what must not be read.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = parts.namelist()
        for name in names:
            look = _measured if names == [WORKBOOK] else _bounded
            (folder / name).write_bytes(look(parts.read(name)))
    return folder / WORKBOOK if names == [WORKBOOK] else folder


def _measured(content: bytes) -> bytes:
    try:
        return measured(content, lambda row, column: row * column <= _MOST_CELLS)
    except Damaged:
        raise _refusal(_DAMAGED) from None
    except TooFar as far:
        raise _refusal(_TOO_WIDE, row=far.row, column=far.column) from None


def _bounded(content: bytes) -> bytes:
    """Return a CSV file as it is, unless it has more rows or cells than a sheet may have."""
    rows = 1 + max(content.count(b"\n"), content.count(b"\r"))
    cells = 1 + max(map(content.count, (b",", b";", b"\t")))
    if rows > _MOST_ROWS or cells > _MOST_CELLS:
        raise _refusal(_TOO_WIDE, row=rows, column=-(-cells // rows))
    return content

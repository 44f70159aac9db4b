"""What may be handed in: known by its bytes, bounded in size, and no name of it trusted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from caseapp.exchange import handing_in
from caseapp.exchange.handing_in import LARGEST, WORKBOOK, accept, lay_out, sheet_names
from caseapp.rules.values import RuleBroken
from tests.exchange.folders import AN
from tests.factories.books import book

CSV = b"child_ref\n1\n"


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one part more."""
    made = io.BytesIO(book(children=[AN]))
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(name, content)
    return made.getvalue()


def locked() -> bytes:
    """The start of a workbook with a password, as a spreadsheet keeps it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choose a workbook"),
        ([("a.xlsx", b"")], "empty"),
        ([("a.xlsx", bytes(LARGEST + 1))], "at most 20 MB"),
        ([("a.xlsx", b"%PDF-1.7")], "“a.xlsx” is neither"),
        ([("children.csv", b"PNG\x00\x00")], "is neither"),
        ([("a.xlsx", locked())], "protected by a password"),
        ([("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))], "old workbook"),
        ([("a.xlsm", with_part("xl/vbaProject.bin", b"x"))], "macros"),
        ([("a.ods", zipped(("mimetype", b"ods")))], "another format"),
        ([("a.xlsx", b"PK\x03\x04 cut off")], "damaged"),
        ([("a.xlsx", book(x=[AN])), ("b.xlsx", book(y=[AN]))], "not a mixture"),
        ([("a.xlsx", book(x=[AN])), ("children.csv", CSV)], "not a mixture"),
        ([("children.csv", CSV), ("Children.CSV", CSV)], "Two files bear the name"),
        ([("a.zip", zipped(("../children.csv", CSV)))], "in no folder"),
        ([("a.zip", zipped(("register/children.csv", CSV)))], "in no folder"),
        ([("a.zip", zipped(("children.exe", CSV)))], "is none"),
        ([("a.zip", zipped(("children.csv", bytes(161 * 1024 * 1024))))], "too large"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(files: list[tuple[str, bytes]], words: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        accept(files)
    assert words in str(refused.value)
    assert refused.value.field == "files"


def test_a_file_is_kept_under_a_name_that_tells_nothing(tmp_path: Path) -> None:
    package = accept([(r"C:\bé An\bé An.xlsx", book(children=[AN], reports=[AN]))])
    assert sheet_names(package) == ["children", "reports"]
    assert lay_out(package, tmp_path) == tmp_path / WORKBOOK
    assert "An" not in str(list(tmp_path.iterdir()))


@pytest.mark.parametrize("packed", [False, True])
def test_files_of_csv_come_one_by_one_or_packed(tmp_path: Path, *, packed: bool) -> None:
    files = [("children.csv", CSV), ("reports.csv", "\ufeffreport_ref\n".encode())]
    package = accept([("all.zip", zipped(*files))] if packed else files)
    assert sheet_names(package) == ["children", "reports"]
    assert lay_out(package, tmp_path) == tmp_path
    assert (tmp_path / "children.csv").read_bytes() == CSV


def test_what_lies_about_its_size_is_never_unpacked_whole(tmp_path: Path) -> None:
    content = with_part("xl/media/big.bin", bytes(3_000_000))
    at = content.rfind(b"xl/media/big.bin") - 46  # its entry in the directory of the zip
    lying = bytearray(content)
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(RuleBroken, match="damaged"):
        lay_out(accept([("a.xlsx", bytes(lying))]), tmp_path)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (b'<worksheet><row r="1048576"><c s="1" r="XFD1048576"/></row></worksheet>', "too far"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "damaged"),
    ],
)
def test_a_sheet_that_would_take_all_memory_is_not_read(
    tmp_path: Path, part: bytes, words: str
) -> None:
    package = accept([("a.xlsx", with_part("xl/worksheets/sheet9.xml", part))])
    with pytest.raises(RuleBroken, match=words):
        lay_out(package, tmp_path)


def test_a_csv_file_of_more_rows_than_a_sheet_has_is_not_read(tmp_path: Path) -> None:
    package = accept([("children.csv", b"ref" + b"\n" * 1_048_576)])
    with pytest.raises(RuleBroken, match="too far"):
        lay_out(package, tmp_path)


def test_the_bound_is_what_pages_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_in, "_MOST_PARTS", 2)
    with pytest.raises(RuleBroken, match="too large"):
        accept([("a.xlsx", book(children=[AN]))])

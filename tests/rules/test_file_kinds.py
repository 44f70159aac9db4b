"""A file is what its first bytes say, and nothing else besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.file_kinds import ENDINGS, LARGEST, kind_of
from caseapp.rules.values import RuleBroken
from tests.factories.files import archive, paper, picture

REAL = {
    "jpeg": picture(),
    "png": picture("PNG"),
    "webp": picture("WEBP"),
    "pdf": paper(),
}


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_kind_is_told_by_its_content(kind: str) -> None:
    assert kind_of(REAL[kind]) == kind


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize(
    "more", [archive(), b"PK\x05\x06" + bytes(18)], ids=["archive", "empty archive"]
)
def test_an_archive_behind_it_is_refused(kind: str, more: bytes) -> None:
    with pytest.raises(RuleBroken, match="packed into it"):
        kind_of(REAL[kind] + more)


@pytest.mark.parametrize(
    "more", [b"<HTML>", b"<!DOCTYPE html>", b"<script>", b"<svg onload=x>", b"<?php", b"%PDF-1.4"]
)
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_page_or_paper_in_its_head_is_refused(kind: str, more: bytes) -> None:
    real = REAL[kind]
    with pytest.raises(RuleBroken, match="packed into it"):
        kind_of(real[:20] + more + real[20:])


def test_a_paper_with_a_page_in_its_head_is_refused() -> None:
    with pytest.raises(RuleBroken, match="packed into it"):
        kind_of(b"%PDF-1.4\n<html><script>alert(1)</script>")


@pytest.mark.parametrize(
    "content",
    [
        archive(),
        b"MZ\x90\x00",
        b"GIF89a",
        b"BM" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b" %PDF-1.4",
        b"RIFF\0\0\0\0WAVE",
        "ảnh.jpg".encode(),
    ],
)
def test_all_else_is_refused_by_what_is_taken(content: bytes) -> None:
    with pytest.raises(RuleBroken, match=r"Only pictures \(JPEG, PNG, WebP\) and PDF") as refused:
        kind_of(content)
    assert refused.value.field == "file"


def test_a_picture_of_an_iphone_is_refused_with_what_to_do() -> None:
    with pytest.raises(RuleBroken, match="Most Compatible"):
        kind_of(b"\0\0\0\x18ftypheic\0\0\0\0")


def test_sizes_end_where_they_are_said_to() -> None:
    whole = b"\xff\xd8\xff" + bytes(LARGEST - 3)
    assert kind_of(whole) == "jpeg"
    with pytest.raises(RuleBroken, match="larger than 15 MB"):
        kind_of(whole + b"\0")
    with pytest.raises(RuleBroken, match="empty"):
        kind_of(b"")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_kind_or_refused_in_words(content: bytes) -> None:
    try:
        found = kind_of(content)
    except RuleBroken as refused:
        found = str(refused.field)
    assert found in {*ENDINGS, "file"}

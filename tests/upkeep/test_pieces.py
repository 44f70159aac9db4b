"""Sealed pieces: what was changed, cut, moved, or is of another key or kind does not open."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from caseapp.upkeep import pieces
from caseapp.upkeep.pieces import NoCopy, Sealer, open_pieces

KEY = b"k" * 32
TEXT = bytes(range(256)) * 100
PIECE = 10_000 + 28


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 10_000)  # so that there are many


def sealed(text: bytes = TEXT) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY, "copy")
    for at in range(0, len(text), 777):
        sealer.write(text[at : at + 777])
    sealer.close()
    return out.getvalue()


def opened(path: Path, whole: bytes, key: bytes = KEY, word: str = "copy") -> bytes:
    path.write_bytes(whole)
    with path.open("rb") as file:
        return b"".join(open_pieces(file, key, word))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("length", [0, 1, 9_999, 10_000, 10_001, 20_000, 25_600])
def test_what_was_sealed_opens(tmp_path: Path, length: int) -> None:
    assert opened(tmp_path / "a", sealed(TEXT[:length])) == TEXT[:length]


@pytest.mark.usefixtures("small")
def test_nothing_else_opens(tmp_path: Path) -> None:
    whole = sealed()
    for spoilt in (
        whole[:-1],
        whole[:-28],
        whole + b"x",
        whole[: -28 - 40] + whole[-28:],
        whole[:PIECE] + whole[-28:],
        whole[PIECE:],
        whole[PIECE : 2 * PIECE] + whole[:PIECE] + whole[2 * PIECE :],
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        b"",
    ):
        with pytest.raises(NoCopy, match="does not open"):
            opened(tmp_path / "a", spoilt)
    for key, word in ((b"x" * 32, "copy"), (KEY, "backup")):
        with pytest.raises(NoCopy, match="does not open"):
            opened(tmp_path / "a", whole, key, word)


def test_a_stream_may_end_before_its_file_does(tmp_path: Path) -> None:
    whole = sealed()
    (tmp_path / "a").write_bytes(whole + b"checksum")
    with (tmp_path / "a").open("rb") as file:
        assert b"".join(open_pieces(file, KEY, "copy", len(whole))) == TEXT

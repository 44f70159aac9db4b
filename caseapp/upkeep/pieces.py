"""Sealing a long stream in numbered pieces, so that none can be left out, moved or cut off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE: Final = 1 << 20
_NONCE: Final = 12
_TAG: Final = 16


class NoCopy(Exception):
    """No sound copy could be made or read; the message is one clear line."""


class Sink(Protocol):
    """Something that bytes are written to."""

    def write(self, content: bytes, /) -> object:
        """Take the bytes."""


class Sealer:
    """Writes what it is given to a sink, sealed piece by piece under a key; `close` ends it.

    `word` says what the stream is: one of another kind does not open in its place.
    """

    def __init__(self, out: Sink, key: bytes, word: str) -> None:
        self._out, self._key, self._word = out, AESGCM(key), word
        self._waiting, self._number = bytearray(), 0

    def write(self, content: bytes) -> None:
        """Take some bytes more."""
        self._waiting += content
        while len(self._waiting) >= PIECE:
            self._seal(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def close(self) -> None:
        """Seal what waits, and a last piece that holds nothing."""
        if self._waiting:
            self._seal(bytes(self._waiting))
            self._waiting.clear()
        self._seal(b"", last=True)

    def _seal(self, piece: bytes, *, last: bool = False) -> None:
        nonce = os.urandom(_NONCE)
        about = _about(self._word, self._number, last=last)
        self._out.write(nonce + self._key.encrypt(nonce, piece, about))
        self._number += 1


def _about(word: str, number: int, *, last: bool) -> bytes:
    return b"caseapp %s %d %s" % (word.encode(), number, b"end" if last else b"on")


def open_pieces(file: IO[bytes], key: bytes, word: str, end: int | None = None) -> Iterator[bytes]:
    """Yield what was sealed, from where the file stands to `end`; NoCopy when it does not open."""
    at = file.tell()
    stop = file.seek(0, os.SEEK_END) if end is None else end
    file.seek(at)
    cipher, number, last = AESGCM(key), 0, False
    while not last:
        sealed, last = _next_piece(file, stop)
        about = _about(word, number, last=last)
        try:
            yield cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
        except (InvalidTag, ValueError):
            raise NoCopy(f"{file.name} does not open with this instance's key") from None
        number += 1


def _next_piece(file: IO[bytes], stop: int) -> tuple[bytes, bool]:
    """Read one sealed piece; all but the last two are whole, and the very last holds nothing."""
    whole, end = _NONCE + PIECE + _TAG, _NONCE + _TAG
    left = stop - file.tell()
    if left <= end:
        return file.read(max(left, 0)), True
    return file.read(min(whole, left - end)), False

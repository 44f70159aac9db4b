"""The recovery key: words on paper that open the instance's key when its file is lost.

The words are proquints (Wilkerson 2009): five letters spell 16 bits, can be read out over a
telephone and typed without diacritics. Sixteen spell the key, a seventeenth checks them.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseapp.records.vault import KEY_BYTES, KeyTrouble, Vault

_CONSONANTS: Final = "bdfghjklmnprstvz"
_VOWELS: Final = "aiou"
_NONCE: Final = 12
_ABOUT: Final = b"caseapp recovery of the master key"


def _word(number: int) -> str:
    return (
        _CONSONANTS[number >> 12]
        + _VOWELS[number >> 10 & 3]
        + _CONSONANTS[number >> 6 & 15]
        + _VOWELS[number >> 4 & 3]
        + _CONSONANTS[number & 15]
    )


def _number(word: str) -> int:
    try:
        a, b, c, d, e = tuple(word)
        return (
            _CONSONANTS.index(a) << 12
            | _VOWELS.index(b) << 10
            | _CONSONANTS.index(c) << 6
            | _VOWELS.index(d) << 4
            | _CONSONANTS.index(e)
        )
    except ValueError:
        raise KeyTrouble(f"'{word}' is not a word of a recovery key") from None


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(_ABOUT + secret).digest()[:2]


def spell(secret: bytes) -> tuple[str, ...]:
    """Return the words of a 32-byte secret, the check word last."""
    data = secret + _check(secret)
    return tuple(_word(int.from_bytes(data[i : i + 2], "big")) for i in range(0, len(data), 2))


def read_words(text: str) -> bytes:
    """Return the secret that the words spell, in any case, parted by anything but letters."""
    words = "".join(c if c.isalpha() else " " for c in text.casefold()).split()
    data = b"".join(_number(word).to_bytes(2, "big") for word in words)
    secret, check = data[:KEY_BYTES], data[KEY_BYTES:]
    if len(secret) != KEY_BYTES or check != _check(secret):
        raise KeyTrouble("these words are not a whole recovery key; compare them with the paper")
    return secret


def lock_away(vault: Vault, file: Path) -> tuple[str, ...]:
    """Wrap the master key under a new recovery key, kept in `file`; return the words, once."""
    secret = os.urandom(KEY_BYTES)
    nonce = os.urandom(_NONCE)
    file.write_bytes(nonce + AESGCM(secret).encrypt(nonce, vault.master, _ABOUT))
    file.chmod(0o600)
    return spell(secret)


def recover(file: Path, words: str) -> Vault:
    """Open the wrapped master key with the words; KeyTrouble when they do not fit."""
    secret = read_words(words)
    try:
        blob = file.read_bytes()
    except OSError:
        raise KeyTrouble(f"{file} is missing; restore it from a copy of the instance") from None
    return open_wrapped(blob, secret, file)


def open_wrapped(blob: bytes, secret: bytes, file: Path) -> Vault:
    """Open a wrapped master key that `file` holds with what the words spell; KeyTrouble if not."""
    try:
        return Vault(AESGCM(secret).decrypt(blob[:_NONCE], blob[_NONCE:], _ABOUT))
    except (InvalidTag, ValueError):
        raise KeyTrouble(
            f"this recovery key does not open {file}: it belongs to another instance, "
            "or the file was damaged"
        ) from None

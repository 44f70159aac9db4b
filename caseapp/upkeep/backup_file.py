r"""The file of a backup: what stands at which place, written in one pass and read in one.

    caseapp backup 1\n      17 bytes
    length, wrapped master   2 bytes big-endian, then keys/master.recovery as it is
    salt                     32 bytes: with the master key it gives the key of this file alone
    sealed pieces            AES-256-GCM, numbered (pieces.py)
    SHA-256                  32 bytes, of all before

In the pieces lie the members one after another: the length of a name (2 bytes), the name, then
parts, each its length (4 bytes) and its bytes, until a length of 0. A name of length 0 ends them.
The first member is about.json, the last manifest.json with the SHA-256 of each. Nothing but the
wrapped key, the salt and the lengths can be seen from outside.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from caseapp.records.vault import KEY_BYTES, Vault
from caseapp.upkeep.pieces import PIECE, NoCopy, Sealer, open_pieces

MAGIC: Final = b"caseapp backup 1\n"
ABOUT: Final = "about.json"
MANIFEST: Final = "manifest.json"
_WORD: Final = "backup"
_DIGEST: Final = hashlib.sha256().digest_size
_NAME: Final = struct.Struct(">H")
_PART: Final = struct.Struct(">I")

Members = Iterable[tuple[str, Iterable[bytes]]]
Take = Callable[[str, Iterator[bytes]], None]


@dataclass(frozen=True)
class About:
    """What a backup says of itself; `kind` is `sqlite` or `postgresql`, `head` the log's."""

    version: str
    revision: str
    made_at: datetime
    environment: str
    kind: str
    head: str

    def as_json(self) -> bytes:
        """Return it as the first member holds it."""
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}).encode()


def _read_about(text: bytes) -> About:
    told = json.loads(text)
    return About(**told | {"made_at": datetime.fromisoformat(told["made_at"])})


class _Hashed:
    """A file whose bytes are hashed as they are written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def write(self, content: bytes, /) -> None:
        self.digest.update(content)
        self._file.write(content)


def write(file: IO[bytes], vault: Vault, wrapped: bytes, about: About, members: Members) -> None:
    """Write a whole backup, and wait until the disk has it."""
    out, salt = _Hashed(file), os.urandom(KEY_BYTES)
    out.write(MAGIC + _NAME.pack(len(wrapped)) + wrapped + salt)
    sealer = Sealer(out, vault.backup_key(salt), _WORD)
    manifest = {ABOUT: _write_member(sealer, ABOUT, [about.as_json()])}
    for name, parts in members:
        manifest[name] = _write_member(sealer, name, parts)
    _write_member(sealer, MANIFEST, [json.dumps({"sha256": manifest}).encode()])
    sealer.write(_NAME.pack(0))
    sealer.close()
    file.write(out.digest.digest())
    file.flush()
    os.fsync(file.fileno())


def _write_member(sealer: Sealer, name: str, parts: Iterable[bytes]) -> str:
    digest, named = hashlib.sha256(), name.encode()
    sealer.write(_NAME.pack(len(named)) + named)
    for part in parts:
        if part:
            digest.update(part)
            sealer.write(_PART.pack(len(part)) + part)
    sealer.write(_PART.pack(0))
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a whole file, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def wrapped_master(path: Path) -> bytes:
    """Return the wrapped key that the file begins with; NoCopy when it is no whole backup.

    The checksum at its end is asked first: what was cut or changed on its way is told as that.
    """
    with path.open("rb") as file:
        wrapped, _, end = _opening(file)
        file.seek(0)
        digest, left = hashlib.sha256(), end
        while left and (part := file.read(min(PIECE, left))):
            digest.update(part)
            left -= len(part)
        if file.read() != digest.digest():
            raise NoCopy(f"{path} was changed or cut off: its checksum does not fit")
    return wrapped


def _opening(file: IO[bytes]) -> tuple[bytes, bytes, int]:
    """Read up to the first piece; return the wrapped key, the salt, where the checksum begins."""
    end = file.seek(0, os.SEEK_END) - _DIGEST
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        raise NoCopy(f"{file.name} is no backup that this version knows")
    (length,) = _NAME.unpack(file.read(_NAME.size).ljust(_NAME.size, b"\0"))
    wrapped, salt = file.read(length), file.read(KEY_BYTES)
    if file.tell() > end:
        raise NoCopy(f"{file.name} was changed or cut off: its checksum does not fit")
    return wrapped, salt, end


def about_of(path: Path, vault: Vault) -> About:
    """Return what a backup says of itself; NoCopy when it does not open with this key."""
    with path.open("rb") as file:
        stream = _Stream(file, vault)
        (length,) = _NAME.unpack(stream.take(_NAME.size))
        stream.take(length)
        return _read_about(b"".join(stream.parts()))


def read(path: Path, vault: Vault, take: Take) -> None:
    """Hand each member but the first and last to `take`, which may leave some of it unread.

    NoCopy when anything of it does not open, or is not what the manifest says.
    """
    found: dict[str, str] = {}
    manifest = b""
    with path.open("rb") as file:
        stream = _Stream(file, vault)
        while length := _NAME.unpack(stream.take(_NAME.size))[0]:
            name, digest = stream.take(length).decode(), hashlib.sha256()
            parts = _hashing(stream.parts(), digest.update)
            if name == MANIFEST:
                manifest = b"".join(parts)
                continue
            if name != ABOUT:
                take(name, parts)
            for _ in parts:
                pass
            found[name] = digest.hexdigest()
        stream.end()
    if json.loads(manifest or b"{}").get("sha256") != found:
        raise NoCopy(f"{path} does not hold what its own list says")


def _hashing(parts: Iterator[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for part in parts:
        update(part)
        yield part


class _Stream:
    """What lies in the pieces of a backup, taken in any lengths."""

    def __init__(self, file: IO[bytes], vault: Vault) -> None:
        _, salt, end = _opening(file)
        self._pieces = open_pieces(file, vault.backup_key(salt), _WORD, end)
        self._waiting, self._name = bytearray(), file.name

    def take(self, length: int) -> bytes:
        """Return the next so many bytes; NoCopy when there are fewer."""
        while len(self._waiting) < length:
            piece = next(self._pieces, None)
            if piece is None:
                raise NoCopy(f"{self._name} ends too early")
            self._waiting += piece
        taken = bytes(self._waiting[:length])
        del self._waiting[:length]
        return taken

    def parts(self) -> Iterator[bytes]:
        """Yield the parts of the member that the stream stands in."""
        while length := _PART.unpack(self.take(_PART.size))[0]:
            yield self.take(length)

    def end(self) -> None:
        """NoCopy when more follows than was listed."""
        if self._waiting or any(self._pieces):
            raise NoCopy(f"{self._name} holds more than it lists")

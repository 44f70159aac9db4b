"""A copy of a PostgreSQL database before a migration, sealed so that no name lies on the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import URL

_DEBIAN: Final = Path("/usr/lib/postgresql")
_PIECE: Final = 1 << 20
_NONCE: Final = 12
_TAG: Final = 16
_EVERYTHING: Final = "-c caseapp.reach=all"  # row policies hold for the owner too


class NoCopy(Exception):
    """No sound copy could be made or read; the message is one clear line."""


def seal_copy(url: URL, key: bytes, copy: Path) -> None:
    """Write the whole database to a sealed file and read it back; NoCopy when it is not sound."""
    draft = copy.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    try:
        with _opened(draft) as file:
            _dump(url, key, file)
        _read_back(draft, key)
        draft.replace(copy)
    finally:
        draft.unlink(missing_ok=True)


def unseal_copy(copy: Path, key: bytes, out: Path) -> None:
    """Write the dump that `pg_restore` takes, for its owner alone; NoCopy when it does not open."""
    with _opened(out) as file:
        try:
            for piece in _pieces(copy, key):
                file.write(piece)
        except NoCopy:
            out.unlink()
            raise


def _opened(path: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise NoCopy(f"{path} is there already; move it away first") from None


def _program(name: str) -> str:
    """Return the newest program of Debian's, or the one on the path."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: _number(path.parts[-3]))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise NoCopy(f"{name} is not installed (Debian's package 'postgresql-client')")
    return program


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else 0


def _dump(url: URL, key: bytes, file: IO[bytes]) -> None:
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    environ = dict(os.environ, PGOPTIONS=_EVERYTHING)
    if url.password:
        environ["PGPASSWORD"] = str(url.password)  # every user of the machine may read arguments
    order = [_program("pg_dump"), "--format=custom", "--enable-row-security", "--dbname", plain]
    with subprocess.Popen(  # noqa: S603 - a program of Debian's, on the instance's own address
        order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
    ) as dump:
        assert dump.stdout is not None
        assert dump.stderr is not None
        number = 0
        while piece := dump.stdout.read(_PIECE):
            file.write(_sealed(key, number, piece, last=False))
            number += 1
        file.write(_sealed(key, number, b"", last=True))
        said = dump.stderr.read().decode(errors="replace").strip()
    if dump.returncode != 0:
        raise NoCopy(f"pg_dump could not copy the database: {said.partition(chr(10))[0]}")


def _about(number: int, *, last: bool) -> bytes:
    """Say where a piece belongs, so that none can be left out, moved or cut off."""
    return b"caseapp copy %d %s" % (number, b"end" if last else b"on")


def _sealed(key: bytes, number: int, piece: bytes, *, last: bool) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, piece, _about(number, last=last))


def _pieces(copy: Path, key: bytes) -> Iterator[bytes]:
    """Yield what was sealed; the last piece is the short one that holds nothing."""
    with copy.open("rb") as file:
        number = 0
        while True:
            sealed, last = _next_piece(file)
            try:
                yield AESGCM(key).decrypt(
                    sealed[:_NONCE], sealed[_NONCE:], _about(number, last=last)
                )
            except (InvalidTag, ValueError):
                raise NoCopy(f"{copy} does not open with this instance's key") from None
            if last:
                return
            number += 1


def _next_piece(file: IO[bytes]) -> tuple[bytes, bool]:
    """Read one sealed piece; all but the last two are whole, and the very last holds nothing."""
    whole, end = _NONCE + _PIECE + _TAG, _NONCE + _TAG
    at = file.tell()
    left = file.seek(0, os.SEEK_END) - at
    file.seek(at)
    if left <= end:
        return file.read(end), True
    return file.read(min(whole, left - end)), False


def _read_back(copy: Path, key: bytes) -> None:
    """Have pg_restore list what the sealed file holds."""
    with subprocess.Popen(  # noqa: S603 - a program of Debian's
        [_program("pg_restore"), "--list"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as listing:
        assert listing.stdin is not None
        with suppress(BrokenPipeError):
            for piece in _pieces(copy, key):
                listing.stdin.write(piece)
        listed, _ = listing.communicate()
    if listing.returncode != 0 or b"audit_entries" not in listed:
        raise NoCopy("the copy before the migration is not sound; nothing changed")

"""PostgreSQL's own programs: a database as a stream, read through whole, and loaded again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO, Final

from sqlalchemy.engine import URL

from caseapp.upkeep.pieces import PIECE, NoCopy

_DEBIAN: Final = Path("/usr/lib/postgresql")
_EVERYTHING: Final = "-c caseapp.reach=all"  # row policies hold for the owner too
_LOG: Final = b"COPY public.audit_entries ("


def program(name: str) -> str:
    """Return the newest program of Debian's, or the one on the path."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: _number(path.parts[-3]))
    there = str(found[-1]) if found else shutil.which(name)
    if there is None:
        raise NoCopy(f"{name} is not installed (Debian's package 'postgresql-client')")
    return there


def _number(version: str) -> int:
    return int(version) if version.isdecimal() else 0


def _address(url: URL) -> tuple[str, dict[str, str]]:
    """Return the address without its password, which goes into the environment.

    Every user of the machine may read arguments.
    """
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    environ = dict(os.environ, PGOPTIONS=_EVERYTHING)
    if url.password:
        environ["PGPASSWORD"] = str(url.password)
    return plain, environ


def dump(url: URL) -> Iterator[bytes]:
    """Yield the whole database in pg_dump's own form, as of one moment; NoCopy when it fails."""
    plain, environ = _address(url)
    order = [program("pg_dump"), "--format=custom", "--enable-row-security", "--dbname", plain]
    with subprocess.Popen(  # noqa: S603 - a program of Debian's, on the instance's own address
        order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            while piece := running.stdout.read(PIECE):
                yield piece
            said = running.stderr.read()
        except BaseException:
            running.kill()
            raise
    if running.returncode != 0:
        raise NoCopy(f"pg_dump could not copy the database: {_first_line(said)}")


def _first_line(said: bytes) -> str:
    return said.decode(errors="replace").strip().partition("\n")[0]


@contextmanager
def _fed(process: subprocess.Popen[bytes], source: Iterable[bytes]) -> Iterator[list[Exception]]:
    """Write the source to a program's input beside whoever reads its output; yield its faults."""
    faults: list[Exception] = []

    def feed() -> None:
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as into:
            try:
                for piece in source:
                    into.write(piece)
            except NoCopy as fault:
                faults.append(fault)
                process.kill()  # cut off here it must not end as if all were well

    thread = Thread(target=feed)
    thread.start()
    try:
        yield faults
    finally:
        thread.join()


def read_through(source: Iterable[bytes], head: str) -> None:
    """Have pg_restore unpack every row of a dump; NoCopy unless its log holds the head `id:hash`.

    What it unpacks goes by and is written nowhere.
    """
    with subprocess.Popen(  # noqa: S603 - a program of Debian's
        [program("pg_restore"), "--file=-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running, _fed(running, source) as faults:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        held = _holds(running.stdout, head)
        said = running.stderr.read()
    if faults:
        raise faults[0]
    if running.returncode != 0:
        raise NoCopy(f"the copy of the database is not sound: {_first_line(said)}")
    if not held:
        raise NoCopy("the log in the copy does not hold the head kept outside (log.head)")


def _holds(script: IO[bytes], head: str) -> bool:
    number, _, digest = head.encode().partition(b":")
    inside, held = False, not head
    for line in script:
        if inside:
            cells = line.rstrip(b"\n").split(b"\t")
            held = held or (cells[0] == number and cells[-1] == digest)
            inside = line != b"\\.\n"
        else:
            inside = line.startswith(_LOG)
    return held


def load(url: URL, source: Iterable[bytes]) -> None:
    """Load a dump into an empty database, all of it or nothing; NoCopy when that fails."""
    plain, environ = _address(url)
    order = [program("pg_restore"), "--exit-on-error", "--single-transaction", "--no-owner",
             "--no-privileges", "--dbname", plain]  # fmt: skip
    with (
        subprocess.Popen(  # noqa: S603 - as above
            order, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
        ) as running,
        _fed(running, source) as faults,
    ):
        assert running.stderr is not None
        said = running.stderr.read()
    if faults:
        raise faults[0]
    if running.returncode != 0:
        raise NoCopy(f"pg_restore could not load the database: {_first_line(said)}")

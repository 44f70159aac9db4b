"""A PostgreSQL cluster of the tests' own: socket only, in a folder that goes with them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.factories.lighter import memory

ROLE = "caseapp"
_PROGRAMS = Path("/usr/lib/postgresql")
_HASTY = (
    "fsync=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0",
    "shared_buffers=64MB", "jit=off", "listen_addresses=",
)  # fmt: skip
FOLLOWED = ("wal_level=replica", "max_wal_senders=4", "hot_standby=on")
"""What a server needs for a standby to follow it, and to be one that is asked."""
# Waits for the end of its input, which comes when the tests end, however they end.
_WATCH = """
"$@" >"$CLUSTER/said" 2>&1 &
cat >/dev/null
kill -INT $!
wait $!
rm -rf -- "$CLUSTER"
"""


def programs() -> Path | None:
    """Return the folder of the newest server that Debian has installed, None without one."""
    found = [p.parent for p in _PROGRAMS.glob("*/bin/initdb") if (p.parent / "postgres").exists()]
    return max(found, key=lambda p: int(re.sub(r"\D.*", "", p.parent.name) or 0), default=None)


class Cluster:
    """A running server with a plain role that owns what it makes, as in real life."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._master = _patiently(folder)
        self._master.execute(f"CREATE ROLE {ROLE} LOGIN")

    def make(self, like: str = "") -> str:
        """Make a database, empty or like that of another address; return its address."""
        name = f"t{next(self._numbers)}"
        order = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(ROLE), sql.Identifier(_named(like) or "template0")
        )
        # Files are copied in half the time that writing them through the log takes.
        by_file = sql.SQL(
            " STRATEGY FILE_COPY" if self._master.info.server_version >= 150000 else ""
        )
        self._master.execute(order + by_file)
        return self.address(name)

    def address(self, name: str, role: str = ROLE) -> str:
        """Return the address of a database for a role."""
        return f"postgresql+psycopg://{role}@/{name}?host={self._folder}"

    def drop(self, address: str) -> None:
        """Take a database away, whoever is still connected."""
        order = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._master.execute(order.format(sql.Identifier(_named(address))))

    def ask(self, address: str, question: str) -> tuple[object, ...] | None:
        """Return the first row of an answer, as the superuser sees it."""
        with psycopg.connect(
            host=str(self._folder), user="postgres", dbname=_named(address)
        ) as connection:
            return connection.execute(question).fetchone()  # type: ignore[arg-type]

    def command(self, statement: str) -> None:
        """Run a statement as the superuser."""
        self._master.execute(statement)  # type: ignore[arg-type]  # a test's own words

    @property
    def data(self) -> Path:
        """Where the server keeps its files."""
        return self._folder / "d"

    @property
    def said(self) -> Path:
        """What the server printed."""
        return self._folder / "said"

    def close(self) -> None:
        """End the master's connection."""
        self._master.close()


def _named(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _patiently(folder: Path) -> psycopg.Connection:
    """Connect as soon as the server answers."""
    for _ in range(600):
        try:
            return psycopg.connect(
                host=str(folder), user="postgres", dbname="postgres", autocommit=True
            )
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError((folder / "said").read_text("utf-8", errors="replace"))


def _as_nobody(*order: str) -> list[str]:
    """The server refuses to run as root; its end is tied to that of the shell that watches it."""
    humble = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    return ["setpriv", *humble, "--pdeathsig=INT", *order]


def _folder() -> Path:
    """Return a new folder that the server may fill."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=memory() or "/tmp"))
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    return folder


@contextmanager
def running(home: Path, *others: str) -> Iterator[Cluster]:
    """Start a cluster; it ends with the block, or with the process that started it.

    `others` are settings that come after the usual ones.
    """
    folder = _folder()
    data = folder / "d"
    made = _as_nobody(
        str(home / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-N",
        "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions",
        # Letters in the order of the language, as a city's server has it: nothing may hang on bytes.
        "--locale-provider=icu", "--icu-locale=vi",
    )  # fmt: skip
    subprocess.run(made, check=True, capture_output=True, cwd="/")
    with _served(home, folder, *_HASTY, *others):
        cluster = Cluster(folder)
        yield cluster
        cluster.close()


@contextmanager
def standby(home: Path, primary: Cluster) -> Iterator[Path]:
    """Start a second server that follows the first; yield the folder of its socket."""
    folder = _folder()
    copied = _as_nobody(
        str(home / "pg_basebackup"), "-h", str(primary.data.parent), "-U", "postgres",
        "-D", str(folder / "d"), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync",
    )  # fmt: skip
    subprocess.run(copied, check=True, capture_output=True, cwd="/")
    with _served(home, folder, *_HASTY, *FOLLOWED):
        _patiently(folder).close()
        yield folder


@contextmanager
def _served(home: Path, folder: Path, *settings: str) -> Iterator[None]:
    """Run the server on the data in a folder, which goes with it."""
    words = [word for setting in settings for word in ("-c", setting)]
    served = _as_nobody(str(home / "postgres"), "-D", str(folder / "d"), "-k", str(folder), *words)
    watch = subprocess.Popen(
        ["sh", "-c", _WATCH, "watch", *served],
        stdin=subprocess.PIPE,
        env={**os.environ, "CLUSTER": str(folder)},
        cwd="/",
        start_new_session=True,
    )
    try:
        yield
    finally:
        assert watch.stdin is not None
        watch.stdin.close()
        watch.wait(timeout=60)


def cluster_or_reason() -> Iterator[Cluster]:
    """Yield a running cluster; without Debian's package the tests are skipped, but in CI fail."""
    home = programs()
    if home is None:
        reason = "PostgreSQL is not installed (Debian's package 'postgresql')"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running(home) as cluster:
        yield cluster

"""Pages that go on beside an act that writes for long, and what then stands in the log."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from caseapp import desk
from caseapp.records import read_book, reads
from caseapp.records.audit import AuditEntry
from caseapp.records.db import Place, db
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House

LATER = NOW + timedelta(minutes=5)
BOOK = "reads.beside"


class Killed(BaseException):
    """As kill -9: nothing that follows runs."""


def killed(*_told: object) -> None:
    raise Killed


def full(*_told: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def opened(house: House, pages: ThreadPoolExecutor, rows: int = 7) -> Future[None]:
    """Open a page in a thread of its own, as a server does: it shows when this is done."""

    def page() -> None:
        with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_LIST, now=LATER) as door:
            door.log("cases:list", 3, rows=rows)

    return pages.submit(page)


def shown(house: House, pages: ThreadPoolExecutor, rows: int = 7) -> None:
    opened(house, pages, rows).result(timeout=60)


@contextmanager
def long_act(place: Place) -> Iterator[None]:
    """Have the gate and write for long, as an import does."""
    with read_book.laid_out(place), place.gate(), reads.settling(db.engine):
        yield


@contextmanager
def killed_act(place: Place) -> Iterator[None]:
    """Write for long, and be killed before anything is put in order."""
    with read_book.laid_out(place), place.gate():
        yield


def entries(act: str = "case.list") -> list[Any]:
    with db.engine.connect() as connection:
        table = AuditEntry.__table__
        asked = select(table).where(table.c.act == act).order_by(table.c.id)
        return list(connection.execute(asked).mappings())


def rows_read() -> list[int]:
    return [json.loads(entry["detail"])["rows"] for entry in entries()]

"""Checks on papers put before their signer: each copy opens, and is what was put there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from caseapp.records.db import place_of
from caseapp.records.kept_papers import KEPT, SOURCE, KeptCopy, KeptPaper, place_of_copy
from caseapp.records.vault import KeyTrouble, unseal, unseal_bytes
from caseapp.upkeep.kept_files import wrapped_key

_COPIES: Final[Any] = KeptCopy.__table__.c
_PAPERS: Final[Any] = KeptPaper.__table__.c


def copies_that_do_not_open(connection: Connection) -> Iterator[str]:
    """Name each copy that was changed, or whose PDF is not what its hash says; one is held a time.

    A copy whose child's key was destroyed is erased, and no fault.
    """
    asked = (
        select(
            _PAPERS.code, _COPIES.id, _COPIES.kept_id, _COPIES.copy, _COPIES.sha256,
            _COPIES.content_key,
        )
        .join(KeptPaper.__table__, _PAPERS.id == _COPIES.kept_id)
        .order_by(_COPIES.id)
    )  # fmt: skip
    for row in connection.execute(asked).all():
        wrapped = wrapped_key(connection, row.content_key)
        if wrapped is not None and (fault := _fault(connection, row, wrapped)):
            yield f"{row.code}, copy {row.copy}: {fault}"


def _fault(
    connection: Connection,
    row: Any,  # noqa: ANN401 - a row of the columns asked for
    wrapped: tuple[int, bytes],
) -> str:
    try:
        key = place_of(connection).vault.open_subject_key(*wrapped)
        own = unseal(key, f"kept_copies.content_key:{row.id}", row.content_key or b"")
        opened = bytes.fromhex(own)
    except (KeyTrouble, ValueError):
        return "its key does not open"
    for cell in (KEPT, SOURCE):
        column = _COPIES[cell.partition(".")[2]]
        sealed = connection.scalar(select(column).where(_COPIES.id == row.id)) or b""
        try:
            content = unseal_bytes(opened, place_of_copy(cell, row.kept_id, row.copy), sealed)
        except KeyTrouble:
            return "it does not open: changed, or moved from elsewhere"
        if cell == KEPT and hashlib.sha256(content).hexdigest() != row.sha256:
            return "it is not what was put before the signer"
    return ""

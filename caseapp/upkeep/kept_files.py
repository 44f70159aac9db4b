"""Checks on whole files: attached ones part by part, what jobs have made, what was released."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from caseapp.records.children import SubjectKey
from caseapp.records.db import place_of
from caseapp.records.files import ORIGINAL, FilePart, StoredFile, place_of_part
from caseapp.records.jobs import Job, place_of_input, place_of_result
from caseapp.records.releases import Release
from caseapp.records.vault import KeyTrouble, unseal, unseal_bytes

_FILES: Final[Any] = StoredFile.__table__.c
_PARTS: Final[Any] = FilePart.__table__.c
_KEYS: Final[Any] = SubjectKey.__table__.c
_JOBS: Final[Any] = Job.__table__.c
_RELEASES: Final[Any] = Release.__table__.c


def files_that_do_not_open(connection: Connection) -> Iterator[str]:
    """Name each file that lacks a part or whose part was changed, and each altered original.

    A file whose child's key was destroyed is erased, and no fault. One file is held at a time.
    """
    asked = select(_FILES.id, _FILES.code, _FILES.sha256, _FILES.content_key).order_by(_FILES.id)
    for row in connection.execute(asked).all():
        wrapped = wrapped_key(connection, row.content_key)
        if wrapped is not None:
            yield from (f"{row.code}: {told}" for told in _faults(connection, row, wrapped))


def wrapped_key(connection: Connection, content_key: bytes | None) -> tuple[int, bytes] | None:
    """Return the number and wrapped form of the key that seals a file's own, None when erased."""
    number = int.from_bytes((content_key or b"")[1:9], "big")
    row = connection.execute(
        select(_KEYS.wrapped, _KEYS.destroyed_at).where(_KEYS.id == min(number, 2**31 - 1))
    ).first()
    if row is not None and row.destroyed_at is not None:
        return None
    return number, (row.wrapped or b"") if row is not None else b""


def _faults(
    connection: Connection,
    row: Any,  # noqa: ANN401 - a row of the columns asked for
    wrapped: tuple[int, bytes],
) -> Iterator[str]:
    try:
        key = place_of(connection).vault.open_subject_key(*wrapped)
        own = bytes.fromhex(unseal(key, f"files.content_key:{row.id}", row.content_key or b""))
    except (KeyTrouble, ValueError):
        yield "its key does not open"
        return
    parts = connection.execute(
        select(_PARTS.part, _PARTS.sealed).where(_PARTS.file_id == row.id).order_by(_PARTS.part)
    )
    found = False
    for part in parts:
        try:
            content = unseal_bytes(own, place_of_part(row.id, part.part), part.sealed)
        except KeyTrouble:
            yield f"its part {part.part} does not open: changed, or moved from elsewhere"
            continue
        if part.part == ORIGINAL:
            found = True
            if hashlib.sha256(content).hexdigest() != row.sha256:
                yield "its original is not what was attached"
    if not found:
        yield "its original is missing or does not open"


def results_that_do_not_open(connection: Connection) -> Iterator[str]:
    """Name each job whose file, made or handed in, was changed or is another's."""
    own = place_of(connection).vault
    for column, place in ((_JOBS.result, place_of_result), (_JOBS.input, place_of_input)):
        for number in connection.scalars(
            select(_JOBS.id).where(column.is_not(None)).order_by(_JOBS.id)
        ).all():
            blob = connection.scalar(select(column).where(_JOBS.id == number))
            try:
                own.open_file(place(number), blob or b"")
            except KeyTrouble:
                yield f"the file of job {number} does not open: changed, or moved from elsewhere"


def releases_that_differ(connection: Connection) -> Iterator[str]:
    """Name each release whose files are not those that were signed; one is held at a time.

    Its archive must have the hash that was written down with it, and say of itself the number and
    the hash of the core files that the registry has.
    """
    columns = (_RELEASES.number, _RELEASES.sha256, _RELEASES.package_sha256)
    for row in connection.execute(select(*columns).order_by(_RELEASES.id)).all():
        one = select(_RELEASES.package).where(_RELEASES.number == row.number)
        package = connection.scalar(one) or b""
        if hashlib.sha256(package).digest() != row.package_sha256:
            yield f"the files of release {row.number} are not those that were signed"
        elif _said(package) != (row.number, row.sha256.hex()):
            yield f"release {row.number} says another number or hash than the registry"


def _said(package: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            told = json.loads(archive.read("release.json"))
        return str(told["number"]), str(told["hash"])
    except (zipfile.BadZipFile, KeyError, ValueError):
        return "", ""

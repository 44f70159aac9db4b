"""Reading files: those of a report or case, one of them, the copies that pages show."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, or_, select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.files import (
    ORIGINAL,
    THUMBNAIL,
    FilePart,
    HandOut,
    StoredFile,
    page_part,
    place_of_part,
)
from caseapp.records.reports import Report
from caseapp.records.vault import KeyDestroyed, KeyTrouble, unseal_bytes
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing

LASTS: Final = timedelta(hours=24)
"""So long after a hand-out was entered its writer may fetch the original."""

ERASED: Final = "erased"
CHANGED: Final = "changed"


class Unreadable(Exception):
    """A file that cannot be shown: its key was destroyed (`erased`), or it is not as it came."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class FileView:
    """A file as its reader may see it; `about` is the code of its report or case.

    `size` and `sha256` are the original's; `withdrawn_at` when it hangs on the wrong record;
    `erased` when its key was destroyed: nothing of it can be read any more.
    """

    code: str
    about: str
    of_report: bool
    unit_id: int
    kind: str
    size: int
    sha256: str
    pages: int
    pages_shown: int
    taken_on: date | None
    description: str
    entered_at: datetime
    entered_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawal: str
    erased: bool


@dataclass(frozen=True)
class HandOutView:
    """One handing out of the original; `open` while the reader, who entered it, may fetch it.

    `id` is its place among those of the file: the number of its row would tell of other files.
    """

    id: int
    at: datetime
    by: str
    recipient: str
    paper: str
    open: bool


@dataclass(frozen=True)
class Original:
    """The bytes as they came, under a name that tells nothing."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


def files_of_report(actor: Actor, code: str, *, now: datetime) -> list[FileView]:
    """Return the files of a report, the oldest first."""
    with desk.reading(actor, Act.FILE_READ, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        return _listed(door, f"report:{report.id}", StoredFile.report_id == report.id)


def files_of_case(actor: Actor, code: str, *, now: datetime) -> list[FileView]:
    """Return the files of a case and of the reports in it, the oldest first."""
    with desk.reading(actor, Act.FILE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        reports = select(Report.id).where(Report.case_id == case.id, Report.deleted_at.is_(None))
        theirs = list(door.session.scalars(reports))
        wanted = or_(StoredFile.case_id == case.id, StoredFile.report_id.in_(theirs))
        return _listed(door, f"case:{case.id}", wanted)


def _listed(door: desk.Door, about: str, wanted: object) -> list[FileView]:
    asked: Select[tuple[StoredFile]] = select(StoredFile).where(wanted).order_by(StoredFile.id)  # type: ignore[arg-type]  # a condition
    views = [_view(door, row) for row in door.session.scalars(asked)]
    door.log(about, None, files=len(views))
    return views


def read_file(actor: Actor, code: str, *, now: datetime) -> tuple[FileView, list[HandOutView]]:
    """Return a file and to whom its original was handed out, the newest first."""
    with desk.reading(actor, Act.FILE_READ, now=now) as door:
        row = door.find(StoredFile, code=code)
        key_id = subject_key(door, owner_of(door, row))
        asked = select(HandOut).where(HandOut.file_id == row.id).order_by(HandOut.id)
        given = [
            HandOutView(
                place,
                one.entered_at,
                name_of(door, one.entered_by),
                _words(door, key_id, "hand_outs.recipient", one.id, one.recipient),
                _words(door, key_id, "hand_outs.paper", one.id, one.paper),
                one.entered_by == actor.user_id and may_fetch(one.entered_at, now),
            )
            for place, one in enumerate(door.session.scalars(asked), 1)
        ][::-1]
        door.log(f"file:{row.id}", row.area_id)
        return _view(door, row), given


def may_fetch(entered_at: datetime, now: datetime) -> bool:
    """Tell whether the original may still be fetched for a hand-out that was entered then."""
    return entered_at <= now < entered_at + LASTS


def read_copy(actor: Actor, code: str, page: int | None, *, now: datetime) -> bytes:
    """Return the copy of a page as JPEG, the small picture for no page; logged.

    Missing for a page that has none and for a file that was withdrawn; Unreadable when the copy
    was changed or its key destroyed.
    """
    part = THUMBNAIL if page is None else page_part(page)
    with desk.reading(actor, Act.FILE_READ, now=now) as door:
        row = door.find(StoredFile, code=code, withdrawn_at=None)
        if page is not None and not 1 <= page <= row.pages_shown:
            door.log_denial(f"file:{row.id}")
            raise Missing(code)
        found = open_part(door, row, part)
        if not isinstance(found, Unreadable):
            door.log(f"file:{row.id}", row.area_id, part=part)
    if isinstance(found, Unreadable):
        raise found
    return found


def open_part(door: desk.Door, row: StoredFile, part: str) -> bytes | Unreadable:
    """Open a part and check it; what cannot be read is logged and returned, to be raised outside.

    The original must also have the size and the hash that were noted when it came.
    """
    try:
        return _opened(door, row, part)
    except KeyTrouble as trouble:
        why = ERASED if isinstance(trouble, KeyDestroyed) else CHANGED
        door.log(f"file:{row.id}", row.area_id, part=part, unreadable=why)
        return Unreadable(why)


def _opened(door: desk.Door, row: StoredFile, part: str) -> bytes:
    key_id = subject_key(door, owner_of(door, row))
    content_key = door.unseal(key_id, "files.content_key", row.id, row.content_key)
    asked = select(FilePart).where(FilePart.file_id == row.id, FilePart.part == part)
    stored = door.session.scalars(asked).first()
    if stored is None or not content_key:
        raise KeyTrouble(f"{place_of_part(row.id, part)} is missing")
    content = unseal_bytes(bytes.fromhex(content_key), place_of_part(row.id, part), stored.sealed)
    if part == ORIGINAL and hashlib.sha256(content).hexdigest() != row.sha256:
        raise KeyTrouble(f"{place_of_part(row.id, part)} has another hash")
    return content


def owner_of(door: desk.Door, row: StoredFile) -> Report | Case:
    """Return the report or case that a file hangs on; Missing when that was a mistake."""
    if row.report_id is not None:
        return door.find(Report, id=row.report_id, deleted_at=None)
    return door.find(Case, id=row.case_id, deleted_at=None)


def subject_key(door: desk.Door, owner: Report | Case) -> int | None:
    """Return the id of the key that guards what is known of the child, or of the report."""
    if isinstance(owner, Report):
        return owner.key_id
    return door.session.get_one(Child, owner.child_id).key_id


def _view(door: desk.Door, row: StoredFile) -> FileView:
    return view_file(door, row, owner_of(door, row))


def view_file(door: desk.Door, row: StoredFile, owner: Report | Case) -> FileView:
    """Tell of a file and what it hangs on, inside an open door; its bytes are not touched."""
    key_id = subject_key(door, owner)
    description = _words(door, key_id, "files.description", row.id, row.description)
    return FileView(
        code=row.code,
        about=owner.code,
        of_report=isinstance(owner, Report),
        unit_id=row.area_id,
        kind=row.kind,
        size=row.size,
        sha256=row.sha256,
        pages=row.pages,
        pages_shown=row.pages_shown,
        taken_on=row.taken_on,
        description=description,
        entered_at=row.entered_at,
        entered_by=name_of(door, row.entered_by),
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=name_of(door, row.withdrawn_by),
        withdrawal=_words(door, key_id, "files.withdrawal", row.id, row.withdrawal),
        erased=not description,
    )


def _words(
    door: desk.Door, key_id: int | None, column: str, number: int, blob: bytes | None
) -> str:
    """Open a sealed text; '' once its key is destroyed, so that the page still opens."""
    with suppress(KeyDestroyed):
        return door.unseal(key_id, column, number, blob)
    return ""

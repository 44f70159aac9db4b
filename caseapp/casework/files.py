"""Files of a report or case: attached, withdrawn, and their original handed out.

A file's bytes lie sealed in the database under a key of the file's own, which lies sealed under
the child's (docs/decisions/0008-files.md). Nothing is ever deleted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.child_days import insist_past
from caseapp.casework.file_reading import (
    Original,
    Unreadable,
    may_fetch,
    open_part,
    owner_of,
    subject_key,
)
from caseapp.casework.spoken_decisions import unprove
from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.files import (
    ORIGINAL,
    THUMBNAIL,
    FilePart,
    HandOut,
    StoredFile,
    bytes_kept,
    page_part,
    place_of_part,
)
from caseapp.records.reports import Report
from caseapp.records.vault import new_content_key, seal_bytes
from caseapp.rules.access import Act, Actor
from caseapp.rules.file_kinds import ENDINGS, MEGABYTE, MOST, Copies, kind_of
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Room:
    """How many MB the files of a unit, and all files, may take."""

    in_unit: int
    in_all: int


@dataclass(frozen=True)
class NewFile:
    """What an officer attaches: the bytes as they came, what they show, and the copies of them."""

    content: bytes = field(repr=False)
    description: str
    taken_on: date | None
    copies: Copies


def attach_file(
    actor: Actor,
    new: NewFile,
    *,
    report: str = "",
    case: str = "",
    room: Room,
    now: datetime,
    post: str = "",
) -> str:
    """Attach a file to a report or to a case, named by its code; return the file's code.

    RuleBroken for a kind that is not taken, a day to come, and where no room is left.
    """
    with desk.writing(actor, Act.FILE_ADD, now=now, post=post) as door:
        owner: Report | Case = (
            door.find(Report, code=report, deleted_at=None)
            if report
            else door.find(Case, code=case, deleted_at=None)
        )
        door.made = add_file(door, owner, new, room).code
        return door.made


def add_file(door: desk.Door, owner: Report | Case, new: NewFile, room: Room) -> StoredFile:
    """Attach a file inside an open door, and log it; RuleBroken as for attach_file."""
    kind = kind_of(new.content)
    if not new.description.strip():
        raise RuleBroken("Say what the file shows", field="description")
    insist_past(new.taken_on, door.now, "taken_on")
    row = _row(door, owner, new, kind)
    _check_number(door, row)
    _check_room(door, row, room)
    door.session.add(row)
    door.session.flush()
    _seal(door, row, owner, new)
    door.log(f"file:{row.id}", row.area_id, **_about(owner), sha256=row.sha256, size=row.size)
    return row


def _about(owner: Report | Case) -> dict[str, int]:
    return {"report" if isinstance(owner, Report) else "case": owner.id}


def _row(door: desk.Door, owner: Report | Case, new: NewFile, kind: str) -> StoredFile:
    """Return the row of a file, with nothing sealed yet."""
    copies = (new.copies.thumbnail, *new.copies.shown)
    return StoredFile(
        code=marks.new_mark(marks.FILE, local_day(door.now).year),
        area_id=owner.area_id,
        report_id=owner.id if isinstance(owner, Report) else None,
        case_id=owner.id if isinstance(owner, Case) else None,
        kind=kind,
        size=len(new.content),
        sha256=hashlib.sha256(new.content).hexdigest(),
        pages=new.copies.pages,
        pages_shown=len(new.copies.shown),
        kept=len(new.content) + sum(map(len, copies)),
        taken_on=new.taken_on,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )


def _check_number(door: desk.Door, row: StoredFile) -> None:
    """Raise RuleBroken when the report or case has as many files as it may have."""
    beside = select(func.count(StoredFile.id)).where(
        StoredFile.report_id == row.report_id
        if row.report_id is not None
        else StoredFile.case_id == row.case_id
    )
    if (door.session.scalar(beside) or 0) >= MOST:
        raise RuleBroken(
            "There are %(most)d files here already, and no more are taken: put several pages into "
            "one PDF",
            field="file",
            params={"most": MOST},
        )


def _check_room(door: desk.Door, row: StoredFile, room: Room) -> None:
    """Raise RuleBroken, with what is left, when the unit or the instance has no room."""
    for most, used in (
        (room.in_unit, bytes_kept(door.session, row.area_id)),
        (room.in_all, bytes_kept(door.session)),
    ):
        left = most * MEGABYTE - used
        if row.kept > left:
            raise RuleBroken(
                "No room for this file: with its copies it takes %(need)d MB, and %(left)d "
                "of %(most)d MB are left. Ask the administrator for more",
                field="file",
                params={
                    "need": -(-row.kept // MEGABYTE),
                    "left": max(left, 0) // MEGABYTE,
                    "most": most,
                },
            )


def _seal(door: desk.Door, row: StoredFile, owner: Report | Case, new: NewFile) -> None:
    """Seal the file's own key and its words under the child's, and each part under its own."""
    held = owner if isinstance(owner, Report) else door.session.get_one(Child, owner.child_id)
    key_id, content_key = door.key_of(held), new_content_key()
    row.content_key = door.seal(key_id, "files.content_key", row.id, content_key.hex())
    row.description = door.seal(key_id, "files.description", row.id, new.description.strip())
    parts = {ORIGINAL: new.content, THUMBNAIL: new.copies.thumbnail}
    parts |= {page_part(number): page for number, page in enumerate(new.copies.shown, 1)}
    for part, content in parts.items():
        sealed = seal_bytes(row.id, content_key, place_of_part(row.id, part), content)
        door.session.add(FilePart(file_id=row.id, part=part, area_id=row.area_id, sealed=sealed))


def withdraw_file(actor: Actor, code: str, *, reason: str, now: datetime, post: str = "") -> None:
    """Take a file off the pages, with the reason: it hangs on the wrong record. It is kept."""
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    with desk.writing(actor, Act.FILE_ADD, now=now, post=post) as door:
        row = door.find(StoredFile, code=code, withdrawn_at=None)
        row.withdrawn_at, row.withdrawn_by = now, actor.user_id
        key_id = subject_key(door, owner_of(door, row))
        unprove(door, row)
        row.withdrawal = door.seal(_held(key_id), "files.withdrawal", row.id, reason.strip())
        door.log(f"file:{row.id}", row.area_id, withdrawn=True)
        door.made = row.code


def _held(key_id: int | None) -> int:
    assert key_id is not None  # what a file was sealed under is there
    return key_id


def hand_out(
    actor: Actor, code: str, *, recipient: str, paper: str, now: datetime, post: str = ""
) -> None:
    """Enter that the original is handed out: to which body, and on which paper of theirs."""
    if not recipient.strip():
        raise RuleBroken("Enter which body asks for the original", field="recipient")
    if not paper.strip():
        raise RuleBroken("Enter number and day of their paper", field="paper")
    with desk.writing(actor, Act.FILE_ORIGINAL, now=now, post=post) as door:
        row = door.find(StoredFile, code=code, withdrawn_at=None)
        given = HandOut(
            file_id=row.id, area_id=row.area_id, entered_at=now, entered_by=actor.user_id
        )
        door.session.add(given)
        door.session.flush()
        key_id = _held(subject_key(door, owner_of(door, row)))
        given.recipient = door.seal(key_id, "hand_outs.recipient", given.id, recipient.strip())
        given.paper = door.seal(key_id, "hand_outs.paper", given.id, paper.strip())
        door.log(f"file:{row.id}", row.area_id, hand_out=given.id)
        door.made = row.code


def original(actor: Actor, code: str, number: int, *, now: datetime) -> Original:
    """Return the original for a hand-out of the actor's own of the last 24 hours.

    Missing for any other; Unreadable when the file was changed or its key destroyed. Logged.
    """
    with desk.reading(actor, Act.FILE_ORIGINAL, now=now) as door:
        row = door.find(StoredFile, code=code, withdrawn_at=None)
        of_file = select(HandOut).where(HandOut.file_id == row.id).order_by(HandOut.id)
        given = dict(enumerate(door.session.scalars(of_file), 1)).get(number)
        if given is None or given.entered_by != actor.user_id:
            raise Missing(f"hand_outs:{code},{number}")
        if not may_fetch(given.entered_at, now):
            door.log_denial(f"file:{row.id}")
            raise Missing(code)
        found = open_part(door, row, ORIGINAL)
        if not isinstance(found, Unreadable):
            door.log(f"file:{row.id}", row.area_id, hand_out=given.id, sha256=row.sha256)
        name, sha256 = f"{row.code}.{ENDINGS[row.kind]}", row.sha256
    if isinstance(found, Unreadable):
        raise found
    return Original(name, sha256, found)

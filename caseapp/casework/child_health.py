"""A child's health and disabilities, kept sealed under its own key (class A)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_past
from caseapp.casework.one_child import find_child, find_row, in_one, record_of
from caseapp.records.children import Child
from caseapp.records.details import HealthNote
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.children import DISABILITY_LEVELS, DISABILITY_TYPES
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class HealthEntry:
    """What is known: in words, or a disability by types and level, with its certificate."""

    text: str = ""
    types: tuple[str, ...] = ()
    level: str = ""
    certificate: str = ""
    certified_on: date | None = None


@dataclass(frozen=True)
class HealthView:
    """A note that stands, and who entered it when."""

    number: int
    entry: HealthEntry
    entered_at: datetime


def note_health(
    actor: Actor, code: str, entry: HealthEntry, *, now: datetime, post: str = ""
) -> None:
    """Note what is known of the child's health, or a disability."""
    _check(entry)
    insist_past(entry.certified_on, now, "certified_on")
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        if entry.certified_on is not None:
            insist_born(child, entry.certified_on, "certified_on")
        row = HealthNote(child_id=child.id, entered_at=now, entered_by=actor.user_id)
        door.session.add(row)
        key_id = door.key_of(child)
        door.session.flush()
        content = json.dumps(asdict(entry), ensure_ascii=False, default=date.isoformat)
        row.content = door.seal(key_id, "health_notes.content", row.id, content)
        door.log(f"child:{child.id}", None, health=row.id)
        door.made = child.code


def _check(entry: HealthEntry) -> None:
    if not entry.text.strip() and not entry.types:
        raise RuleBroken("Say what is known, or choose the types of disability", field="text")
    if set(entry.types) - set(DISABILITY_TYPES.codes):
        raise RuleBroken("Choose from the list", field="types")
    if entry.types and entry.level not in DISABILITY_LEVELS:
        raise RuleBroken("Choose the level of disability", field="level")
    if not entry.types and (entry.level or entry.certificate or entry.certified_on):
        raise RuleBroken("Choose the types of disability as well", field="types")


def end_health(actor: Actor, code: str, number: int, *, now: datetime) -> None:
    """Take a note off the child's page: it holds no more. It stays written, sealed."""
    with desk.writing(actor, Act.CHILD_EDIT, now=now) as door:
        child = find_child(door, code)
        row = find_row(door, HealthNote, child, number)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
        door.log(f"child:{child.id}", None, health=row.id, ended=True)
        door.made = child.code


def health_of(door: desk.Door, child: Child) -> list[HealthView]:
    """Return the notes that stand, the newest first."""
    rows = door.session.scalars(
        select(HealthNote)
        .where(in_one(door, HealthNote.child_id, child), HealthNote.ended_at.is_(None))
        .order_by(HealthNote.id.desc())
    ).all()
    return [
        HealthView(
            row.id,
            _read(
                door.unseal(
                    record_of(door, child, row.child_id).key_id,
                    "health_notes.content",
                    row.id,
                    row.content,
                )
            ),
            row.entered_at,
        )
        for row in rows
    ]


def _read(text: str) -> HealthEntry:
    told = json.loads(text) if text else {}
    day = told.get("certified_on")
    told["types"] = tuple(told.get("types", ()))
    told["certified_on"] = date.fromisoformat(day) if day else None
    return HealthEntry(**told)

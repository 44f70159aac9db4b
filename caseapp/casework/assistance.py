"""Help given to a child: recorded, ended, put right or withdrawn; indicator 8b counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_past
from caseapp.casework.one_child import find_child, find_row, in_one, record_of, records_of
from caseapp.records.cases import Case
from caseapp.records.children import Assistance, Child
from caseapp.records.papers import PlanActivity
from caseapp.rules.access import Act, Actor
from caseapp.rules.assistance import HelpDays, check_last_day, check_value, is_same
from caseapp.rules.codes import LISTS
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

_LONGEST: Final = 200


@dataclass(frozen=True)
class AssistanceEntry:
    """Help given: on a day, until a day, or still running (`open_ended`).

    `value` is in đồng, `in_kind` what was given instead of money or beside it; `activity` is the
    number of the activity of a plan that it carries out.
    """

    kind: str
    given_on: date
    given_until: date | None
    open_ended: bool
    provider: str
    note: str
    value: int | None = None
    in_kind: str = ""
    activity: int | None = None

    @property
    def days(self) -> HelpDays:
        """The days of the help; one with a last day does not run on."""
        return HelpDays(
            self.given_on, self.given_until, self.open_ended and self.given_until is None
        )


def days_of(row: Assistance) -> HelpDays:
    """Return the days of a recorded help."""
    return HelpDays(row.given_on, row.given_until, row.open_ended)


def check_entry(entry: AssistanceEntry, now: datetime) -> None:
    """Raise RuleBroken for what no help can be, whoever is given it."""
    if entry.kind not in LISTS["assistance_kinds"]:
        raise RuleBroken("Choose the kind of help", field="kind")
    insist_past(entry.given_on, now, "given_on")
    if entry.given_until is not None and entry.given_until < entry.given_on:
        raise RuleBroken("The last day cannot lie before the first", field="given_until")
    if len(entry.provider) > _LONGEST:
        raise RuleBroken("Write the giver in fewer words", field="provider")
    check_value(entry.value)


def record_assistance(
    actor: Actor, code: str, entry: AssistanceEntry, *, now: datetime, post: str = ""
) -> None:
    """Record help given to a child; this is what indicator 8b counts.

    RuleBroken when the same help stands there already.
    """
    check_entry(entry, now)
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        insist_born(child, entry.given_on, "given_on")
        _once(door, child, entry)
        _of_child(door, child, entry.activity)
        row = row_of(door, child, entry)
        door.session.add(row)
        seal_words(door, [(row, child)], entry)
        door.log(f"child:{child.id}", None, assistance=row.id)
        door.made = child.code


def row_of(door: desk.Door, child: Child, entry: AssistanceEntry) -> Assistance:
    """Make the row of a help. Who records that it runs says so on that day."""
    days = entry.days
    return Assistance(
        child_id=child.id,
        kind=entry.kind,
        given_on=days.first,
        given_until=days.last,
        open_ended=days.running,
        provider=entry.provider.strip(),
        value=entry.value,
        activity_id=entry.activity,
        confirmed_on=local_day(door.now) if days.running else None,
        confirmed_by=door.actor.user_id if days.running else None,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )


def seal_words(
    door: desk.Door, rows: list[tuple[Assistance, Child]], entry: AssistanceEntry
) -> None:
    """Give new rows their numbers, then their words, sealed under the key of each child."""
    door.session.flush()
    note, in_kind = entry.note.strip(), entry.in_kind.strip()
    if not note and not in_kind:
        return
    for row, child in rows:
        key_id = door.key_of(child)
        row.note = door.seal(key_id, "assistance.note", row.id, note)
        row.in_kind = door.seal(key_id, "assistance.in_kind", row.id, in_kind)


def _once(door: desk.Door, child: Child, entry: AssistanceEntry, but: int = 0) -> None:
    alike = select(Assistance).where(
        in_one(door, Assistance.child_id, child),
        Assistance.kind == entry.kind,
        Assistance.deleted_at.is_(None),
        Assistance.id != but,
    )
    for row in door.session.scalars(alike):
        if is_same(entry.days, entry.provider, days_of(row), row.provider):
            raise RuleBroken(
                "This help by this giver stands there already for that day: correct that entry, "
                "or choose another day",
                field="given_on",
            )


def _of_child(door: desk.Door, child: Child, activity: int | None) -> None:
    """Raise RuleBroken unless the activity is of a plan of a case of this child, within reach."""
    if activity is None:
        return
    records = sorted(record.id for record in records_of(door, child))
    asked = (
        select(PlanActivity.id)
        .join(Case, Case.id == PlanActivity.case_id)
        .where(
            PlanActivity.id == activity,
            Case.child_id.in_(records),
            Case.deleted_at.is_(None),
        )
    )
    if door.session.scalar(asked) is None:
        raise RuleBroken("Choose an activity of a plan of this child", field="activity")


def _standing(door: desk.Door, child: Child, row_id: int) -> Assistance:
    row = find_row(door, Assistance, child, row_id)
    if row.deleted_at is not None:
        raise Missing(f"assistance:{row_id}")
    return row


def end_assistance(
    actor: Actor, code: str, row_id: int, *, last_day: date, now: datetime, post: str = ""
) -> None:
    """Record the last day of a help that still went on; its days before stay."""
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        row = _standing(door, child, row_id)
        check_last_day(days_of(row), last_day, local_day(now))
        row.given_until, row.open_ended = last_day, False
        row.ended_at, row.ended_by = now, actor.user_id
        door.log(f"child:{child.id}", None, assistance=row.id, ended=True)
        door.made = child.code


def withdraw_assistance(
    actor: Actor, code: str, row_id: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Withdraw a help that was entered by mistake: it counts nowhere, and stays to be read."""
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        row = _standing(door, child, row_id)
        withdraw_row(door, record_of(door, child, row.child_id), row, why)
        door.log(f"child:{child.id}", None, assistance=row.id, withdrawn=True)
        door.made = child.code


def withdraw_row(door: desk.Door, record: Child, row: Assistance, why: str) -> None:
    """Mark a help as entered by mistake; `record` is the child's own whose help it is."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    row.deleted_at, row.deleted_by = door.now, door.actor.user_id
    key_id = door.key_of(record)
    row.why_deleted = door.seal(key_id, "assistance.why_deleted", row.id, why.strip())


def correct_assistance(
    actor: Actor,
    code: str,
    row_id: int,
    entry: AssistanceEntry,
    *,
    why: str,
    now: datetime,
    post: str = "",
) -> None:
    """Put a help right in one step: the mistaken entry is withdrawn, the right one takes its place.

    It stays with its list of children, if it was entered with one.
    """
    check_entry(entry, now)
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        old = _standing(door, child, row_id)
        insist_born(child, entry.given_on, "given_on")
        _once(door, child, entry, but=old.id)
        if entry.activity != old.activity_id:
            _of_child(door, child, entry.activity)
        withdraw_row(door, record_of(door, child, old.child_id), old, why)
        row = row_of(door, child, entry)
        row.batch_id = old.batch_id
        door.session.add(row)
        seal_words(door, [(row, child)], entry)
        door.log(f"child:{child.id}", None, assistance=row.id, corrects=old.id)
        door.made = child.code

"""Asking for two children to be merged, and what the officers of both units say to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.erasure_bars import insist_none_proposed
from caseapp.casework.merge_sides import (
    OPEN,
    Side,
    Sides,
    Word,
    own_text,
    reasons_of,
    seal_text,
    shown,
    sides_of,
    words_of,
)
from caseapp.casework.notices import Subject, end, tell, tell_supervisors
from caseapp.casework.staff import held, name_of
from caseapp.casework.twin_search import units_of
from caseapp.casework.unshown import unshown
from caseapp.records.children import Child
from caseapp.records.coded_files import file_of
from caseapp.records.own_reach import at_the_tables, hidden_from
from caseapp.records.twins import Merge, MergeWord, TwinPair
from caseapp.rules.access import WORKER, Act, Actor, Role, may
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day, msgid

_NO_CHILD = msgid("No child bears this code: read it once more")


@dataclass(frozen=True)
class MergeView:
    """A merge as its reader sees it; `own_units` are those for which the reader may speak now."""

    number: int
    state: str
    sides: tuple[Side, Side]
    words: tuple[Word, ...]
    reasons: tuple[str, ...]
    reason: str
    asked_at: datetime
    asked_by: str
    own_units: tuple[int, ...]
    ready: bool
    decided_at: datetime | None
    decided_by: str
    decision: str
    undone_at: datetime | None
    undone_by: str
    undoing: str


def ask_merge(
    actor: Actor, first: str, second: str, *, reason: str, now: datetime, post: str = ""
) -> int:
    """Ask that two children, by their codes, become one; return the number of the request.

    An officer names a child of the own unit and any other by its code. The officer's own unit has
    said yes by asking. RuleBroken for a code that leads to no child the person may know of.
    """
    if not reason.strip():
        raise RuleBroken("Say why they are one child", field="reason")
    with desk.writing(actor, Act.MERGE_ASK, now=now, post=post) as door:
        one, other = _one(door, first, "first"), _one(door, second, "second", elsewhere=True)
        if one == other:
            raise RuleBroken("Enter the codes of two children", field="second")
        insist_none_proposed(door, (one, other), field="second")
        merge = Merge(first_id=min(one, other), second_id=max(one, other), asked_at=now)
        merge.asked_by = actor.user_id
        _insist_on_none_open(door, merge)
        door.session.add(merge)
        door.session.flush()
        merge.reason = seal_text(door, "merges.reason", merge.id, reason)
        for unit in _spoken_for(door, sides_of(door, merge)):
            _add_word(door, merge, unit, agrees=True, note="")
        _settle_pairs(door, merge)
        for child in (one, other):
            door.log(f"child:{child}", None, merge=merge.id)
        door.made = str(merge.id)
        number = merge.id
    tell_waiting(now=now)
    return number


def _one(door: desk.Door, code: str, field: str, *, elsewhere: bool = False) -> int:
    """Return the child of a code; of another unit only one that is not protected."""
    asked = code.strip().upper()
    try:
        child = door.find(Child, code=asked, deleted_at=None, merged_into_id=None)
    except Missing:
        found = file_of(door.session, asked, door.actor) if elsewhere else None
        if (
            found is None
            or found.code != asked
            or found.child_id in unshown(door, [found.child_id])
        ):
            raise RuleBroken(_NO_CHILD, field=field) from None
        return found.child_id
    return child.id


def _insist_on_none_open(door: desk.Door, merge: Merge) -> None:
    """Refuse a second request, but only for one that the person may know of."""
    both = (merge.first_id, merge.second_id)
    waiting = select(Merge).where(
        Merge.state == OPEN, or_(Merge.first_id.in_(both), Merge.second_id.in_(both))
    )
    if any(_view(door, each) is not None for each in door.session.scalars(waiting).all()):
        raise RuleBroken(
            "A merge of one of these children is asked for already: that is decided on first",
            field="second",
        )


def _settle_pairs(door: desk.Door, merge: Merge) -> None:
    both = (merge.first_id, merge.second_id)
    pairs = select(TwinPair).where(
        TwinPair.child_id.in_(both), TwinPair.other_id.in_(both), TwinPair.settled_at.is_(None)
    )
    for pair in door.session.scalars(pairs):
        pair.settled_at, pair.settled_by = door.now, door.actor.user_id


def _spoken_for(door: desk.Door, sides: Sides) -> list[int]:
    """Return the units asked for which the person at the door holds the officer's post today."""
    if door.actor.user_id in sides.hidden:
        return []
    day = local_day(door.now)
    return [unit for unit in sides.units if may(door.actor, Act.MERGE_AGREE, day, unit)]


def _add_word(door: desk.Door, merge: Merge, unit: int, *, agrees: bool, note: str) -> None:
    assert door.actor.user_id is not None
    row = MergeWord(
        merge_id=merge.id,
        area_id=unit,
        user_id=door.actor.user_id,
        agrees=agrees,
        said_at=door.now,
    )
    door.session.add(row)
    door.session.flush()
    row.note = seal_text(door, "merge_words.note", row.id, note)


def say(
    actor: Actor, number: int, *, agrees: bool, note: str, now: datetime, post: str = ""
) -> None:
    """Say for the own unit whether the two are one child; a no needs its reason.

    Missing for who is not asked; what was said once stays.
    """
    if not agrees and not note.strip():
        raise RuleBroken("Say why they are two children", field="note")
    with desk.writing(actor, Act.MERGE_AGREE, now=now, post=post) as door:
        merge = _open_merge(door, number)
        units = _unsaid(door, merge, _spoken_for(door, sides_of(door, merge)))
        if not units:
            raise Missing(f"merges:{number}")
        for unit in units:
            _add_word(door, merge, unit, agrees=agrees, note=note)
        for child in (merge.first_id, merge.second_id):
            door.log(f"child:{child}", units[0], merge=merge.id, agrees=agrees)
    tell_waiting(now=now)


def _open_merge(door: desk.Door, number: int) -> Merge:
    merge = door.find(Merge, id=number)
    if merge.state != OPEN:
        raise RuleBroken("This merge is decided on already")
    return merge


def _unsaid(door: desk.Door, merge: Merge, units: list[int]) -> list[int]:
    said = set(
        door.session.scalars(select(MergeWord.area_id).where(MergeWord.merge_id == merge.id))
    )
    return [unit for unit in units if unit not in said]


def list_merges(actor: Actor, *, now: datetime) -> list[MergeView]:
    """Return the merges that this person is asked about or answers for, the open ones first."""
    with desk.reading(actor, Act.MERGE_ASK, now=now) as door:
        newest = select(Merge).order_by(Merge.state != OPEN, Merge.id.desc()).limit(_MOST)
        views = [_view(door, merge) for merge in door.session.scalars(newest).all()]
        found = [view for view in views if view is not None]
        door.log("merges:list", None, rows=len(found))
        return found


_MOST = 100


def read_merge(actor: Actor, number: int, *, now: datetime) -> MergeView:
    """Return one merge; Missing for who is neither asked about it nor answers for it."""
    with desk.reading(actor, Act.MERGE_ASK, now=now) as door:
        merge = door.find(Merge, id=number)
        view = _view(door, merge)
        if view is None:
            raise Missing(f"merges:{number}")
        for child in (merge.first_id, merge.second_id):
            door.log(f"child:{child}", None, merge=number)
        return view


def _view(door: desk.Door, merge: Merge) -> MergeView | None:
    """Return what the reader may know of a merge, None for nothing.

    None for whoever one of the two is kept from; else for those who asked or are asked, and for
    who may open both.
    """
    both = (merge.first_id, merge.second_id)
    hidden = hidden_from(door.session, door.actor)
    if hidden is not None and hidden.children & set(both):
        return None
    sides = sides_of(door, merge)
    seen = shown(door, both)
    own = _spoken_for(door, sides)
    involved = merge.asked_by == door.actor.user_id or bool(own)
    if not involved and not all(side.seen for side in seen):
        return None
    words = words_of(door, merge, sides)
    return MergeView(
        number=merge.id,
        state=merge.state,
        sides=(seen[0], seen[1]),
        words=tuple(words),
        reasons=reasons_of(door, both),
        reason=own_text(door, "merges.reason", merge.id, merge.reason),
        asked_at=merge.asked_at,
        asked_by=name_of(door, merge.asked_by),
        own_units=tuple(_unsaid(door, merge, own)) if merge.state == OPEN else (),
        ready=merge.state == OPEN and all(word.agrees for word in words),
        decided_at=merge.decided_at,
        decided_by=name_of(door, merge.decided_by),
        decision=own_text(door, "merges.decision", merge.id, merge.decision),
        undone_at=merge.undone_at,
        undone_by=name_of(door, merge.undone_by),
        undoing=own_text(door, "merges.undoing", merge.id, merge.undoing),
    )


def tell_waiting(*, now: datetime) -> None:
    """Tell the officers who are asked about a merge, and the supervisors of one that is ready.

    The one who asks reaches the own unit alone; this is told as the worker tells things, once.
    """
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        for merge in door.session.scalars(select(Merge).where(Merge.state == OPEN)).all():
            _tell(door, merge)
        door.log("merges:round", None)


def _tell(door: desk.Door, merge: Merge) -> None:
    sides = sides_of(door, merge)
    words = words_of(door, merge, sides)
    with at_the_tables(door.session):
        known = units_of(door, sides.children)
        named = select(Child.id, Child.code).where(Child.id.in_(sides.children))
        codes = dict(door.session.execute(named).tuples().all())
    for word in words:
        own = next((child for child in codes if word.unit_id in known.get(child, [])), 0)
        subject = Subject(codes.get(own, ""), word.unit_id)
        if word.agrees is not None:
            end(door, subject.mark, ["merge_asked"])
            continue
        officers = held(door.session, [Role.OFFICER], [word.unit_id], now=door.now)
        for user in sorted({user.id for user, _ in officers} - sides.hidden):
            tell(door, "merge_asked", subject, to=user, cause=merge.id)
    if all(word.agrees is not None for word in words):
        for unit in known.get(merge.first_id, [])[:1]:
            subject = Subject(codes[merge.first_id], unit)
            tell_supervisors(door, "merge_ready", subject, cause=merge.id, but=sides.hidden)

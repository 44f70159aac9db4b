"""Asks, before a child is entered, whether it is known already: twice is counted twice.

In the own unit the like children are shown whole. Of another unit's nothing is said but that there
is one, where, and whom to ask; each time is written down, and a person is told so of ten a day at
most. Of a child that is protected nothing is said at all: it is entered like any new one, and the
worker gives the pair to the supervisors (casework.twin_rounds).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import held
from caseapp.casework.twin_search import Alike, find_alike
from caseapp.casework.unshown import unshown
from caseapp.records.children import Child
from caseapp.records.scope import FEW
from caseapp.records.twins import TwinPreview
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.twins import PREVIEWS_A_DAY, SHOWN, Entry
from caseapp.rules.values import RuleBroken, local_day, msgid

_TOLD_OF_OTHERS: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.SUPERVISOR})


@dataclass(frozen=True)
class Twin:
    """A child of the own unit who may be the one that is entered; `reasons` as in rules.twins."""

    code: str
    full_name: str
    born: date | None
    birth_precision: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A child of another unit who may be the one: its code, its unit, and whom to ask there."""

    code: str
    unit: str
    people: tuple[str, ...]


class KnownAlready(RuleBroken):
    """A question, never a refusal: nobody asks again once somebody has answered it."""

    def __init__(self, own: tuple[Twin, ...], others: tuple[Preview, ...]) -> None:
        self.own, self.others = own, others
        names = "; ".join(f"{twin.full_name} ({twin.code})" for twin in own)
        super().__init__(
            _IN_OWN_LIST if own else _ELSEWHERE,
            field="distinct",
            params={"children": names} if own else {},
        )


_IN_OWN_LIST: Final = msgid(
    "Your list may hold this child already: %(children)s. Look there first; if it is "
    "another child, tick the box and send once more"
)
_ELSEWHERE: Final = msgid(
    "Another unit may know this child already: ask there first; if it is another child, "
    "tick the box and send once more"
)


def insist_on_new(
    actor: Actor, entry: Entry, personal_id: str, *, now: datetime, post: str
) -> None:
    """Raise KnownAlready with the children who may be the one that is entered.

    It is a transaction of its own: what was shown stays written down when nothing is entered.
    """
    with desk.writing(actor, Act.TWIN_ASK, now=now) as door:
        if post:
            door.first_post(post)  # what was entered by this very form is no other child
        mac = door.mac(personal_id) if personal_id else None
        ((own, others),) = look_for(door, [entry], mac)
        door.log("children:twins", None, own=len(own), others=len(others))
    if own or others:
        raise KnownAlready(own, others)


def look_for(
    door: desk.Door, entries: Sequence[Entry], mac: bytes | None = None
) -> list[tuple[tuple[Twin, ...], tuple[Preview, ...]]]:
    """Return for each entry who may be its child: of the own unit, and what is said of others.

    That something was said is written down at the open door. A long list costs little more than
    its entries one by one, and the same whether somebody is found or not.
    """
    found = [find_alike(door, entry, mac) for entry in entries]
    everyone = sorted({each.child_id for alike in found for each in alike})
    within = door.session.scalars(
        select(Child)
        .where(Child.id.in_(everyone), Child.hidden_name.is_(None))
        .execution_options(**{FEW: True})
    )
    rows = {row.id: row for row in within}
    secret, today = unshown(door, everyone), _shown_today(door)
    told = []
    for alike in found:
        own = _own(alike, rows)
        inside = {twin.code for twin in own}
        elsewhere = [
            each for each in alike if each.code not in inside and each.child_id not in secret
        ]
        told.append((own, _others(door, elsewhere, len(own), today)))
    return told


def _own(found: list[Alike], rows: Mapping[int, Child]) -> tuple[Twin, ...]:
    """Return those within reach, read through the row filter; none whose name is hidden."""
    twins = [
        Twin(
            row.code,
            row.full_name,
            row.date_of_birth,
            row.birth_precision,
            (("number",) if each.number else ()) + each.likeness.reasons,
        )
        for each in sorted(found, key=lambda alike: alike.rank)
        if (row := rows.get(each.child_id)) is not None
    ]
    return tuple(twins[:SHOWN])


def _others(door: desk.Door, found: list[Alike], own: int, today: set[int]) -> tuple[Preview, ...]:
    """Return what is said of children elsewhere, and write down that it was.

    An equal personal id alone says nothing: whoever has a number could ask whose it is. `today` are
    those of whom the person was told within the last 24 hours.
    """
    told = [each for each in found if each.likeness.proposed]
    if not _is_told(door):
        return ()
    previews = []
    for each in told[: max(0, SHOWN - own)]:
        if each.child_id not in today and len(today) >= PREVIEWS_A_DAY:
            continue
        today.add(each.child_id)
        door.session.add(
            TwinPreview(user_id=door.actor.user_id, child_id=each.child_id, shown_at=door.now)
        )
        door.log(f"child:{each.child_id}", None, preview=True)
        previews.append(_preview(door, each))
    return tuple(previews)


def _is_told(door: desk.Door) -> bool:
    roles = door.actor.roles(local_day(door.now))
    return door.actor.user_id is not None and not roles.isdisjoint(_TOLD_OF_OTHERS)


def _shown_today(door: desk.Door) -> set[int]:
    """Return of which children the person was told within the last 24 hours."""
    shown = select(TwinPreview.child_id).where(
        TwinPreview.user_id == door.actor.user_id,
        TwinPreview.shown_at > door.now - timedelta(days=1),
    )
    return set(door.session.scalars(shown))


def _preview(door: desk.Door, each: Alike) -> Preview:
    unit = min(each.units) if each.units else 0
    return Preview(each.code, areas.label(unit) if unit else "", people_of(door, each.units[:1]))


def people_of(door: desk.Door, units: Collection[int]) -> tuple[str, ...]:
    """Return whom to ask in some units: their officers, or else their chairs, by name."""
    for role in (Role.OFFICER, Role.CHAIR):
        if people := held(door.session, [role], units, now=door.now):
            return tuple(dict.fromkeys(user.full_name for user, _ in people))
    return ()

"""What protects a child when two records become one: of each protection the stricter one holds.

One list. A protection that lies in a table, keyed by the child, needs no line here when it is asked
over all records of one child (as marks of conflict are, records.own_reach); one that lies in a
column of the child, or in a row of which one holds, is compared here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.consent_reading import told_of
from caseapp.casework.consents import call_chair
from caseapp.casework.entrusting import engage_around
from caseapp.casework.file_restrictions import forget_if_restricted
from caseapp.casework.hidden_names import MERGED, bring_out, hidden_since, put_away
from caseapp.casework.jobs import forget_exports
from caseapp.casework.marked import add_mark, kept_from
from caseapp.casework.one_child import records_of
from caseapp.casework.referral_holds import hold_referrals, release
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.consents import ReferralHold
from caseapp.records.referrals import Referral


@dataclass(frozen=True)
class Protection:
    """One protection: `take` writes the stricter one of two children on the first.

    It returns what the first had before, as JSON can hold it and without any content, or None
    when nothing was changed; `give_back` is handed that when the merge is undone.
    """

    name: str
    take: Callable[[desk.Door, Child, Child], Any]
    give_back: Callable[[desk.Door, Child, Any], None]


def _share_marks(door: desk.Door, first: Child, second: Child) -> None:
    """Let what is kept from somebody in one record be kept in the other.

    The row filter sees to it (own_reach.hidden_from); here follows what a mark brings with it: no
    export made before stays theirs, and somebody else decides and handles where they did.
    """
    del second
    for user_id in sorted(kept_from(door, first)):
        forget_exports(door.session, user_id)
    engage_around(door, first)


def _keep_marks(_door: desk.Door, _first: Child, _before: object) -> None:
    """Marks hang on the record on which they were set, and stay there."""


def keep_both(door: desk.Door, first: Child, second: Child, since: datetime) -> None:
    """Before a merge is undone: what was kept from somebody since is kept in both records.

    Nobody was asked which of the two was meant. The supervisor lifts what is too much.
    """
    set_since = select(ConflictMark).where(
        ConflictMark.child_id.in_([first.id, second.id]),
        ConflictMark.set_at > since,
        ConflictMark.lifted_at.is_(None),
    )
    for row in door.session.scalars(set_since.order_by(ConflictMark.id)).all():
        own, other = (first, second) if row.child_id == first.id else (second, first)
        copy = add_mark(door, other, row.user_id, origin=row.origin)
        door.session.flush()
        if row.reason is not None:
            text = door.unseal(own.key_id, "conflict_marks.reason", row.id, row.reason)
            key_id = door.key_of(other)
            copy.reason = door.seal(key_id, "conflict_marks.reason", copy.id, text)


def _hide_all(door: desk.Door, first: Child, second: Child) -> list[int] | None:
    """Hide the name of each record where that of one is hidden; return those hidden by it."""
    del second
    records = records_of(door, first)
    open_ones = [record for record in records if record.hidden_name is None]
    if len(open_ones) == len(records) or not open_ones:
        return None
    for record in open_ones:
        put_away(door, record, MERGED)
    return [record.id for record in open_ones]


def _show_again(door: desk.Door, _first: Child, before: list[int]) -> None:
    """Show the names that the merge hid, unless somebody has hidden or shown them since."""
    for number in before:
        record = door.session.get_one(Child, number)
        if record.hidden_name is not None and hidden_since(door, record) == MERGED:
            bring_out(door, record, MERGED)


def _hold(door: desk.Door, first: Child, second: Child) -> list[int] | None:
    """Hold the referrals of one record by what was said in the other; return the holds."""
    del second
    told = told_of(door, first)
    last = door.session.scalar(select(func.max(ReferralHold.id))) or 0
    hold_referrals(door, first, told)
    call_chair(door, first, told)
    made = select(ReferralHold.id).where(ReferralHold.id > last)
    return list(door.session.scalars(made)) or None


def _let_go(door: desk.Door, _first: Child, before: list[int]) -> None:
    """Let go the referrals that were held by what was said of the other child alone."""
    for hold in door.session.scalars(select(ReferralHold).where(ReferralHold.id.in_(before))):
        row = door.session.get_one(Referral, hold.referral_id)
        child = door.session.get_one(Child, row.child_id)
        if hold.ended_at is None and not told_of(door, child).stopped():
            release(door, row, "parted")


def _let_exports_go(door: desk.Door, first: Child, second: Child) -> None:
    """Let no export made before be fetched once one of the two records is restricted.

    That it stands on both is asked over all records of one child (file_restrictions).
    """
    del second
    forget_if_restricted(door, first)


def _asked_of_all(_door: desk.Door, _first: Child, _second: Child) -> None:
    """Nothing is written: whoever asks for it asks over all records of one child."""


def _stays(_door: desk.Door, _first: Child, _before: object) -> None:
    """Each record keeps its own."""


PROTECTIONS: Final[tuple[Protection, ...]] = (
    Protection("marks", _share_marks, _keep_marks),
    Protection("hidden_name", _hide_all, _show_again),
    Protection("shelter", _asked_of_all, _stays),  # separation, placement: casework.sheltered
    Protection("safe_contact", _asked_of_all, _stays),  # casework.child_people.uncalled
    Protection("restriction", _let_exports_go, _stays),
    Protection("consent", _hold, _let_go),  # what it says: casework.joined_words
)
"""All that protects a child, each with what a merge writes for it."""


def take_strictest(door: desk.Door, first: Child, second: Child) -> dict[str, Any]:
    """Write the stricter of each protection on the child that stays; return what was before."""
    taken = {each.name: each.take(door, first, second) for each in PROTECTIONS}
    return {name: before for name, before in taken.items() if before is not None}


def give_back(door: desk.Door, first: Child, before: dict[str, Any]) -> None:
    """Put back what `take_strictest` changed."""
    for each in PROTECTIONS:
        if each.name in before:
            each.give_back(door, first, before[each.name])

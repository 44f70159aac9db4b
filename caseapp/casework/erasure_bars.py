"""What a proposed erasure holds up: no record of the child is joined or parted until it is over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.erasures import Erasure
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.values import RuleBroken, msgid

WAITS: Final = msgid("An erasure of the file %(code)s is proposed: that is decided on first")
_UNSAID: Final = msgid("These records cannot be joined or parted now: ask a supervisor of the city")
"""To who cannot open the file: that its erasure is proposed is not theirs to know."""


def insist_none_proposed(
    door: desk.Door, children: Iterable[int], words: str = WAITS, *, field: str = ""
) -> None:
    """Raise RuleBroken while one of the children is to be erased.

    It names the file, and says why, where the file is in reach; else neither.
    """
    with at_the_tables(door.session):
        waiting = (
            select(Child.code)
            .join(Erasure, Erasure.child_id == Child.id)
            .where(Erasure.child_id.in_(list(children)), Erasure.state == "proposed")
        )
        codes = door.session.scalars(waiting).all()
    if not codes:
        return
    seen = door.session.scalars(select(Child.code).where(Child.code.in_(codes))).first()
    if seen is None:
        raise RuleBroken(_UNSAID, field=field or None)
    raise RuleBroken(words, field=field or None, params={"code": seen})

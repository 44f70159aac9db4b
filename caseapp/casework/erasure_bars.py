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


def insist_none_proposed(
    door: desk.Door, children: Iterable[int], words: str = WAITS, *, field: str = ""
) -> None:
    """Raise RuleBroken, with the code of the file, while one of the children is to be erased."""
    with at_the_tables(door.session):
        waiting = (
            select(Child.code)
            .join(Erasure, Erasure.child_id == Child.id)
            .where(Erasure.child_id.in_(list(children)), Erasure.state == "proposed")
        )
        code = door.session.scalars(waiting.limit(1)).first()
    if code is not None:
        raise RuleBroken(words, field=field or None, params={"code": code})

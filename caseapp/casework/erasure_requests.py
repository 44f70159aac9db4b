"""The requests of the register on which an erasure rests: looked up, and closed by the erasure."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select, update

from caseapp import desk
from caseapp.records import marks
from caseapp.records.data_requests import DataRequest
from caseapp.records.erasures import Erasure
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.data_requests import DATA_REQUESTS
from caseapp.rules.values import RuleBroken

_CODED: Final = f"{marks.REQUEST}-"


def number_of(typed: str) -> str:
    """Return the number of a request as it is kept; one of another register stays as typed."""
    text = typed.strip()
    return text.upper() if text.upper().startswith(_CODED) else text


def insist_accepted(door: desk.Door, family: tuple[int, ...], number: str) -> None:
    """Raise RuleBroken where a code of the register is that of no accepted request for this.

    A number of another register is not looked up. A proposal may hold a code as it was typed.
    """
    number = number_of(number)
    if not number.startswith(_CODED):
        return
    with at_the_tables(door.session):
        asked = select(DataRequest.kind, DataRequest.state).where(
            DataRequest.code == number, DataRequest.child_id.in_(family)
        )
        row = door.session.execute(asked).first()
    if row is None:
        raise RuleBroken("No request about this child bears this code", field="request")
    if row.kind != "erasure":
        raise RuleBroken("This request asks for something else, not for erasure", field="request")
    if row.state != "accepted":
        raise RuleBroken("This request is not accepted, or done already", field="request")


def close_requests(door: desk.Door, erasure: Erasure, family: tuple[int, ...]) -> None:
    """Let the erasure carry out each accepted request for it, in its transaction.

    That on which it rests is one of them; a second one, of another parent, asks for the same.
    Needs the bulk door.
    """
    table: Any = DataRequest.__table__
    own = (
        table.c.child_id.in_(family), table.c.kind == "erasure", table.c.state == "accepted",
    )  # fmt: skip
    rows = door.session.execute(select(table.c.id, table.c.area_id, table.c.state).where(*own))
    for number, unit, state in rows.all():
        values = {
            "state": DATA_REQUESTS.next_state(state, "execute"),
            "executed_at": door.now,
            "executed_by": door.actor.user_id,
            "version": table.c.version + 1,
        }
        door.session.execute(update(table).where(table.c.id == number).values(values))
        door.log(
            f"child:{family[0]}", unit, data_request=number, move="execute", erasure=erasure.id
        )

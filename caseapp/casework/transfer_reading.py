"""What both units see of a case on its way: little until it is accepted, then the new one all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assigning import Officer, officers_of
from caseapp.casework.case_clocks import ClockView
from caseapp.casework.case_clocks import views_of as clock_views
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.homes import home_unit
from caseapp.casework.transfer_views import (
    TransferView,
    last_transfer,
    open_one,
    version_of,
    view_transfer,
)
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.listing import units_given, within_given
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.clocks import Standing
from caseapp.rules.outcomes import Missing
from caseapp.rules.transfer_states import is_late
from caseapp.rules.values import local_day

MOST: Final = 100
_TASKS: Final = 20
_TO_OTHERS: Final = ("waiting", "refused", "stays")


@dataclass(frozen=True)
class Passing:
    """A transfer as a unit that may not open the case reads it: not a word of the child.

    `mine`: it waits for the reader's own unit. `clocks` are the limits that run, and go on.
    """

    transfer: TransferView
    mine: bool
    gone: bool
    clocks: list[ClockView]


@dataclass(frozen=True)
class Going:
    """A case for whoever sends it on or decides on it: whose it is, and how its transfer stands.

    `home` is the code of the ward where the child lives, '' for none; `words` say what the case is
    handed over for.
    """

    code: str
    unit_id: int
    unit: str
    child_name: str
    state: str
    home: str
    transfer: TransferView | None
    words: str


@dataclass(frozen=True)
class TransferTask:
    """One thing to do with a transfer, as the home page lists it."""

    kind: str
    code: str
    about: str
    unit: str
    since: datetime
    clock: Standing | None = None


def _mine(door: desk.Door, *columns: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Return what tells the transfers that concern the person's units."""
    units = door.scope.units
    if units is None:
        return Transfer.id.is_not(None)
    return or_(*(column.in_(sorted(units)) for column in columns))


def _asked(*which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(Transfer, Case.code)
        .join(Case, Case.id == Transfer.case_id)
        .where(Case.deleted_at.is_(None), *which)
    )


def list_transfers(actor: Actor, *, now: datetime) -> tuple[list[TransferView], list[TransferView]]:
    """Return what waits for the person's units, and the last 100 cases that these sent."""
    with desk.reading(actor, Act.TRANSFER_READ, now=now) as door:
        waiting = _asked(_mine(door, Transfer.to_area_id), Transfer.state == "waiting")
        sent = _asked(_mine(door, Transfer.from_area_id)).order_by(Transfer.id.desc()).limit(MOST)
        found = [
            [view_transfer(door, row.Transfer, row.code, 0) for row in door.session.execute(asked)]
            for asked in (waiting.order_by(Transfer.due_at), sent)
        ]
        door.log("transfers:list", None, rows=sum(map(len, found)))
        return found[0], found[1]


def read_passing(
    actor: Actor, code: str, *, now: datetime, act: Act = Act.TRANSFER_READ
) -> Passing:
    """Return what a unit is told of a case that waits for it, or that it handed over."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        rows = door.session.scalars(
            select(Transfer)
            .where(
                Transfer.case_id == case.id,
                or_(
                    _mine(door, Transfer.from_area_id),
                    _mine(door, Transfer.to_area_id) & Transfer.state.in_(_TO_OTHERS),
                ),
            )
            .order_by(Transfer.id.desc())
        )
        row = rows.first()
        if row is None:
            raise Missing(f"transfers:{case.code}")
        door.log(f"case:{case.id}", row.to_area_id, transfer=row.id)
        clocks = clock_views(door.rows(CaseClock.case_id, case.id), now)
        return Passing(
            transfer=view_transfer(door, row, case.code, version_of(door, case)),
            mine=row.state == "waiting" and door.scope.covers(row.to_area_id or 0),
            gone=case.area_id != row.from_area_id,
            clocks=[clock for clock in clocks if clock.runs] if row.state == "waiting" else [],
        )


def list_takers(
    actor: Actor, code: str, *, now: datetime, act: Act = Act.TRANSFER_ACCEPT
) -> list[Officer]:
    """Return the officers of the receiving unit who may be given a case that waits for it.

    Its chair asks, or the supervisor who decides that it passes.
    """
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = open_one(door, case)
        if row is None or not row.to_area_id or not door.scope.covers(row.to_area_id):
            raise Missing(f"transfers:{case.code}")
        door.log(f"case:{case.id}", row.to_area_id, officers=True)
        found = officers_of(door, case, row.to_area_id)
        return [Officer(user.username, user.full_name, has_it=False) for user in found]


def read_going(actor: Actor, code: str, *, now: datetime, act: Act) -> Going:
    """Return a case to whoever may take a step with its transfer from the sending side."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, transfer=True)
        child, home = door.session.get_one(Child, case.child_id), home_unit(door, case.child_id)
        return Going(
            code=case.code,
            unit_id=case.area_id,
            unit=areas.label(case.area_id),
            child_name=name_shown(door, child),
            state=case.state,
            home=areas.code_of(home) if home is not None and home != case.area_id else "",
            transfer=last_transfer(door, case),
            words=_words(door, case, child),
        )


def _words(door: desk.Door, case: Case, child: Child) -> str:
    """Return what the newest transfer of a case was asked for, as its timeline tells it."""
    asked = (
        select(CaseEvent)
        .where(
            CaseEvent.case_id == case.id,
            CaseEvent.kind.in_(("transfer_send", "transfer_propose", "transfer_letter")),
            CaseEvent.text.is_not(None),
        )
        .order_by(CaseEvent.id.desc())
    )
    row = door.session.scalars(asked.limit(1)).first()
    return door.unseal(child.key_id, "case_events.text", row.id, row.text) if row else ""


def list_tasks(actor: Actor, *, now: datetime) -> list[TransferTask]:
    """Return what transfers ask of this person, the oldest first.

    A chair answers what waits for the unit and what is proposed; an officer records the receipt of
    a letter; a supervisor decides on what is refused or late, if somebody else asked for it.
    """
    found: list[TransferTask] = []
    day = local_day(now)
    if may(actor, Act.TRANSFER_READ, day):
        with desk.reading(actor, Act.TRANSFER_READ, now=now) as door:
            found += _of_units(door)
            door.log("tasks:transfers", None, rows=len(found))
    if may(actor, Act.TRANSFER_DECIDE, day):
        with desk.reading(actor, Act.TRANSFER_DECIDE, now=now) as door:
            decided = list(_to_decide(door))
            door.log("tasks:transfers", None, rows=len(decided))
        found += decided
    return found


def list_to_decide(actor: Actor, *, now: datetime) -> list[TransferTask]:
    """Return the transfers on which this supervisor decides, the oldest first."""
    with desk.reading(actor, Act.TRANSFER_DECIDE, now=now) as door:
        found = list(_to_decide(door))
        door.log("transfers:to_decide", None, rows=len(found))
        return found


def _of_units(door: desk.Door) -> Iterator[TransferTask]:
    """Yield what waits in the person's units for the acts that they may do there."""
    day, units = local_day(door.now), door.scope.units
    given: dict[str, object] = dict(units_given(units))
    for state, column, act, kind in (
        ("waiting", Transfer.to_area_id, Act.TRANSFER_ACCEPT, "transfer_answer"),
        ("proposed", Transfer.from_area_id, Act.TRANSFER_ASK, "transfer_send"),
        ("letter_sent", Transfer.from_area_id, Act.CASE_EDIT, "transfer_receipt"),
    ):
        if not may(door.actor, act, day):
            continue
        asked = _in_state(column, within_units=units is not None)
        for row in door.session.execute(asked, {"state": state, **given}):
            unit = getattr(row.Transfer, column.key)
            if may(door.actor, act, day, unit):
                yield _task(kind, row.Transfer, row.code)


@cache
def _in_state(column: InstrumentedAttribute[Any], *, within_units: bool) -> Select[Any]:
    """Return the select of transfers in the `state` given, of all units or of the `units` given."""
    within = within_given(column) if within_units else true()
    asked = _asked(within, Transfer.state == bindparam("state"))
    return asked.order_by(Transfer.id).limit(_TASKS)


def _task(kind: str, row: Transfer, code: str) -> TransferTask:
    there = areas.label(row.to_area_id) if row.to_area_id else ""
    since = row.sent_at or row.entered_at
    return TransferTask(kind, code, areas.label(row.from_area_id), there, since)


def _to_decide(door: desk.Door) -> Iterator[TransferTask]:
    open_ones = Transfer.state.in_(("proposed", "waiting", "refused"))
    asked = _asked(open_ones, _mine(door, Transfer.from_area_id), _mine(door, Transfer.to_area_id))
    for row in door.session.execute(asked.order_by(Transfer.id).limit(_TASKS)):
        transfer: Transfer = row.Transfer
        late = is_late(transfer.state, transfer.due_at, door.now)
        part = {transfer.entered_by, transfer.sent_by, transfer.answered_by}
        if (transfer.state == "refused" or late) and door.actor.user_id not in part:
            yield _task("transfer_decide", transfer, row.code)

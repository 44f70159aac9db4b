"""Separations as their readers see them: what was decided, what follows, what is asked for now.

Where the child is kept is no part of these views: it is shown by place_reading alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseapp import desk
from caseapp.casework.measure_papers import ORDERS, SEPARATION
from caseapp.casework.papers import Content, words_of
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.papers import Paper
from caseapp.rules.clocks import Standing
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form
from caseapp.rules.measure_states import HELD, SEPARATIONS, order_moves
from caseapp.rules.separations import Need, day_of, need, stands
from caseapp.rules.values import local_day

_DAY: Final = timedelta(days=1)
OF_COLUMNS: Final = ("first_day", "last_day")
"""The answers of Mẫu 07 that stand in columns of the paper: an extension moves the one."""


@dataclass(frozen=True)
class OrderView:
    """What follows a separation; `number` is its place among such papers of the case.

    `said` are the rest of its words by key: body, letter, outcome, answer and their days.
    """

    number: int
    version: int
    kind: str
    state: str
    why: str
    last_day: date | None
    said: Mapping[str, Any]
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    words: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class SeparationView:
    """A separation; `last_day` is included and is that of its last extension.

    `form` is Mẫu 07 as it was prepared under, `values` its answers by key, but not the place.
    `needs` is what it asks for now, `day` which of the 15 days it is, `clock` how they stand.
    """

    number: int
    version: int
    state: str
    form: Form
    values: dict[str, Value]
    kept_with: str
    first_day: date
    last_day: date
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    decided_in: int | None
    words: str
    signed_at: datetime | None
    orders: tuple[OrderView, ...]
    needs: Need
    day: int
    clock: Standing | None
    before_court: bool
    moves: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the child is separated now."""
        return self.state == "in_force"

    @property
    def was_decided(self) -> bool:
        """Whether a chair decided that the child is separated, whatever came of it since."""
        return self.state in HELD

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done with it."""
        return self.state in {"submitted", "returned", "in_force"}


def is_before_court(kind: str, state: str, outcome: str = "") -> bool:
    """Tell whether a paper that follows is a request that was sent and not rejected."""
    return kind == "court_request" and (
        state == "sent" or (state == "answered" and outcome != "rejected")
    )


def view_separations(
    door: desk.Door,
    papers: Iterable[Paper],
    contents: Mapping[int, Content],
    at: datetime | None = None,
) -> list[SeparationView]:
    """Turn the loaded papers of a case into its separations, the newest first.

    `at` is the moment at which they are looked at; now if None.
    """
    rows = list(papers)
    following = [row for row in rows if row.kind in ORDERS]
    orders = [
        (row.follows_id, _order(door, row, contents.get(row.id, {}), place))
        for place, row in enumerate(following, 1)
    ]
    found = [row for row in rows if row.kind == SEPARATION]
    views = [
        _view(
            door,
            row,
            contents.get(row.id, {}),
            place,
            tuple(order for parted, order in orders if parted == row.id),
            at or door.now,
        )
        for place, row in enumerate(found, 1)
    ]
    return views[::-1]


def _decided(row: Paper) -> bool:
    return row.decided_at is not None


def _order(door: desk.Door, row: Paper, said: Content, number: int) -> OrderView:
    return OrderView(
        number=number,
        version=row.version,
        kind=row.kind,
        state=row.state,
        why=str(said.get("why", "")),
        last_day=row.valid_until - _DAY if row.valid_until else None,
        said=said,
        submitted_at=row.submitted_at,
        submitted_by=name_of(door, row.submitted_by),
        decided_at=row.happened_at if _decided(row) else None,
        decided_by=decider_name(door, row.decided_by, row.naming_id) if _decided(row) else "",
        words=words_of(door, row) if _decided(row) else "",
        moves=order_moves(row.kind, row.state),
    )


def _view(
    door: desk.Door,
    row: Paper,
    said: Content,
    number: int,
    orders: tuple[OrderView, ...],
    at: datetime,
) -> SeparationView:
    assert row.valid_from is not None
    assert row.valid_until is not None
    last = row.valid_until - _DAY
    asked = any(
        is_before_court(each.kind, each.state, str(each.said.get("outcome", ""))) for each in orders
    )
    spec = edition("07", row.edition)
    holds, made = row.state == "in_force", row.state in HELD
    return SeparationView(
        number=number,
        version=row.version,
        state=row.state,
        form=spec,
        values={**restore(spec, said), "first_day": row.valid_from, "last_day": last},
        kept_with=str(said.get("kept_with", "")),
        first_day=row.valid_from,
        last_day=last,
        submitted_at=row.submitted_at,
        submitted_by=name_of(door, row.submitted_by),
        decided_at=row.happened_at if _decided(row) else None,
        decided_by=decider_name(door, row.decided_by, row.naming_id) if _decided(row) else "",
        decided_in=said.get("decided_in"),
        words=words_of(door, row) if _decided(row) else "",
        signed_at=row.signed_at,
        orders=orders,
        needs=need(row.happened_at, last, at, before_court=asked) if holds else "",
        day=day_of(row.happened_at, at) if holds else 0,
        clock=stands(row.happened_at, last, at, _settled_at(orders)) if made else None,
        before_court=holds and asked,
        moves=tuple(move.name for move in SEPARATIONS.moves_from(row.state)),
    )


def _settled_at(orders: Iterable[OrderView]) -> datetime | None:
    """Return when the document came that the 15 days wait for; None while there is none."""
    moments = []
    for order in orders:
        if order.kind == "lifting" and order.state == "decided" and order.decided_at:
            moments.append(order.decided_at)
        elif is_before_court(order.kind, order.state, str(order.said.get("outcome", ""))):
            moments.append(datetime.fromisoformat(order.said["sent_at"]))
    return min(moments, default=None)


def day_of_court(order: OrderView, key: str) -> date | None:
    """Return a day that a paper tells of: the one on which it was sent, answered, assessed."""
    told = str(order.said.get(key, ""))
    if not told:
        return None
    return local_day(datetime.fromisoformat(told)) if "T" in told else date.fromisoformat(told)

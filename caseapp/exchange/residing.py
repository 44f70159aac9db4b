"""Fits the file's residences to those recorded: new stays, changed ones, each child's last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from caseapp.desk import Door
from caseapp.exchange.cells import BAD
from caseapp.exchange.faults import Faults
from caseapp.exchange.linking import Links
from caseapp.exchange.matching import OTHER, Match
from caseapp.exchange.stays import Recorded, Stay, recorded_stays, settle, state_end
from caseapp.exchange.tables import Table
from caseapp.records.children import Residence
from caseapp.records.listing import listed
from caseapp.rules.units import UNKNOWN_ID

_NO_UNIT = 0  # stands for a code that names none; its fault is noted already


@dataclass
class Residing:
    """What becomes of the stays: new and changed ones, and the unit of each child's last.

    `new` are rows of child, unit, start, end and whether it is the child's first stay.
    """

    match: Match = field(default_factory=Match)
    new: list[tuple[int, int, date, date | None, bool]] = field(default_factory=list)
    changed: list[Stay] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)


def fit_stays(
    door: Door,
    tables: Mapping[str, Table],
    children: Match | None,
    links: Links,
    faults: Faults,
    *,
    update: bool,
) -> Residing:
    """Settle the stays of every child whose stays the file speaks of."""
    plan = Residing()
    moves = tables.get("residences")
    known = _recorded(door, tables, links)
    stays: dict[int, list[Stay]] = {
        child: recorded_stays(known.get(child, ())) for child in _concerned(moves, known)
    }
    if "children" in tables and children is not None:
        _add_first(tables["children"], children, stays, plan)
    stated = _add_moves(moves, stays) if moves is not None else {}
    for child, of_child in stays.items():
        ordered = settle(of_child, faults)
        if ordered:
            plan.last[child] = ordered[-1].unit
            ordered[0].first = True
        plan.new += [
            (child, stay.unit, stay.start, stay.end, stay.first)
            for stay in ordered
            if stay.recorded is None
        ]
        plan.changed += [stay for stay in ordered if stay.changed]
    if moves is not None:
        _tell_changes(moves, stated, plan, faults, update=update)
    return plan


def _concerned(moves: Table | None, known: Mapping[int, Any]) -> set[int]:
    named = moves.values["child_id"] if moves is not None else []
    return {child for child in named if isinstance(child, int)} | set(known)


def _recorded(
    door: Door, tables: Mapping[str, Table], links: Links
) -> Mapping[int, list[Recorded]]:
    """Return the recorded stays of the known children that the file names in any sheet."""
    known = links.children.recorded | set(links.children.counts_as.values())
    found: defaultdict[int, list[Recorded]] = defaultdict(list)
    if not known or not {"children", "residences", "referrals"} & set(tables):
        return found
    rows = door.session.execute(
        select(
            Residence.child_id,
            Residence.id,
            Residence.unit_id,
            Residence.valid_from,
            Residence.valid_until,
        ).where(Residence.child_id.in_(listed(known)))
    )
    for child, row_id, unit, start, end in rows:
        found[child].append((row_id, unit, start, end))
    return found


def _add_first(table: Table, children: Match, stays: dict[int, list[Stay]], plan: Residing) -> None:
    new = set(children.new)
    columns = table.across("id", "unit_id", "resident_from")
    for position, (child, unit, start) in enumerate(columns):
        if BAD in (child, start):
            continue
        place = _NO_UNIT if unit is BAD else unit
        recorded = stays.get(child)
        if position in new or (not recorded and unit != UNKNOWN_ID):
            if recorded is None:  # no move to fit it to
                plan.new.append((child, place, start, None, True))
                plan.last[child] = place
            else:
                stay = Stay(place, start, sheet=table.name, row=table.rows[position], first=True)
                recorded.insert(0, stay)
        elif recorded:
            first = recorded[0]
            first.unit, first.start = place or first.unit, start
            first.sheet, first.row = table.name, table.rows[position]


def _add_moves(table: Table, stays: dict[int, list[Stay]]) -> dict[int, Stay]:
    """Add the rows of `residences`, or let them say when a stay ends; return them by position."""
    stated: dict[int, Stay] = {}
    columns = table.across("child_id", "unit_id", "from", "to")
    for position, (child, unit, start, end) in enumerate(columns):
        if BAD in (child, start, end) or child is None:
            continue
        of_child = stays[child]
        place = _NO_UNIT if unit is BAD else unit
        stay = next((s for s in of_child if s.start == start and not s.stated), None)
        own = stay is not None and stay.recorded is not None and stay.sheet != "children"
        if stay is None or (stay.unit != place and not own):
            stay = Stay(place, start)
            of_child.append(stay)
        elif place != _NO_UNIT:
            stay.unit = place
        stay.sheet, stay.row = table.name, table.rows[position]
        if "to" in table.given:
            state_end(stay, end)
        stated[position] = stay
    return stated


def _tell_changes(
    table: Table, stated: Mapping[int, Stay], plan: Residing, faults: Faults, *, update: bool
) -> None:
    match = plan.match
    for position in range(len(table.rows)):
        stay = stated.get(position)
        if stay is None or stay.recorded is None:
            match.new.append(position)
            continue
        fields = []
        if stay.unit not in (stay.recorded[1], _NO_UNIT):
            fields.append("area_code")
        if stay.states_other_end:
            fields.append("to")
        if not fields:
            match.same += 1
            continue
        match.changed[position] = tuple(fields)
        for name in [] if update else fields:
            faults.add(table.name, table.rows[position], name, OTHER)

"""Writes what an import found to be new or changed, table by table and many rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from caseapp.casework.populations import keep_past
from caseapp.desk import Door
from caseapp.exchange.bulk_rows import insert_columns, next_id, update_rows
from caseapp.exchange.directory import Directory, add_lacking
from caseapp.exchange.fresh_marks import fresh_marks
from caseapp.exchange.linking import Links, Names
from caseapp.exchange.matching import OF_INCIDENT, Match
from caseapp.exchange.residing import Residing
from caseapp.exchange.sealing import Sealing
from caseapp.exchange.shapes import INCIDENT, SHAPES, TOUCHED, Columns, Pen, keeper
from caseapp.exchange.tables import Table
from caseapp.records import marks
from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.db import Row
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.listing import listed
from caseapp.records.populations import Population
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from caseapp.rules.units import CITY_ID

_MODELS: Final[Mapping[str, type[Row]]] = {
    "population": Population,
    "children": Child,
    "circumstances": Circumstance,
    "assistance": Assistance,
    "reports": Report,
    "disasters": Disaster,
    "impacts": Impact,
    "referrals": Referral,
}
_MARKED: Final[Mapping[str, tuple[type[Child | Report | Referral], str]]] = {
    "children": (Child, marks.CHILD),
    "reports": (Report, marks.REPORT),
    "referrals": (Referral, marks.REFERRAL),
}


@dataclass
class Plan:
    """What an import is going to write, all of it checked."""

    tables: Mapping[str, Table]
    links: Links
    matches: Mapping[str, Match]
    residing: Residing


@dataclass(frozen=True)
class Written:
    """A sheet's rows to be written, column by column: new ones, and changed ones as they now are.

    `before` and `fields` tell of each changed row how it stood and which columns differ.
    """

    new: Columns
    changed: Columns
    before: list[dict[str, Any]]
    fields: list[tuple[str, ...]]


def load(door: Door, plan: Plan) -> Directory:
    """Write new rows, changes, keys and the units that may open each child."""
    written = {name: _written(door, plan, name) for name in SHAPES if name in plan.tables}
    directory = add_lacking(door, _named(written.get("referrals")))
    sealing = Sealing(door, plan.links)
    sealing.make_keys({name: (rows.new, rows.changed) for name, rows in written.items()})
    pen = Pen(door, sealing, directory)
    openers = {(child, keeper(unit)) for child, unit in plan.residing.last.items()}
    counted = _counted(written)
    for name, rows in written.items():
        openers |= _load_sheet(pen, plan, name, rows, counted)
    _load_stays(door, plan.residing, counted)
    _let_open(pen, openers, plan.links.children)
    return directory


def _counted(written: Mapping[str, Written]) -> frozenset[int]:
    """Return the children whom the new rows let a figure ask about (records.children).

    Written with their rows it costs nothing; the triggers would change 40,000 rows once more.
    """
    found: set[int | None] = set()
    for name in ("circumstances", "reports", "impacts"):
        if name in written:
            new = written[name].new
            known = new["status"] if name == "circumstances" else ["confirmed"] * len(new["id"])
            pairs = zip(new["child_id"], known, strict=True)
            found |= {child for child, status in pairs if status == "confirmed"}
    return frozenset(child for child in found if child is not None)


def _named(referrals: Written | None) -> list[tuple[str, str]]:
    if referrals is None:
        return []
    parts = (referrals.new, referrals.changed)
    return [pair for rows in parts for pair in zip(rows["agency"], rows["service"], strict=True)]


def _written(door: Door, plan: Plan, name: str) -> Written:
    table, match = plan.tables[name], plan.matches[name]
    new: Columns = {column: match.pick(values) for column, values in table.values.items()}
    if "id" not in new:
        first = next_id(door, _MODELS[name])
        new["id"] = range(first, first + len(match.new))
    if "child_id" in new:
        new["sealed_for"] = new["child_id"]
    positions = sorted(match.changed)
    before = [match.recorded[position] for position in positions]
    fields = [match.changed[position] for position in positions]
    return Written(new, _as_now(table, positions, before, fields), before, fields)


def _as_now(
    table: Table,
    positions: Sequence[int],
    before: Sequence[Mapping[str, Any]],
    fields: Sequence[Sequence[str]],
) -> Columns:
    """Return changed rows as they will stand: the file's columns, and the recorded others."""
    now: Columns = {}
    for column, values in table.values.items():
        if column in table.given or column.endswith("_id"):
            now[column] = [values[position] for position in positions]
        else:
            now[column] = [row[column] for row in before]
    now["id"] = [row["id"] for row in before]
    now["sealed_for"] = [row.get("sealed_for") for row in before]
    if table.name == "reports":
        # A report keeps its key unless it passes to another child, its unit once there is work.
        now["kept_key"] = [
            None if "child_ref" in changed else row["key_id"]
            for row, changed in zip(before, fields, strict=True)
        ]
        now["kept_place"] = [row["area_id"] if row["handled"] else None for row in before]
    return now


def _load_sheet(
    pen: Pen, plan: Plan, name: str, rows: Written, counted: frozenset[int]
) -> set[tuple[int, int]]:
    """Write one sheet; return which units may open which children because of it."""
    model, shape = _MODELS[name], SHAPES[name]
    entered = {"entered_at": pen.door.now, "entered_by": pen.door.actor.user_id}
    new = shape(rows.new, pen) | {"id": rows.new["id"]} | _fresh(pen, plan, name, rows.new)
    if name == "children":
        new["counted"] = [child in counted for child in new["id"]]
        pen.names.update(zip(new["id"], new["folded_name"], strict=True))
    insert_columns(pen.door, model, new, **entered, **_SAME.get(name, {}))
    changed = shape(rows.changed, pen)
    _change(pen.door, name, rows, changed)
    if name == "reports":
        pen.places.update(zip(new["id"], new["area_id"], strict=True))
        moved = zip(rows.changed["id"], changed["area_id"], rows.fields, strict=True)
        pen.places.update((row, area) for row, area, names in moved if "event_area_code" in names)
        _load_incidents(pen, rows, new["area_id"], changed["area_id"])
    if name not in {"reports", "referrals"}:
        return set()
    openers = set(zip(new["child_id"], new["area_id"], strict=True))
    if name == "reports":
        openers |= set(zip(changed["child_id"], changed["area_id"], strict=True))
    return {(child, area) for child, area in openers if child is not None}


_SAME: Final[Mapping[str, dict[str, Any]]] = {
    "children": {"version": 1},
    "reports": {
        "version": 1,
        "imported": True,
        "state": "screened",
        "subject": "",
        "child_name": "",
    },
    "referrals": {"version": 1, "imported": True},
}
"""What every new row of a sheet has: imported referrals and reports are history (contracts §4)."""


def _fresh(pen: Pen, plan: Plan, name: str, new: Columns) -> Columns:
    """Return what only new rows are given: the file's key, a mark, a key to seal with, a unit."""
    key = plan.tables[name].sheet.key
    extra: Columns = {"ref": new[key[0]]} if len(key) == 1 else {}
    if name in _MARKED:
        extra["code"] = fresh_marks(pen.door, *_MARKED[name], len(new["id"]))
    if name == "children":
        extra["key_id"] = [pen.sealing.children.get(child) for child in new["id"]]
    elif name == "referrals":
        last, reports = plan.residing.last, _report_places(pen, new["report_id"])
        pairs = zip(new["child_id"], new["report_id"], strict=True)
        extra["area_id"] = [
            reports.get(report) or keeper(last.get(child, CITY_ID)) for child, report in pairs
        ]
    return extra


def _report_places(pen: Pen, reports: Sequence[int | None]) -> dict[int | None, int]:
    """Return the units that answer for the reports which referrals follow from."""
    wanted = {report for report in reports if report} - pen.places.keys()
    rows = pen.door.session.execute(
        select(Report.id, Report.area_id).where(Report.id.in_(listed(wanted)))
    )
    return pen.places | {row[0]: row[1] for row in rows}


_OF_A_CHILD: Final = frozenset({"circumstances", "assistance", "impacts"})


def _change(door: Door, name: str, rows: Written, shaped: Columns) -> None:
    """Update the touched columns alone, rows of one kind of change together; log each row."""
    groups: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for number, (before, fields) in enumerate(zip(rows.before, rows.fields, strict=True)):
        touched = {c for field in fields for c in TOUCHED.get(name, {}).get(field, (field,))}
        row = {column: shaped[column][number] for column in touched} | {"row": before["id"]}
        if name in _MARKED:
            row["version"] = before["version"] + 1
        groups[tuple(sorted(row.keys() - {"row"}))].append(row)
        if name in _OF_A_CHILD:  # in the log it belongs to the child's file
            child = f"child:{shaped['child_id'][number]}"
            door.log(child, None, **{name: before["id"]}, changed=sorted(fields))
        else:
            door.log(f"{name}:{before['id']}", None, changed=sorted(fields))
    if name == "population":
        numbers = listed({before["id"] for before in rows.before})
        keep_past(door, door.session.scalars(select(Population).where(Population.id.in_(numbers))))
    for columns, together in groups.items():
        if columns:
            update_rows(door, _MODELS[name], columns, together)


def _load_incidents(
    pen: Pen, rows: Written, new_areas: Sequence[int], changed_areas: Sequence[int]
) -> None:
    """Give each new report its one incident; change that of a report whose account changed."""
    door = pen.door
    entered = {"entered_at": door.now, "entered_by": door.actor.user_id}
    first = next_id(door, Incident)
    new = INCIDENT(rows.new, pen) | {"area_id": new_areas}
    new["id"] = range(first, first + len(new_areas))
    insert_columns(door, Incident, new, **entered)
    shaped = INCIDENT(rows.changed, pen) | {"area_id": changed_areas}
    told: list[dict[str, Any]] = []
    for number, (before, fields) in enumerate(zip(rows.before, rows.fields, strict=True)):
        if OF_INCIDENT.isdisjoint(fields):
            continue
        row = {column: values[number] for column, values in shaped.items()}
        if before["incidents"]:
            told.append(row | {"row": before["incidents"][0]})
        else:
            insert_columns(door, Incident, {c: [v] for c, v in row.items()}, **entered)
    update_rows(door, Incident, ("certainty", "abuse_types", "settings", "occurred_on"), told)


def _load_stays(door: Door, residing: Residing, counted: frozenset[int]) -> None:
    changed = [
        {"row": s.recorded[0], "unit_id": s.unit, "valid_from": s.start, "valid_until": s.end}
        for s in residing.changed
        if s.recorded
    ]
    update_rows(door, Residence, ("unit_id", "valid_from", "valid_until"), changed)
    first = next_id(door, Residence)
    names = ("child_id", "unit_id", "valid_from", "valid_until", "first")
    rows = list(zip(*residing.new, strict=True)) or [()] * len(names)
    new: Columns = dict(zip(names, rows, strict=True))
    new["id"] = range(first, first + len(residing.new))
    new["counted"] = [child in counted for child in new["child_id"]]
    entered = {"entered_at": door.now, "entered_by": door.actor.user_id}
    insert_columns(door, Residence, new, **entered)


def _let_open(pen: Pen, openers: set[tuple[int, int]], children: Names) -> None:
    """Let units open children: where each lives today, and where reports and referrals lie.

    A unit that might open a child before still may: handing a file over is an act of its own.
    The names of new children are written with the lines, so that no trigger looks them up.
    """
    door = pen.door
    known = children.recorded | set(children.counts_as.values())
    named = listed(known.intersection(child for child, _ in openers))
    open_now = select(ChildUnit.child_id, ChildUnit.area_id).where(ChildUnit.child_id.in_(named))
    lacking = list(openers - {(row[0], row[1]) for row in door.session.execute(open_now)})
    # In the order of the index by name: written in another, its pages are filled in leaps.
    lacking.sort(key=lambda pair: (pair[1], pen.names.get(pair[0], ""), pair[0]))
    columns: Columns = {
        "child_id": [c for c, _ in lacking],
        "area_id": [a for _, a in lacking],
        "folded_name": [pen.names.get(c, "") for c, _ in lacking],
    }
    insert_columns(door, ChildUnit, columns)

"""Tells which rows of a file are new, recorded already, or recorded with other values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from caseapp.desk import Door
from caseapp.exchange.cells import BAD
from caseapp.exchange.faults import Faults
from caseapp.exchange.linking import DELETED, Links
from caseapp.exchange.registers import recorded, weight
from caseapp.exchange.tables import Table
from caseapp.records.children import Assistance, Child, Circumstance
from caseapp.records.disasters import Disaster, Impact
from caseapp.records.listing import listed
from caseapp.records.marks import is_mark
from caseapp.records.populations import Population
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.matching import fold
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "population": ("unit_id", "reference_date", "sex", "age_band"),
        "children": ("id",),
        "circumstances": ("child_id", "group", "status", "from"),
        "assistance": ("child_id", "kind", "date", "provider"),
        "reports": ("id",),
        "disasters": ("id",),
        "impacts": ("disaster_id", "child_id", "affected_on"),
        "referrals": ("id",),
    }
)
"""By what a row of the file and a recorded row are the same (contracts §4), in ids."""

OTHER: Final = Reason(msgid("differs from what is recorded; --update would change it"))
_SAME_ROW: Final = msgid("names the same recorded row as row %(row)d")
_OF_THE_APPLICATION: Final = msgid("was recorded in the application; change it there")
_WORKED_ON: Final = msgid("work in the application hangs on this report's child; change it there")
_SEVERAL: Final = msgid("several incidents are recorded; change them in the application")
_IDS: Final = {"child_ref": "child_id", "report_ref": "report_id"}
_FOLDED: Final = frozenset({"agency", "service"})
OF_INCIDENT: Final = frozenset({"certainty", "abuse_types", "setting", "occurred_on"})


@dataclass
class Match:
    """A sheet's rows by position: new ones, and those that change a recorded row.

    `recorded` holds the recorded row of each changed one, `changed` the names of its fields.
    """

    new: list[int] = field(default_factory=list)
    changed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    recorded: dict[int, dict[str, Any]] = field(default_factory=dict)
    same: int = 0

    def pick(self, values: list[Any]) -> list[Any]:
        """Return those of a column's values that stand in new rows."""
        if len(self.new) == len(values):
            return values
        return [values[position] for position in self.new]


def match(door: Door, table: Table, links: Links, faults: Faults, *, update: bool) -> Match:
    """Compare a sheet with what is recorded; without `update` other values are faults."""
    found = Match()
    stored = _stored(door, table, links)
    if not stored:
        found.new = list(range(len(table.rows)))
        return found
    taken: dict[int, int] = {}
    fields = _compared(table)
    for position, key in enumerate(table.across(*KEYS[table.name])):
        row, number = stored.get(key), table.rows[position]
        if row is None:
            found.new.append(position)
        elif row["id"] in taken:
            reason = Reason(_SAME_ROW, row=taken[row["id"]])
            faults.add(table.name, number, "", reason)
        else:
            taken[row["id"]] = number
            changed = tuple(n for n in fields if _differs(n, table.values, position, row))
            _note(found, position, row, changed)
            _refuse(table, number, row, changed, faults, update=update)
    return found


def _note(found: Match, position: int, row: dict[str, Any], changed: tuple[str, ...]) -> None:
    if changed:
        found.changed[position], found.recorded[position] = changed, row
    else:
        found.same += 1


def _refuse(
    table: Table,
    number: int,
    row: Mapping[str, Any],
    changed: tuple[str, ...],
    faults: Faults,
    *,
    update: bool,
) -> None:
    """Name what may not be: a deleted row, or a change that the import may not make."""
    if row.get("deleted_at") is not None:
        if len(table.sheet.key) > 1:  # a key of its own was refused when it was looked up
            faults.add(table.name, number, "", Reason(DELETED))
        return
    for name in changed:
        if reason := _refusal(table.name, name, row, update=update):
            faults.add(table.name, number, name, reason)


def _stored(door: Door, table: Table, links: Links) -> dict[tuple[Any, ...], dict[str, Any]]:
    where = _WHERE[table.name](door, table, links)
    if where is None:
        return {}
    rows = sorted(recorded(door, table.name, where), key=weight)
    columns = KEYS[table.name]
    return {tuple(row[name] for name in columns): row for row in rows}


def _compared(table: Table) -> list[str]:
    """Return the columns that the file has and that are no part of the row's key."""
    return [
        column.name
        for column in table.sheet.columns
        if column.name in table.given and column.name not in table.sheet.key
    ]


def _differs(
    name: str, values: Mapping[str, list[Any]], position: int, row: Mapping[str, Any]
) -> bool:
    column = _IDS.get(name, name)
    ours, theirs = values[column][position], row[column]
    if BAD in (ours, values[name][position]):
        return False
    if name == "full_name" and is_mark(theirs):
        return False  # the name is hidden, and stays so whatever the file says
    if name in _FOLDED:
        return fold(ours) != fold(theirs)
    return bool(ours != theirs)


def _refusal(sheet: str, name: str, row: Mapping[str, Any], *, update: bool) -> Reason | None:
    if not update:
        return OTHER
    if not row.get("imported", True):
        return Reason(_OF_THE_APPLICATION)
    if sheet == "reports" and name == "child_ref" and row["handled"]:
        return Reason(_WORKED_ON)
    if name in OF_INCIDENT and len(row.get("incidents", ())) > 1:
        return Reason(_SEVERAL)
    return None


def members(door: Door, children: set[int]) -> set[int]:
    """Return the recorded children together with those that were merged into them."""
    merged = select(Child.id).where(Child.merged_into_id.in_(listed(children)))
    return children | set(door.session.scalars(merged)) if children else set()


Where = Callable[[Door, Table, Links], ColumnElement[bool] | None]


def _by_id(column: Any, kind: str) -> Where:  # noqa: ANN401 - any mapped id
    def where(_door: Door, _table: Table, links: Links) -> ColumnElement[bool] | None:
        ids = getattr(links, kind).recorded
        return column.in_(listed(ids)) if ids else None

    return where


def _by_child(column: Any) -> Where:  # noqa: ANN401 - any mapped child_id
    def where(door: Door, table: Table, links: Links) -> ColumnElement[bool] | None:
        names = links.children
        known = names.recorded | set(names.counts_as.values())
        ids = members(door, known & {i for i in table.values["child_id"] if isinstance(i, int)})
        return column.in_(listed(ids)) if ids else None

    return where


def _by_unit(_door: Door, table: Table, _links: Links) -> ColumnElement[bool] | None:
    units = {unit for unit in table.values["unit_id"] if isinstance(unit, int)}
    return Population.unit_id.in_(listed(units))


_WHERE: Final[Mapping[str, Where]] = MappingProxyType(
    {
        "population": _by_unit,
        "children": _by_id(Child.id, "children"),
        "circumstances": _by_child(Circumstance.child_id),
        "assistance": _by_child(Assistance.child_id),
        "reports": _by_id(Report.id, "reports"),
        "disasters": _by_id(Disaster.id, "disasters"),
        "impacts": _by_child(Impact.child_id),
        "referrals": _by_id(Referral.id, "referrals"),
    }
)

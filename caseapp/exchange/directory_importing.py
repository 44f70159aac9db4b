"""The import of the directory of agencies: names compared folded, every change named, all or none.

It verifies nothing by itself: an entry is verified on the day that the file says, by who brings it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from caseapp import desk
from caseapp.exchange.cells import BAD
from caseapp.exchange.directory_recorded import Recorded, agency_row, read_recorded, service_row
from caseapp.exchange.directory_writing import write_agency, write_service
from caseapp.exchange.faults import Faults
from caseapp.exchange.matching import OTHER
from caseapp.exchange.tables import Table
from caseapp.rules.access import Act, Actor
from caseapp.rules.directory import check_phone
from caseapp.rules.matching import fold
from caseapp.rules.reasons import Reason
from caseapp.rules.units import CITY_CODE, ELSEWHERE, REFORM, territory
from caseapp.rules.values import RuleBroken, local_day, msgid

_REPEATS: Final = msgid("repeats row %(row)d (the same %(columns)s)")
_NO_UNIT: Final = msgid("'%(code)s' is no ward or commune of today")
_LATER: Final = msgid("lies after today")
_NO_AGENCY: Final = msgid("the agency is neither in the sheet agencies nor in the directory")

Row = dict[str, Any]
Key = tuple[str, ...]


@dataclass
class Planned:
    """What a sheet brings, by position: new rows, changed ones with their fields; how many stay."""

    rows: list[Row]
    numbers: list[int]
    keys: list[Key]
    new: list[int] = field(default_factory=list)
    changed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    same: int = 0

    def names(self, position: int) -> list[str]:
        """Return the names that a row stands under, as the file writes them."""
        row = self.rows[position]
        return [row[name] for name in ("agency", "service") if name in row]


def import_directory(
    actor: Actor,
    tables: Mapping[str, Table],
    faults: Faults,
    *,
    now: datetime,
    dry_run: bool,
    update: bool,
    fence: Callable[[desk.Door], None],
) -> dict[str, Planned]:
    """Bring the sheets in unless there are faults; return what each brings.

    Denied for whoever may not keep the directory. `fence` raises where it must not be written.
    """
    for table in tables.values():
        _check(table, faults, local_day(now))
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now) as door:
        door.trial = dry_run
        fence(door)
        recorded = read_recorded(door)
        plans = {
            name: _compare(table, _recorded_rows(name, recorded), faults, update=update)
            for name, table in tables.items()
        }
        _check_agencies(tables, plans, recorded, faults)
        if not faults and not dry_run:
            _write(door, plans, recorded)
        counts = {name: [len(p.new), len(p.changed), p.same] for name, p in plans.items()}
        door.log("agencies:import", None, refused=bool(faults), **counts)
    return plans


def _check(table: Table, faults: Faults, today: date) -> None:
    for name, check in _CHECKS.items():
        for row, value in zip(table.rows, table.values.get(name, ()), strict=False):
            reason = check(value, today) if value not in (BAD, None, "") else None
            if reason is not None:
                faults.add(table.name, row, name, reason)


def _unit(codes: str, _today: date) -> Reason | None:
    for code in filter(None, codes.split(";")):
        if code == CITY_CODE or code in ELSEWHERE or territory().at(code, REFORM) is None:
            return Reason(_NO_UNIT, code=code[:20])
    return None


def _known(day: date, today: date) -> Reason | None:
    return Reason(_LATER) if day > today else None


def _phone(phone: str, _today: date) -> Reason | None:
    try:
        check_phone(phone)
    except RuleBroken as broken:
        return Reason(broken.message, **broken.params)
    return None


_CHECKS: Final[Mapping[str, Callable[[Any, date], Reason | None]]] = {
    "area_code": _unit,
    "area_codes": _unit,
    "verified_on": _known,
    "phone": _phone,
}


def _recorded_rows(name: str, recorded: Recorded) -> dict[Key, Row]:
    if name == "agencies":
        return {(folded,): agency_row(row) for folded, row in recorded.agencies.items()}
    return {
        key: service_row(recorded.agencies[key[0]].name, row, recorded.units.get(row.id, ()))
        for key, row in recorded.services.items()
    }


def _compare(table: Table, stored: Mapping[Key, Row], faults: Faults, *, update: bool) -> Planned:
    names = [column.name for column in table.sheet.columns if column.name in table.given]
    rows = [dict(zip(names, values, strict=True)) for values in table.across(*names)]
    keys = [tuple(_folded(value) for value in key) for key in table.across(*table.sheet.key)]
    plan = Planned(rows, table.rows, keys)
    first: dict[Key, int] = {}
    for position, (row, key) in enumerate(zip(rows, keys, strict=True)):
        number = table.rows[position]
        if first.setdefault(key, number) != number and "" not in key:
            reason = Reason(_REPEATS, row=first[key], columns=", ".join(table.sheet.key))
            faults.add(table.name, number, table.sheet.key[-1], reason)
        _match(plan, position, row, stored.get(key), table.sheet.key)
        if not update:
            for name in plan.changed.get(position, ()):
                faults.add(table.name, number, name, OTHER)
    return plan


def _folded(value: object) -> str:
    return fold(value) if isinstance(value, str) else ""


def _match(plan: Planned, position: int, row: Row, known: Row | None, key: Iterable[str]) -> None:
    if known is None:
        plan.new.append(position)
        return
    changed = tuple(
        name
        for name, value in row.items()
        if name not in key and value is not BAD and _said(name, value) != known[name]
    )
    if changed:
        plan.changed[position] = changed
    else:
        plan.same += 1


def _said(name: str, value: Any) -> Any:  # noqa: ANN401 - a cell by its column
    """Return what a cell says where an empty one has a meaning of its own."""
    return _UNSAID.get(name, value) if value == "" else value


_UNSAID: Final = {"kind": "other", "all_day": "no"}


def _check_agencies(
    tables: Mapping[str, Table], plans: Mapping[str, Planned], recorded: Recorded, faults: Faults
) -> None:
    """Refuse a service of an agency that nothing tells of."""
    if "services" not in plans:
        return
    known = set(recorded.agencies)
    if "agencies" in plans:
        known |= {key[0] for key in plans["agencies"].keys}
    table = tables["services"]
    for row, name, key in zip(
        table.rows, table.values["agency"], plans["services"].keys, strict=True
    ):
        if name is not BAD and key[0] not in known:
            faults.add(table.name, row, "agency", Reason(_NO_AGENCY))


def _write(door: desk.Door, plans: Mapping[str, Planned], recorded: Recorded) -> None:
    for name, plan in plans.items():
        for position in sorted({*plan.new, *plan.changed}):
            row = {column: _said(column, value) for column, value in plan.rows[position].items()}
            if name == "agencies":
                write_agency(door, recorded, row)
            else:
                write_service(door, recorded, row)
    door.session.flush()

"""The export of registers in the format of the import, so that the one gives back the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from caseapp import desk
from caseapp.exchange.queries import REGISTERS
from caseapp.exchange.registers import recorded, weight
from caseapp.exchange.selecting import Choice, choose, conditions
from caseapp.exchange.sheets import SHEETS
from caseapp.exchange.writing import write_sheets
from caseapp.records.children import Child
from caseapp.records.hiding import shown
from caseapp.records.left_out import erased_files, restricted_files
from caseapp.records.own_reach import hidden_from
from caseapp.records.reach import Reach, Rows
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import local_day

Row = dict[str, Any]
Progress = Callable[[str, int, int], None]
"""Told of each step: its name, its number, the number of steps."""

RESTRICTED: Final = "Hồ sơ trẻ em đang bị hạn chế xử lý, không có trong tệp này"
"""What an export says of the children left out, before their number (Law 91/2025)."""

_KEYED_BY_CHILD: Final = frozenset({"circumstances", "assistance", "impacts"})


@dataclass(frozen=True)
class ExportResult:
    """Where an export was written and how many rows each sheet has.

    `unsent_referrals` were left out: the format asks for the day on which a referral was sent.
    So were `restricted_children`, with all their rows: their data are not to be handed out. Of a
    move to another instance `restricted_included` are the ones whose restriction is to be entered
    anew there.
    """

    path: Path
    sheets: Mapping[str, int] = field(default_factory=dict)
    unsent_referrals: int = 0
    restricted_children: int = 0
    restricted_included: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the result as a JSON document."""
        return {
            "path": str(self.path),
            "sheets": dict(self.sheets),
            "unsent_referrals": self.unsent_referrals,
            "restricted_children": self.restricted_children,
            "restricted_included": self.restricted_included,
        }


def export_path(
    actor: Actor,
    path: Path,
    *,
    now: datetime,
    period: str | None = None,
    area: str | None = None,
    progress: Progress | None = None,
    restricted_too: bool = False,
) -> ExportResult:
    """Write the registers to a workbook or a new folder of CSV files (contracts §4).

    `period` and `area` narrow the export to what the indicators of that period in that area
    count. `restricted_too` is for a move to another instance, which must give the same figures:
    what is only kept elsewhere is not used. Raises Denied, WrongChoice, CannotWrite.
    """
    choice = choose(period, area, local_day(now))
    with desk.copying(actor, Act.EXPORT_RUN, now=now) as door:
        files = _Files.of(door, restricted_too=restricted_too)
        restricted = files.restricted_children(choice)
        kept_back, included = (0, restricted) if restricted_too else (restricted, 0)
        counts = write_sheets(path, _sheets(door, files, choice, progress), _note(kept_back))
        unsent = select(func.count(Referral.id)).where(
            Referral.sent_on.is_(None), *files.shown(Referral)
        )
        left_out = door.session.scalar(unsent) or 0
        told = {"restricted": kept_back} if kept_back else {}
        told |= {"restricted_included": included} if included else {}
        door.log("export:0", None, period=period or "", area=area or "", **told, **counts)
    return ExportResult(path, counts, left_out, kept_back, included)


def _note(restricted: int) -> str:
    """Return what the export itself says of what is not in it; '' when nothing is left out."""
    return f"{RESTRICTED}: {restricted}" if restricted else ""


def _sheets(
    door: desk.Door, files: _Files, choice: Choice, progress: Progress | None
) -> Iterator[tuple[str, Iterable[Row]]]:
    where = conditions(choice)
    reports: set[int] = set()
    for number, name in enumerate(SHEETS, start=1):
        if progress:
            progress(name, number, len(SHEETS))
        by_child = name in _KEYED_BY_CHILD or name == "residences"
        narrowed = (*where[name], *files.shown(REGISTERS[name].order.class_))
        rows = recorded(door, name, *narrowed, by_child=by_child)
        yield name, _as_stated(name, rows, reports)


@dataclass(frozen=True)
class _Files:
    """The files that an export leaves out: kept from who exports, erased, or restricted.

    Those that are restricted stay in where `restricted_too`. Nothing tells an export without files
    of the first two kinds from one of a city that has none.
    """

    door: desk.Door
    untold: tuple[Rows | None, ...]
    restricted: Rows | None
    restricted_too: bool

    @classmethod
    def of(cls, door: desk.Door, *, restricted_too: bool) -> _Files:
        """Ask which they are, once for the whole export."""
        untold = (hidden_from(door.session, door.actor), erased_files(door.session))
        return cls(door, untold, restricted_files(door.session), restricted_too)

    def shown(self, model: Any) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - a mapped class
        """Return what leaves all of them out of the rows of a model."""
        kept_back = None if self.restricted_too else self.restricted
        return _without(model, *self.untold, kept_back)

    def restricted_children(self, choice: Choice) -> int:
        """Count the children of the choice whose files are restricted."""
        if self.restricted is None:
            return 0
        asked = select(func.count(Child.id)).where(
            *conditions(choice)["children"],
            *_without(Child, *self.untold),
            Child.id.in_(sorted(self.restricted.children)),
        )
        return self.door.session.scalar(asked) or 0


def _without(model: Any, *files: Rows | None) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - as above
    return tuple(
        condition
        for hidden in files
        for condition in shown(model, model, Reach(None, "figures", hidden=hidden))
    )


def _as_stated(name: str, rows: Iterator[Row], reports: set[int]) -> Iterable[Row]:
    """Let rows say what the format says: later moves alone, each key once, no loose ends."""
    if name == "residences":
        return _later_moves(rows)
    if name in _KEYED_BY_CHILD:
        return _once(rows, SHEETS[name].key)
    if name == "reports":
        return _noted(rows, reports)
    if name == "referrals":
        return (row if row["report_id"] in reports else row | {"report_ref": ""} for row in rows)
    return rows


def _by_child(rows: Iterator[Row]) -> Iterator[list[Row]]:
    return (list(of_child) for _, of_child in groupby(rows, itemgetter("child_id")))


def _later_moves(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the stays after the first, and the first when only its own row can say its end."""
    for of_child in _by_child(rows):
        first, *later = sorted(of_child, key=itemgetter("from"))
        if first["to"] is not None and not (later and later[0]["from"] == first["to"]):
            yield first
        yield from later


def _once(rows: Iterator[Row], key: tuple[str, ...]) -> Iterator[Row]:
    """Yield of rows with one key the one that counts: a merged child may bring another."""
    for of_child in _by_child(rows):
        weighed = {tuple(row[name] for name in key): row for row in sorted(of_child, key=weight)}
        yield from sorted(weighed.values(), key=itemgetter("id"))


def _noted(rows: Iterator[Row], reports: set[int]) -> Iterator[Row]:
    for row in rows:
        reports.add(row["id"])
        yield row

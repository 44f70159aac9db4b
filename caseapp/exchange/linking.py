"""Finds what the file's own keys name: rows recorded before, rows of the same file, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from caseapp.desk import Door
from caseapp.exchange.bulk_rows import next_id
from caseapp.exchange.cells import BAD
from caseapp.exchange.faults import Faults
from caseapp.exchange.queries import DISASTER_PREFIX
from caseapp.exchange.tables import Table
from caseapp.records.children import Child
from caseapp.records.disasters import Disaster
from caseapp.records.erasures import ErasedMark
from caseapp.records.listing import listed, listed_texts
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

_OWNERS: Final = {
    "child_ref": ("children", "child_id"),
    "report_ref": ("reports", "report_id"),
    "disaster_ref": ("disasters", "disaster_id"),
    "referral_ref": ("referrals", "referral_id"),
}


DELETED: Final = msgid("was deleted here; take the row out of the file")
_ERASED: Final = msgid("was erased here; take the row out of the file")
_LOST: Final = msgid("'%(ref)s' is neither in the sheet %(sheet)s nor recorded")
_GONE: Final = msgid("'%(ref)s' was deleted here")
_BLANK: Final = msgid("'%(ref)s' was erased here")


@dataclass
class Names:
    """The ids that one kind of key names: recorded rows, and new ones of this file.

    `counts_as` gives the child that a merged one counts as; `keys` the sealing keys by id.
    Of recorded rows those that are `deleted` or `erased` take nothing any more.
    """

    ids: dict[str, int] = field(default_factory=dict)
    counts_as: dict[int, int] = field(default_factory=dict)
    keys: dict[int, int] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    recorded: set[int] = field(default_factory=set)
    next_id: int = 1

    def name_new(self, refs: Iterable[str]) -> None:
        """Give keys that name no row yet ids that no row has, in their order."""
        fresh = [ref for ref in refs if ref not in self.ids]
        after = self.next_id + len(fresh)
        self.ids.update(zip(fresh, range(self.next_id, after), strict=True))
        self.next_id = after


@dataclass
class Links:
    """What the keys of a file name, by kind of row."""

    children: Names
    reports: Names
    disasters: Names
    referrals: Names

    def of(self, column: str) -> Names:
        """Return the names that a key column draws on."""
        names = getattr(self, _OWNERS[column][0])
        assert isinstance(names, Names)
        return names


def no_links() -> Links:
    """Return what a file names that has no keys, as one of population figures alone."""
    return Links(Names(), Names(), Names(), Names())


def link(door: Door, tables: Mapping[str, Table], faults: Faults) -> Links:
    """Look up every key of the file and write the ids beside them; a key of nothing is a fault.

    A row's own key that is not recorded yet is given the next free id.
    """
    used: dict[str, set[str]] = {column: set() for column in _OWNERS}
    for table in tables.values():
        for column in _OWNERS.keys() & table.values.keys():
            used[column].update(ref for ref in table.values[column] if ref and ref is not BAD)
    links = Links(
        _children(door, used["child_ref"]),
        _named(door, Report, used["report_ref"]),
        _disasters(door, used["disaster_ref"]),
        _named(door, Referral, used["referral_ref"]),
    )
    for table in tables.values():
        _own_ids(table, links, faults)
    for table in tables.values():
        _references(table, links, faults)
    return links


def _children(door: Door, refs: set[str]) -> Names:
    names = _named(door, Child, refs)
    merged = select(Child.id, Child.merged_into_id).where(
        Child.merged_into_id.is_not(None), Child.id.in_(listed(names.recorded))
    )
    names.counts_as.update((row[0], row[1]) for row in door.session.execute(merged))
    named = names.recorded | set(names.counts_as.values())
    sealed = select(Child.id, Child.key_id).where(
        Child.key_id.is_not(None), Child.id.in_(listed(named))
    )
    names.keys.update((row[0], row[1]) for row in door.session.execute(sealed))
    return names


def _named(door: Door, model: type[Child | Report | Referral], refs: Iterable[str]) -> Names:
    """Find rows by the key of the file that brought them, or else by their own mark."""
    names = Names(next_id=next_id(door, model))
    if names.next_id == 1:
        return names
    wanted = listed_texts(refs)
    for column in (model.code, model.ref):  # the file's own key weighs more: it comes last
        for row_id, name in door.session.execute(
            select(model.id, column).where(column.in_(wanted))
        ):
            names.ids[name] = row_id
    names.recorded.update(names.ids.values())
    recorded = model.id.in_(listed(names.recorded))
    marked = model.code == ErasedMark.code
    names.erased.update(
        door.session.scalars(select(model.id).join(ErasedMark, marked).where(recorded))
    )
    if model is not Referral:
        gone = select(model.id).where(
            recorded,
            model.deleted_at.is_not(None),  # type: ignore[union-attr]  # referrals have none
        )
        names.deleted.update(door.session.scalars(gone))
    return names


def _disasters(door: Door, refs: set[str]) -> Names:
    names = Names(next_id=next_id(door, Disaster))
    for row_id, ref in door.session.execute(select(Disaster.id, Disaster.ref)):
        name = ref or f"{DISASTER_PREFIX}{row_id}"
        if name in refs:
            names.ids[name] = row_id
    names.recorded.update(names.ids.values())
    return names


def _own_ids(table: Table, links: Links, faults: Faults) -> None:
    """Give each row of a sheet with a key of its own the id that the key names."""
    column = table.sheet.key[0]
    if len(table.sheet.key) > 1:
        return
    names = links.of(column)
    refs = table.values[column]
    names.name_new(ref for ref in dict.fromkeys(refs) if ref is not BAD)
    table.values["id"] = [BAD if ref is BAD else names.ids[ref] for ref in refs]
    _refuse_gone(table, column, names, faults)


def _refuse_gone(table: Table, column: str, names: Names, faults: Faults) -> None:
    if not names.deleted and not names.erased:
        return
    ids = table.values["id"]
    for position, row_id in enumerate(ids):
        if row_id in names.erased:
            faults.add(table.name, table.rows[position], column, Reason(_ERASED))
            ids[position] = BAD  # nothing is compared with what is left of it
        elif row_id in names.deleted:
            faults.add(table.name, table.rows[position], column, Reason(DELETED))


def _references(table: Table, links: Links, faults: Faults) -> None:
    own = table.sheet.key[0] if len(table.sheet.key) == 1 else ""
    for column in sorted((_OWNERS.keys() & table.values.keys()) - {own}):
        target = _OWNERS[column][1]
        names = links.of(column)
        known: dict[Any, Any] = names.ids | {"": None, BAD: BAD}
        if names.counts_as:
            known |= {ref: names.counts_as.get(row, row) for ref, row in names.ids.items()}
        ids = [known.get(ref, BAD) for ref in table.values[column]]
        gone = _gone(names)
        if gone or BAD in ids:
            _refuse_lost(table, column, known, gone, faults)
        table.values[target] = ids


def _gone(names: Names) -> dict[str, str]:
    """Return the keys of rows that take nothing any more, with the words that say why."""
    if not names.deleted and not names.erased:
        return {}
    named = names.ids.items()
    return {ref: _GONE for ref, row in named if row in names.deleted} | {
        ref: _BLANK for ref, row in named if row in names.erased
    }


def _refuse_lost(
    table: Table, column: str, known: Mapping[Any, Any], gone: Mapping[str, str], faults: Faults
) -> None:
    owner = _OWNERS[column][0]
    for row, ref in zip(table.rows, table.values[column], strict=True):
        if ref not in known:
            reason = Reason(_LOST, ref=ref, sheet=owner)
            faults.add(table.name, row, column, reason)
        elif ref in gone:
            faults.add(table.name, row, column, Reason(gone[ref], ref=ref))

"""Checks what a file says against itself: units on their days, births, spans, repeated keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from caseapp.exchange.cells import BAD
from caseapp.exchange.faults import Faults
from caseapp.exchange.sheets import OPEN, Kind
from caseapp.exchange.tables import Table
from caseapp.rules.reasons import Reason
from caseapp.rules.referral_states import agrees_with_dates
from caseapp.rules.units import CITY_CODE, ELSEWHERE, REFORM, territory
from caseapp.rules.values import CHILD_UNTIL_AGE, is_child, local_day, msgid

Check = Callable[[Table, Faults, date], None]


def check_tables(tables: Mapping[str, Table], faults: Faults, today: date) -> None:
    """Add every fault that shows without looking at what is recorded; fill `units`.

    `today` is the local day on which a birth may not lie in the future.
    """
    for name, table in tables.items():
        _check_units(table, faults)
        _check_keys(table, faults)
        for check in _CHECKS.get(name, ()):
            check(table, faults, today)


def _check_keys(table: Table, faults: Faults) -> None:
    keys = table.keys()
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[Any, ...], int] = {}
    for row, key in zip(table.rows, keys, strict=True):
        if BAD in key:
            continue
        if key in first:
            reason = Reason(_REPEATS, row=first[key], columns=", ".join(table.sheet.key))
            column = table.sheet.key[0] if len(table.sheet.key) == 1 else ""
            faults.add(table.name, row, column, reason)
        else:
            first[key] = row


def _check_units(table: Table, faults: Faults) -> None:
    column = next((c for c in table.sheet.columns if c.kind is Kind.AREA), None)
    if column is None:
        return
    codes, days = table.values[column.name], table.values[column.day_of]
    found = {
        pair: _unit(pair[0], pair[1], column.also) for pair in set(zip(codes, days, strict=True))
    }
    units = [found[pair] for pair in zip(codes, days, strict=True)]
    for position, unit in enumerate(units):
        if isinstance(unit, Reason):
            faults.add(table.name, table.rows[position], column.name, unit)
            units[position] = BAD
    table.values["unit_id"] = units


def _unit(code: Any, moment: Any, also: tuple[str, ...]) -> Any:  # noqa: ANN401 - cells as read
    if code is BAD or moment is BAD:
        return BAD
    day = local_day(moment) if isinstance(moment, datetime) else moment
    return unit_at(code, before=day < REFORM, also=also)


@lru_cache(maxsize=4096)
def unit_at(code: str, *, before: bool, also: tuple[str, ...]) -> int | Reason:
    """Return the id of the unit that bears a code before or since 1 July 2025, or the fault.

    `also` are the words taken beside commune-level units (contracts §3).
    """
    if code == CITY_CODE or code in ELSEWHERE:
        if code in also:
            return ELSEWHERE.get(code) or territory().units[int(code)].id
        return Reason(msgid("'%(code)s' is no commune-level unit"), code=code)
    since, other = (REFORM, date.min)
    if before:
        since, other = (date.min, REFORM)
    unit = territory().at(code, since)
    if unit is not None:
        return unit.id
    if territory().at(code, other) is None:
        return Reason(msgid("no unit of the city has ever had the code '%(code)s'"), code=code[:20])
    return Reason(_ONLY_SINCE if before else _ONLY_UNTIL, code=code)


_ONLY_SINCE: Final = msgid("the unit '%(code)s' did not exist on this day, only from 2025-07-01 on")
_ONLY_UNTIL: Final = msgid("the unit '%(code)s' did not exist on this day, only until 2025-06-30")
_REPEATS: Final = msgid("repeats row %(row)d (the same %(columns)s)")


def _check_births(table: Table, faults: Faults, today: date) -> None:
    pairs = table.across("date_of_birth", "resident_from")
    for row, (born, since) in zip(table.rows, pairs, strict=True):
        if born is None or born is BAD:
            continue
        reason = None
        if born > today:
            reason = Reason(msgid("the birth lies after today (%(today)s)"), today=today)
        elif since is BAD:
            continue
        elif born > since:
            reason = Reason(msgid("the birth lies after resident_from"))
        elif since.year - born.year >= CHILD_UNTIL_AGE and not is_child(born, since):
            reason = Reason(_GROWN)
        if reason:
            faults.add(table.name, row, "date_of_birth", reason)


_GROWN: Final = msgid("16 years were completed on resident_from, so this was no child then")


def _check_span(table: Table, faults: Faults, _today: date) -> None:
    """A stay or circumstance ends after it begins: `to` is the first day that it no longer is."""
    pairs = table.across("from", "to")
    for row, (start, end) in zip(table.rows, pairs, strict=True):
        if end is not None and BAD not in (start, end) and end <= start:
            faults.add(table.name, row, "to", Reason(msgid("must lie after from")))


def _check_subgroups(table: Table, faults: Faults, _today: date) -> None:
    pairs = table.across("group", "subgroup")
    for row, (group, subgroup) in zip(table.rows, pairs, strict=True):
        if subgroup and BAD not in (group, subgroup) and subgroup[:2] != group:
            reason = Reason(msgid("does not belong to group %(group)s"), group=group)
            faults.add(table.name, row, "subgroup", reason)


def _check_help(table: Table, faults: Faults, _today: date) -> None:
    pairs = table.across("date", "until")
    for row, (start, last) in zip(table.rows, pairs, strict=True):
        if last not in (None, OPEN) and BAD not in (start, last) and last < start:
            faults.add(table.name, row, "until", Reason(msgid("lies before date")))


def _check_referrals(table: Table, faults: Faults, _today: date) -> None:
    dates = table.across("state", "sent_on", "answered_on", "completed_on")
    for row, values in zip(table.rows, dates, strict=True):
        if BAD in values:
            continue
        for sentence in agrees_with_dates(*values):
            column = sentence.partition(" ")[0]
            faults.add(table.name, row, column, sentence)


_CHECKS: Final[Mapping[str, tuple[Check, ...]]] = MappingProxyType(
    {
        "children": (_check_births,),
        "residences": (_check_span,),
        "circumstances": (_check_span, _check_subgroups),
        "assistance": (_check_help,),
        "referrals": (_check_referrals,),
    }
)

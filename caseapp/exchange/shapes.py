"""Turns the columns of a sheet into the columns of its records: folded, sealed, looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from caseapp.desk import Door
from caseapp.exchange.directory import Directory
from caseapp.exchange.sealing import Sealing
from caseapp.exchange.sheets import OPEN
from caseapp.rules.matching import fold
from caseapp.rules.units import territory

Columns = dict[str, Sequence[Any]]
"""Values by column name, all of one length."""


@dataclass(frozen=True)
class Pen:
    """What the shaping of rows draws on: the open door, the keys, the directory."""

    door: Door
    sealing: Sealing
    directory: Directory
    names: dict[int, str] = field(default_factory=dict)
    """The folded names of the children that are written, by their numbers."""
    places: dict[int | None, int] = field(default_factory=dict)
    """The units that answer for the reports that are written, by their numbers."""


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def fold_name(name: str) -> str:
    """Fold a name word by word: the few words that names are made of are folded once."""
    return " ".join(filter(None, map(_fold_word, name.split())))


keeper = lru_cache(maxsize=4096)(territory().keeper)
"""Return the unit that answers today for what lies in a unit."""


def _as_named(*pairs: str | tuple[str, str]) -> Callable[[Columns, Pen], Columns]:
    """Return a shape that takes columns as they are; a pair is (record's name, sheet's name)."""
    names = [pair if isinstance(pair, tuple) else (pair, pair) for pair in pairs]

    def shape(sheet: Columns, _pen: Pen) -> Columns:
        return {name: sheet[source] for name, source in names}

    return shape


def _sealed(
    pen: Pen, column: str, keys: Iterable[int | None], ids: Iterable[int], texts: Iterable[str]
) -> list[bytes | None]:
    rows = zip(keys, ids, texts, strict=True)
    return [pen.sealing.seal(key, column, row, text) if text else None for key, row, text in rows]


def _child(sheet: Columns, pen: Pen) -> Columns:
    numbers, ids = sheet["personal_id"], sheet["id"]
    keys = map(pen.sealing.children.get, ids)
    return _CHILD(sheet, pen) | {
        "folded_name": [fold_name(name) for name in sheet["full_name"]],
        "personal_id": _sealed(pen, "children.personal_id", keys, ids, numbers),
        "personal_id_mac": [pen.door.mac(number) if number else None for number in numbers],
    }


_CHILD: Final = _as_named(
    "full_name",
    "sex",
    "date_of_birth",
    "birth_precision",
    "ethnicity",
    "address",
    "guardian_name",
    "guardian_relation",
    "guardian_phone",
)


def _assistance(sheet: Columns, pen: Pen) -> Columns:
    keys = map(pen.sealing.children.get, sheet["sealed_for"])
    return _HELP(sheet, pen) | {
        "given_until": [None if last == OPEN else last for last in sheet["until"]],
        "open_ended": [last == OPEN for last in sheet["until"]],
        "note": _sealed(pen, "assistance.note", keys, sheet["id"], sheet["note"]),
    }


_HELP: Final = _as_named("child_id", "kind", ("given_on", "date"), "provider")


def _report(sheet: Columns, pen: Pen) -> Columns:
    children, alone = pen.sealing.children, pen.sealing.reports
    ids = sheet["id"]
    kept = sheet.get("kept_key", [None] * len(ids))
    rows = zip(kept, sheet["child_id"], ids, strict=True)
    keys = [key or children.get(child) or alone.get(row) for key, child, row in rows]
    places = zip(sheet.get("kept_place", [None] * len(ids)), sheet["unit_id"], strict=True)
    return _REPORT(sheet, pen) | {
        "area_id": [place or keeper(unit) for place, unit in places],
        "key_id": keys,
        "narrative": _sealed(pen, "reports.narrative", keys, ids, sheet["narrative"]),
    }


_REPORT: Final = _as_named(("event_unit_id", "unit_id"), "child_id", "channel", "received_at")


def _referral(sheet: Columns, pen: Pen) -> Columns:
    agencies, services = pen.directory.agencies, pen.directory.services
    chosen = [agencies[fold_name(name)] for name in sheet["agency"]]
    pairs = zip(chosen, map(fold_name, sheet["service"]), strict=True)
    keys = map(pen.sealing.children.get, sheet["child_id"])
    return _REFERRAL(sheet, pen) | {
        "agency_id": chosen,
        "service_id": [services[pair] for pair in pairs],
        "reason": _sealed(pen, "referrals.reason", keys, sheet["id"], sheet["reason"]),
    }


_REFERRAL: Final = _as_named(
    "child_id", "report_id", "state", "sent_on", "answered_on", "completed_on"
)

INCIDENT: Final = _as_named(
    ("report_id", "id"), "certainty", "abuse_types", ("settings", "setting"), "occurred_on"
)
"""The one incident that a report of a file tells of."""

SHAPES: Final[Mapping[str, Callable[[Columns, Pen], Columns]]] = MappingProxyType(
    {
        "population": _as_named(
            "unit_id", "reference_date", "sex", "age_band", "children", "source"
        ),
        "children": _child,
        "circumstances": _as_named(
            "child_id",
            ("group_code", "group"),
            "subgroup",
            "status",
            ("valid_from", "from"),
            ("valid_until", "to"),
        ),
        "assistance": _assistance,
        "reports": _report,
        "disasters": _as_named("name", "kind", "started_on"),
        "impacts": _as_named(
            "disaster_id",
            "child_id",
            "affected_on",
            "listed_on",
            "harm",
            "relieved_on",
            "relief_kind",
        ),
        "referrals": _referral,
    }
)
"""For each sheet, the columns of its records from the sheet's columns and the ids beside them."""

TOUCHED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "children": {
            "full_name": ("full_name", "folded_name"),
            "personal_id": ("personal_id", "personal_id_mac"),
            "area_code": (),
            "resident_from": (),
        },
        "circumstances": {"to": ("valid_until",)},
        "assistance": {"until": ("given_until", "open_ended")},
        "reports": {
            "child_ref": ("child_id", "key_id", "narrative"),
            "event_area_code": ("event_unit_id", "area_id"),
            "narrative": ("key_id", "narrative"),
            "certainty": (),
            "abuse_types": (),
            "setting": (),
            "occurred_on": (),
        },
        "referrals": {
            "child_ref": ("child_id", "reason"),
            "report_ref": ("report_id",),
            "agency": ("agency_id", "service_id"),
            "service": ("agency_id", "service_id"),
        },
    }
)
"""Which columns of the record a changed column of the sheet touches, where not its own name."""

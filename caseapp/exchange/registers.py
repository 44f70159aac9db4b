"""What is recorded, as the sheets of an import or export would say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from caseapp.desk import Door
from caseapp.exchange.plain_text import recorded_line, recorded_text
from caseapp.exchange.queries import CHILD_ID, REGISTERS
from caseapp.exchange.sheets import OPEN, SHEETS, Kind
from caseapp.records.listing import listed
from caseapp.records.reports import Incident
from caseapp.rules.codes.abuse import ABUSE_TYPES, SETTINGS, strongest
from caseapp.rules.values import LOCAL, local_day, minute_of

_BATCH: Final = 2000


def recorded(
    door: Door, sheet: str, *where: ColumnElement[bool], by_child: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the recorded rows of a sheet that meet the conditions, by id (or by child, then id).

    A row holds the sheet's columns in the values that `cells.py` would read from a file, and
    beside them `id` and what the matching needs. Sealed cells are open.
    """
    register = REGISTERS[sheet]
    order: list[Any] = [CHILD_ID, register.order] if by_child else [register.order]
    statement = register.statement().where(*where).order_by(*order)
    found = door.session.execute(statement, execution_options={"yield_per": _BATCH})
    clean = _cleaners(sheet)
    for batch in found.mappings().partitions():
        rows = [dict(row) for row in batch]
        if register.sealed:
            _unseal(door, register.sealed, rows)
        if sheet == "reports":
            _add_incidents(door, rows)
        for row in rows:
            for name, cleaner in clean:
                row[name] = cleaner(row[name] or "")
            _finish(sheet, row)
            yield row


def _cleaners(sheet: str) -> list[tuple[str, Callable[[str], str]]]:
    kinds = {Kind.LINE: recorded_line, Kind.TEXT: recorded_text}
    return [(c.name, kinds[c.kind]) for c in SHEETS[sheet].columns if c.kind in kinds]


def _unseal(door: Door, sealed: Mapping[str, str], rows: Sequence[dict[str, Any]]) -> None:
    door.open_keys(row["key_id"] for row in rows if any(row[name] for name in sealed))
    for row in rows:
        for name, column in sealed.items():
            row[name] = door.unseal(row["key_id"], column, row["id"], row[name])


def _finish(sheet: str, row: dict[str, Any]) -> None:
    if sheet == "reports":
        moment = row["received_at"].astimezone(LOCAL)
        row["received_at"] = minute_of(moment)
    elif sheet == "assistance" and row["open_ended"]:
        row["until"] = OPEN
    elif sheet == "children" and row["resident_from"] is None:
        # Nobody has said where the child lives: `unknown` counts alike (contracts §3).
        row["resident_from"] = row["date_of_birth"] or local_day(row["entered_at"])


def _add_incidents(door: Door, rows: Sequence[dict[str, Any]]) -> None:
    """Give each report what it counts with: its strongest incidents (contracts §4)."""
    found = door.session.execute(
        select(
            Incident.id,
            Incident.report_id,
            Incident.certainty,
            Incident.abuse_types,
            Incident.settings,
            Incident.occurred_on,
        ).where(
            Incident.report_id.in_(listed(row["id"] for row in rows)), Incident.deleted_at.is_(None)
        )
    )
    incidents: defaultdict[int, list[Any]] = defaultdict(list)
    for incident in found:
        incidents[incident.report_id].append(incident)
    for row in rows:
        row["incidents"] = [incident.id for incident in incidents[row["id"]]]
        row.update(strongest_of(incidents[row["id"]]))


def strongest_of(incidents: Sequence[Any]) -> dict[str, Any]:
    """Return certainty, types, setting and day of the strongest incidents taken together.

    A report of which nobody has recorded an incident yet is `suspected`.
    """
    certainty = strongest(i.certainty for i in incidents) if incidents else "suspected"
    counted = [i for i in incidents if i.certainty == certainty]
    types = {code for i in counted for code in i.abuse_types.split(";")}
    settings = {code for i in counted for code in i.settings.split(";")}
    return {
        "certainty": certainty,
        "abuse_types": ";".join(code for code in ABUSE_TYPES.codes if code in types),
        "setting": ";".join(code for code in SETTINGS.codes if code in settings),
        "occurred_on": min((i.occurred_on for i in counted if i.occurred_on), default=None),
    }


def weight(row: Mapping[str, Any]) -> tuple[bool, bool, str]:
    """Order recorded rows of one key so that the last one tells all that counts.

    A row that stands beats a deleted one, a longer circumstance or help contains a shorter, and
    relief that is missing or later decides whether it came in time.
    """
    end = next((row[name] for name in ("to", "until", "relieved_on") if name in row), "")
    lasting = end == OPEN or (end is None and "until" not in row)
    return row.get("deleted_at") is None, lasting, str(end or "")

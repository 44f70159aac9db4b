"""People on duty lists, put there as an officer or supervisor does."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.casework.duty import NewEntry, add_entry
from tests.factories.house import NOW, SYSTEM
from tests.factories.web import NINH_KIEU

SINCE = date(2026, 11, 1)


def an_entry(role: str, **fields: Any) -> NewEntry:
    """Somebody in a place of the list since the first of the month."""
    values: dict[str, Any] = {
        "role": role, "place": 1, "name": f"Người {role}", "phone": "0100 240 927", "mail": "",
        "username": "", "valid_from": SINCE, "last_day": None,
    }  # fmt: skip
    return NewEntry(**values | fields)


def on_list(role: str, code: str = NINH_KIEU, **fields: Any) -> None:
    """Put somebody on a unit's list; inside an application context."""
    add_entry(SYSTEM, code, an_entry(role, **fields), now=NOW)

"""What somebody looks for, sealed so that it may stand in an address (docs/decisions/0038)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from caseapp import desk
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import Actor

Pairs = list[tuple[str, str]]
"""Names of fields, and what was typed or chosen in each."""
_BLOCK: Final = 64
"""Bytes to which a text is filled up, so that its length tells little of the name."""
_LONGEST: Final = 8192


def seal_sought(actor: Actor, page: str, asked: Pairs) -> str:
    """Return what was typed on a page as letters for an address, which open for this person alone.

    They say nothing to who reads them in a browser's history, and are others each time.
    """
    text = json.dumps(asked, ensure_ascii=False)
    text += " " * (-len(text.encode()) % _BLOCK)
    blob = desk.vault().seal_sought(_place(actor, page), text)
    return urlsafe_b64encode(blob).decode().rstrip("=")


def open_sought(actor: Actor, page: str, sealed: str) -> Pairs | None:
    """Return what was typed; None for what another person, page or key sealed, or nobody."""
    if len(sealed) > _LONGEST or not sealed.isascii():
        return None
    try:
        blob = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        found = json.loads(desk.vault().open_sought(_place(actor, page), blob))
    except (KeyTrouble, ValueError):
        return None
    return [(str(name), str(value)) for name, value in found]


def _place(actor: Actor, page: str) -> str:
    return f"sought:{page}:{actor.label}"

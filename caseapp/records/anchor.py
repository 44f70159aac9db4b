"""The log's last head kept outside the database, so that a cut tail shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy.engine import Connection

from caseapp.records import audit
from caseapp.records.db import Place, place_of
from caseapp.rules.outcomes import Unwritable


def append(connection: Connection, parts: Sequence[audit.Part]) -> str:
    """Add to the log; return the head to be anchored, '' when the anchor must stay."""
    place = place_of(connection)
    try:
        known = place.anchor.read_text("ascii")
    except FileNotFoundError:
        known = ""
    head, whole = audit.append(connection, place.vault.audit_key, parts, known)
    return head if whole else ""


def draft(place: Place, head: str) -> None:
    """Write the new head beside the old one, before the commit: Unwritable when there is no room.

    After the commit nothing may fail any more: what is stored must not be answered as a fault.
    """
    try:
        if head:
            place.anchor.with_suffix(".new").write_text(head, encoding="ascii")
    except OSError as trouble:
        raise Unwritable(trouble.strerror) from trouble


def keep(place: Place, head: str) -> None:
    """Keep the log's head outside the database: a cut tail shows (replaced in one step).

    An anchor that the chain no longer holds is left alone: it is the only witness of the cut.
    """
    with suppress(OSError):  # an older head is one of the chain still; the next entry mends it
        if head:
            os.replace(place.anchor.with_suffix(".new"), place.anchor)  # noqa: PTH105 - atomic

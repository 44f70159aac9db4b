"""How an act can end other than well, as the floors above may know it."""

from sqlalchemy.exc import DatabaseError as StoreBroken
from sqlalchemy.exc import OperationalError as StoreRefused

from caseapp.records.vault import KeyDestroyed
from caseapp.rules.outcomes import (
    AlreadyDone,
    Erased,
    Held,
    Missing,
    Stale,
    Unwritable,
    nothing_written,
)

__all__ = [
    "AlreadyDone",
    "Erased",
    "Held",
    "KeyDestroyed",
    "Missing",
    "Stale",
    "StoreBroken",
    "StoreRefused",
    "Unwritable",
    "nothing_written",
]

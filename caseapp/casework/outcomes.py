"""How an act can end other than well, as the floors above may know it."""

from sqlalchemy.exc import OperationalError as StoreRefused

from caseapp.rules.outcomes import AlreadyDone, Held, Missing, Stale, nothing_written

__all__ = ["AlreadyDone", "Held", "Missing", "Stale", "StoreRefused", "nothing_written"]

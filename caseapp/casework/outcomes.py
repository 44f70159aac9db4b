"""How an act can end other than well, as the floors above may know it."""

from sqlalchemy.exc import OperationalError as StoreRefused

from caseapp.desk import AlreadyDone, Missing, Stale

__all__ = ["AlreadyDone", "Missing", "Stale", "StoreRefused"]

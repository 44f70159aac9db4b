"""Who of the staff did something, by the name that stands on pages and papers."""

from __future__ import annotations

from caseapp import desk
from caseapp.records.users import User


def name_of(door: desk.Door, user_id: int | None) -> str:
    """Return an account's full name; empty for what no person entered (an import, the demo)."""
    user = door.session.get(User, user_id) if user_id is not None else None
    return user.full_name if user else ""

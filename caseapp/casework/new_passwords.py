"""A password that is put in the place of another: long enough, and not the same again."""

from __future__ import annotations

from caseapp.records import passwords
from caseapp.rules.values import RuleBroken


def hash_of_new(new: str, before: str | None = None, *, field: str = "password") -> str:
    """Return the hash of a new password; `before` is the hash that it replaces.

    RuleBroken names the field when it is shorter than 10 characters or the old one again.
    """
    if len(new) < passwords.SHORTEST:
        raise RuleBroken("Choose a password of at least 10 characters", field=field)
    if before is not None and passwords.fits(before, new):
        raise RuleBroken("Choose a password other than the one you had", field=field)
    return passwords.hash_password(new)

"""A password that is put in the place of another: hard to guess, and not the same again."""

from __future__ import annotations

from collections.abc import Iterable

from caseapp.casework import areas
from caseapp.records import passwords
from caseapp.records.users import User
from caseapp.rules.passwords import refuse_weak
from caseapp.rules.values import RuleBroken


def hash_of_new(
    new: str, before: str | None = None, *, about: Iterable[str] = (), field: str = "password"
) -> str:
    """Return the hash of a new password; `before` is the hash that it replaces.

    `about` are words that anybody knows of the account. RuleBroken names the field when it is
    shorter than 10 characters, easily guessed, or the old one again.
    """
    refuse_weak(new, about, field=field)
    if before is not None and passwords.fits(before, new):
        raise RuleBroken("Choose a password other than the one you had", field=field)
    return passwords.hash_password(new)


def known_of(user: User | None) -> tuple[str, ...]:
    """Return what anybody knows of an account: its names, and the units of its roles."""
    if user is None:
        return ()
    held = {grant.area_id for grant in user.grants}
    return (user.username, user.full_name, *(areas.label(unit) for unit in sorted(held)))

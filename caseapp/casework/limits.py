"""How often a sign-in may fail: by address, by name from unknown browsers, by known browser.

Wrong answer links and their secrets are counted in the same way, by themselves.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from caseapp.records.db import place_of
from caseapp.records.users import KnownBrowser, SignInAttempt
from caseapp.records.vault import Vault

TRIES: Final = 10
TRIES_WITHIN: Final = timedelta(minutes=15)
WRONG_CODES: Final = 5
"""So many wrong codes end a sign-in that is under way."""
_KEPT: Final = timedelta(days=1)


class Refused(Exception):
    """Wrong name, password or code, closed account: all answered alike."""


class TooManyTries(Exception):
    """Too many failures within the last quarter of an hour: wait, even with the right answer."""


@dataclass(frozen=True)
class Caller:
    """Where a try comes from: the address, the browser's long-lived token, its name in words.

    `terminal`: from a command on the machine itself, with an allowance like a known browser's.
    """

    source: str
    browser_token: str = ""
    browser: str = ""
    terminal: bool = False


@dataclass(frozen=True)
class Marks:
    """A try as it is counted: hashes only; `browser` is set when the account knows it."""

    source: bytes
    name: bytes
    browser: bytes | None


def vault_of(session: Session) -> Vault:
    """Return the keys of the instance that a session is open on."""
    return place_of(session.connection()).vault


def hashed(token: str) -> bytes:
    """Return what is kept of a random token."""
    return hashlib.sha256(token.encode()).digest()


def marks_of(session: Session, caller: Caller, name: str, user_id: int) -> Marks:
    """Return a try's marks; `name` is folded, `user_id` is 0 for a name that nobody bears.

    Both are asked of the database alike, so that an unknown name takes no less time.
    """
    vault = vault_of(session)
    known = session.scalar(
        select(KnownBrowser.token_hash).where(
            KnownBrowser.user_id == user_id,
            KnownBrowser.token_hash == hashed(caller.browser_token),
        )
    )
    if caller.terminal:
        known = hashed("the machine's own terminal")
    return Marks(vault.source_mark(caller.source), vault.name_mark(name), known)


def link_marks(session: Session, caller: Caller, token: str) -> Marks:
    """Return the marks of somebody at an answer link: counted apart from those who sign in."""
    vault = vault_of(session)
    name = f"answer:{hashed(token).hex()}"
    return Marks(vault.source_mark(f"answer:{caller.source}"), vault.name_mark(name), None)


def must_wait(session: Session, marks: Marks, clock: datetime) -> bool:
    """Tell whether a try is not even looked at.

    A known browser has an allowance of its own, counted for this account alone; neither what
    strangers do from the same address nor what they try with the same name takes from it.
    """
    if marks.browser is not None:
        own = and_(SignInAttempt.browser == marks.browser, SignInAttempt.name == marks.name)
        return _failed(session, own, clock) >= TRIES
    stranger = SignInAttempt.browser.is_(None)
    return any(
        _failed(session, and_(stranger, same), clock) >= TRIES
        for same in (SignInAttempt.source == marks.source, SignInAttempt.name == marks.name)
    )


def _failed(session: Session, which: ColumnElement[bool], clock: datetime) -> int:
    since = SignInAttempt.at > clock - TRIES_WITHIN
    counted = select(func.count()).select_from(SignInAttempt).where(which, since)
    return session.scalar(counted) or 0


def note_failure(session: Session, marks: Marks, clock: datetime) -> None:
    """Count a failure, and forget those that have long ceased to count."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock - _KEPT))
    session.add(
        SignInAttempt(source=marks.source, name=marks.name, browser=marks.browser, at=clock)
    )


def know_browser(session: Session, user_id: int, token: str, fresh: str, clock: datetime) -> str:
    """Remember the browser of a completed sign-in; return the token that it shall keep.

    A token that the account does not know yet is replaced by `fresh`: somebody else may have
    planted it. Accounts that knew this browser know it by the new token.
    """
    rows = session.scalars(
        select(KnownBrowser).where(KnownBrowser.token_hash == hashed(token))
    ).all()
    for row in rows:
        if row.user_id == user_id:
            row.seen_at = clock
            return token
    for row in rows:
        row.token_hash = hashed(fresh)
    session.add(KnownBrowser(user_id=user_id, token_hash=hashed(fresh), seen_at=clock))
    return fresh


def forget_browsers(session: Session, user_id: int) -> None:
    """Let an account know no browser any more: its password or second factor was reset."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.user_id == user_id))

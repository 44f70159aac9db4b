"""How an act can end other than well, and the hold under which none may begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final


class Missing(Exception):
    """No such row within the reader's units: the same answer as for one that never was."""


class Erased(Missing):
    """The file was erased, by the erasure of this number; told to who could open the row."""

    def __init__(self, subject: str, number: int) -> None:
        super().__init__(subject)
        self.number = number


class Stale(Exception):
    """The row was changed since the form was read; nothing was written."""


class AlreadyDone(Exception):
    """The form was posted before; `made` is what its first post made.

    `changed`: it came with other content this time, which is stored nowhere.
    """

    def __init__(self, made: str, *, changed: bool = False) -> None:
        super().__init__(made)
        self.made = made
        self.changed = changed


class Unwritable(Exception):
    """The disk is full or may not be written: nothing was stored."""


class Held(Exception):
    """An act was tried while nothing may be written."""


_held: Final[ContextVar[bool]] = ContextVar("caseapp_held", default=False)


def held() -> bool:
    """Tell whether nothing may be written now."""
    return _held.get()


@contextmanager
def nothing_written() -> Iterator[None]:
    """Let a block read but not write: an act in it raises Held before anything is stored."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)

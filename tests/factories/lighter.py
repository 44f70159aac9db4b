"""What tests need not pay for over and over: slow hashes, and templates compiled for each house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from caseapp.records import passwords

MEASURED: Final = passwords._HASHER
"""The hasher that is used outside the tests; those of `records.passwords` put it back."""

_LIGHT: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@contextmanager
def hashing(hasher: PasswordHasher) -> Iterator[None]:
    """Let passwords be hashed by another hasher: it is a quarter of the tests' time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", hasher)
        patch.setattr(passwords, "_NOBODY", hasher.hash("the account that does not exist"))
        yield


def lightly() -> Iterator[None]:
    """Hash lightly until the tests end."""
    with hashing(_LIGHT):
        yield


class _Compiled(BytecodeCache):
    """Keeps compiled templates for the houses that follow; Jinja compares their source first."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: Final = _Compiled()


def share_templates(app: Flask) -> None:
    """Let an application take templates that another one of this process has compiled."""
    app.jinja_env.bytecode_cache = _COMPILED

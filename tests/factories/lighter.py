"""What tests need not pay for over and over: slow hashes, and what each house would compile anew."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache, wraps
from os import PathLike
from pathlib import Path
from shutil import disk_usage
from typing import Any, Final

import pytest
from argon2 import PasswordHasher
from babel.support import Translations
from flask import Flask
from jinja2 import BytecodeCache, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache
from werkzeug.routing import Map, RuleFactory
from werkzeug.routing.matcher import StateMachineMatcher

from caseapp.app import add_slices
from caseapp.records import passwords
from caseapp.records.db import db, on_postgresql
from caseapp.upkeep import shapes

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
    """Until the tests end, hash lightly, and keep what every application makes alike."""
    with hashing(_LIGHT), pytest.MonkeyPatch.context() as patch:
        patch.setattr("caseapp.app.add_slices", _addressing(add_slices))
        patch.setattr(Translations, "load", _translated)
        patch.setattr(shapes, "shape_made", _shaping(shapes.shape_made))
        patch.setattr(Template, "_get_default_module", _importing)
        yield


def _addressing(add: Callable[[Flask], None]) -> Callable[[Flask], None]:
    """Let Werkzeug work out the addresses of the slices once for all applications.

    All else that a slice brings is added to each anew.
    """
    known: list[Map] = []

    def added(house: Flask) -> None:
        if not known:
            add(house)
            known.append(house.url_map)
            house.url_map = _lent(known[0])
            return
        house.url_map = _lent(known[0])
        views = house.view_functions

        def with_address(_rule: str, endpoint: str, view: Any, **_options: object) -> None:
            views[endpoint] = view

        house.add_url_rule = with_address  # type: ignore[method-assign,assignment]
        try:
            add(house)
        finally:
            del house.add_url_rule

    return added


def _lent(shared: Map) -> Map:
    """Return a map with the addresses of another, which becomes one of its own when it grows."""
    lent = copy(shared)

    def add(rules: RuleFactory) -> None:
        del lent.add
        lent._matcher = StateMachineMatcher(shared.merge_slashes)
        lent._rules_by_endpoint = {}
        for rule in [*shared.iter_rules()]:
            lent.add(rule.empty())
        lent.add(rules)

    lent.add = add  # type: ignore[method-assign]
    return lent


def _importing(template: Template, context: Context | None = None) -> TemplateModule:
    """What a template is imported as, as Jinja has it; its view of the globals is slow to compare.

    It is asked for each macro of each page that is drawn.
    """
    if context is not None and (keys := context.globals_keys.difference(template.globals)):
        return template.make_module({key: context.parent[key] for key in keys})
    if template._module is None:
        template._module = template.make_module()
    return template._module


def _shaping(make: Callable[[Engine, str], shapes.Shape]) -> Callable[..., shapes.Shape]:
    """Let the steps make an empty database once for each library and server, and no instance.

    Who looks at how it is made finds the other under `__wrapped__`.
    """
    known: dict[object, shapes.Shape] = {}

    @wraps(make)
    def shape_made(engine: Engine, revision: str) -> shapes.Shape:
        server = engine.url.set(database=None) if on_postgresql(engine) else None
        if (server, revision) not in known:
            known[server, revision] = make(engine, revision)
        return known[server, revision]

    return shape_made


def _translated(folder: str | PathLike[str], languages: list[Any], domain: str) -> Any:
    """Load a catalogue once as long as its file stays the same; Flask-Babel merges it into its own."""
    path = gettext.find(domain, folder, [str(language) for language in languages])
    return (
        Translations() if path is None else _catalogue(path, Path(path).stat().st_mtime_ns, domain)
    )


@lru_cache(maxsize=8)
def _catalogue(path: str, _written: int, domain: str) -> Translations:
    with Path(path).open("rb") as file:
        return Translations(file, domain)


def memory() -> str:
    """Where files that soon go need not reach the disk; '' where the machine has no room for it."""
    place = "/dev/shm"
    return place if os.access(place, os.W_OK) and disk_usage(place).free > _ROOM else ""


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
_STATEMENTS: Final = 4000
_ROOM: Final = 3 * 2**30


def share(app: Flask, before: Engine) -> None:
    """Let an application take the templates and the SQL that others of this process compiled.

    `before` is an engine of the same kind of database that was connected once. SQLAlchemy keeps
    SQL by statement and dialect, so the dialect is shared too. SQLite is not made to wait for the
    disk: no test cuts the power.
    """
    app.jinja_env.bytecode_cache = _COMPILED
    with app.app_context():
        engine = db.engine
        engine.dialect = engine.pool._dialect = before.dialect
        engine._compiled_cache = before._compiled_cache
        if not on_postgresql(engine):
            event.listen(engine, "connect", _without_waiting)


def roomy(engine: Engine) -> Engine:
    """Let an engine keep more statements than those of one application."""
    engine._compiled_cache = LRUCache(_STATEMENTS)
    return engine


def _without_waiting(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")

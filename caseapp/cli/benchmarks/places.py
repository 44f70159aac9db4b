"""Instances to measure on, in folders that are gone afterwards."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Flask

from caseapp.app import create_app
from caseapp.config import Settings
from caseapp.upkeep import instance
from caseapp.upkeep.demo.making import make_demo

NOW: Final = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def _settings(folder: Path) -> Settings:
    return Settings(environment="test", instance=folder, fixed_now=NOW)


@contextmanager
def new_instance() -> Iterator[Flask]:
    """An empty instance with its application, open as a test one."""
    with tempfile.TemporaryDirectory(prefix="caseapp-bench-") as folder:
        settings = _settings(Path(folder) / "instance")
        vault, _ = instance.make_keys(settings)
        app = create_app(settings, vault)
        with app.app_context():
            instance.fill(settings, NOW)
            yield app


_CITIES: Final[dict[int, Path]] = {}


@contextmanager
def demo_city(children: int) -> Iterator[Flask]:
    """A made-up city, the same for all jobs of one run that only read it; its context is open.

    A million children take minutes: the city is made by the first that asks, and lies in its
    folder until the process ends.
    """
    if children not in _CITIES:
        _CITIES[children] = _made_city(children)
    app = create_app(_settings(_CITIES[children]))
    with app.app_context():
        yield app


def _made_city(children: int) -> Path:
    folder = tempfile.TemporaryDirectory(prefix="caseapp-bench-")
    atexit.register(folder.cleanup)
    settings = _settings(Path(folder.name) / "instance")
    vault, _ = instance.make_keys(settings)
    with create_app(settings, vault).app_context():
        instance.fill(settings, NOW)
        make_demo(settings, NOW, children=children)
    return settings.instance


@contextmanager
def copy_of(app: Flask) -> Iterator[Flask]:
    """A copy of an instance as it lies on the disk, with an application of its own."""
    with tempfile.TemporaryDirectory(prefix="caseapp-bench-") as folder:
        target = Path(folder) / "instance"
        shutil.copytree(app.instance_path, target)
        copy = create_app(_settings(target))
        with copy.app_context():
            yield copy

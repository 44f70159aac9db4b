"""Fixtures that every floor's tests share: an instance, and rows made by its factories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.factories.house import House, make_template, opened

# Tests set no limits of time: a slow machine is no fault of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# One browser for all: Playwright's loop can run only once in a process.
pytest_plugins = ["tests.browser.chromium"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "instance")


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    with opened(template, tmp_path / "instance") as made:
        yield made

"""An officer who leaves, made once for all the tests of handing over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories.cluster import Cluster
from tests.factories.house import Template, opened
from tests.factories.leaving import Leaving, prepare


@pytest.fixture(scope="session")
def left_behind(
    templates: Callable[[Cluster | None], Template], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Template, Leaving]:
    return prepare(templates(None), tmp_path_factory.mktemp("leaving") / "instance")


@pytest.fixture
def leaving(left_behind: tuple[Template, Leaving], tmp_path: Path) -> Iterator[Leaving]:
    """A copy of that instance for one test."""
    template, story = left_behind
    with opened(template, tmp_path / "leaving") as house:
        yield replace(story, house=house)

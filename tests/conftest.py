"""Fixtures that every floor's tests share: an instance, and rows made by its factories."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.factories.cluster import Cluster, cluster_or_reason
from tests.factories.house import House, Template, make_template, opened
from tests.factories.lighter import lightly, memory
from tests.factories.long_run import turns
from tests.factories.shares import dealt
from tests.factories.transfers import Handing, prepare
from tests.factories.walk import Busy, Seen, walk
from tests.factories.walk import prepare as prepare_walk

Templates = Callable[[Cluster | None], Template]

# Tests set no limits of time: a slow machine is no fault of the code. What is drawn differs each day.
settings.register_profile(
    "house",
    max_examples=turns(40, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

# Two thousand instances are made, and each is gone with its test: see tmp_path_retention_policy.
if memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory())

# One browser for all: Playwright's loop can run only once in a process.
pytest_plugins = ["tests.browser.chromium"]


TESTS = Path(__file__).parent
ON_BOTH = (
    "records/", "statistics/", "exchange/", "upkeep/test_", "test_desk.py",
    "casework/test_erasures.py",
)  # fmt: skip
"""Where tests run once on each database; `only("sqlite")` keeps a test to one of them."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    place = metafunc.definition.path.relative_to(TESTS).as_posix()
    if "database" not in metafunc.fixturenames or not place.startswith(ON_BOTH):
        return
    only = metafunc.definition.get_closest_marker("only")
    kinds = only.args if only else ("sqlite", "postgresql")
    metafunc.parametrize("database", kinds, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal the tests out to the processes, where there are several."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = dealt(items, lambda item: getattr(item, "fixturenames", ()), workers)


def pytest_collection_finish() -> None:
    """What is loaded by now lives to the end: it is not searched for garbage over and over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


light_passwords = pytest.fixture(scope="session", autouse=True)(lightly)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The tests' own PostgreSQL, started when the first of them asks for it."""
    yield from cluster_or_reason()


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> Cluster | None:
    """Where the rows of new instances go: a cluster, or None for files of their own."""
    kind = getattr(request, "param", "sqlite")
    return request.getfixturevalue("cluster") if kind == "postgresql" else None


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """A template of each database, made once however often tests of the two take turns."""

    @cache
    def made(cluster: Cluster | None) -> Template:
        return make_template(tmp_path_factory.mktemp("template") / "instance", cluster)

    return made


@pytest.fixture(scope="session")
def template(database: Cluster | None, templates: Templates) -> Template:
    return templates(database)


@pytest.fixture(scope="session")
def busy_demo(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Busy:
    """A busy demo, for all that go about in a copy of it."""
    return prepare_walk(templates(None), tmp_path_factory.mktemp("busy") / "instance")


@pytest.fixture(scope="session")
def walked(
    busy_demo: Busy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, dict[str, Seen]]]:
    """A busy demo that each role has walked through, for all that looks at what was met."""
    template, made = busy_demo
    with opened(template, tmp_path_factory.mktemp("walk") / "instance") as house:
        yield house, walk(house, made)


@pytest.fixture
def house(template: Template, tmp_path: Path) -> Iterator[House]:
    with opened(template, tmp_path / "instance") as made:
        yield made


@pytest.fixture(scope="session")
def handed(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Template, Handing]:
    """An instance in which a case is about to be handed over: six people take half a second."""
    return prepare(templates(None), tmp_path_factory.mktemp("handed") / "instance")


@pytest.fixture
def handing(handed: tuple[Template, Handing], tmp_path: Path) -> Iterator[Handing]:
    """A copy of that instance for one test."""
    template, made = handed
    with opened(template, tmp_path / "handing") as house:
        yield replace(made, house=house)

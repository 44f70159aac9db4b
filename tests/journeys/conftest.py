"""The application itself in the machine's Chromium: served in threads, with its real guards on."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from caseapp.upkeep.demo import DemoResult
from tests.browser.sample import served
from tests.factories.house import House, Template
from tests.factories.marked_town import MarkedTown, marked_town


@pytest.fixture
def site(house: House) -> Iterator[str]:
    """The address of the test's own instance; forms need their tokens, as in real life."""
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(house.app) as address:
        yield address


@pytest.fixture(scope="session")
def marked(
    busy_demo: tuple[Template, DemoResult], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MarkedTown]:
    """A busy town with a ward's file full of markers, for all that looks for them."""
    with marked_town(busy_demo[0], tmp_path_factory.mktemp("marked") / "instance") as made:
        yield made

"""The application itself in the machine's Chromium: served in threads, with its real guards on."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.browser.sample import served
from tests.factories.house import House


@pytest.fixture
def site(house: House) -> Iterator[str]:
    """The address of the test's own instance; forms need their tokens, as in real life."""
    house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(house.app) as address:
        yield address

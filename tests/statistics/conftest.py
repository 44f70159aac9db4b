"""One instance for the module: what a register counts is rolled back each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.house import House, Template, opened


@pytest.fixture(scope="module")
def records(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("records") / "instance"
    with opened(template, folder) as made, made.app.app_context():
        yield made

"""Houses whose release waits for its signer, or is signed: made once, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.house import House, Template, opened
from tests.factories.released import prepare_proposal


@pytest.fixture(scope="session")
def with_proposal(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("proposal") / "instance"
    return prepare_proposal(template, folder, sign_it=False)


@pytest.fixture(scope="session")
def with_release(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("release") / "instance"
    return prepare_proposal(template, folder, sign_it=True)


@pytest.fixture
def proposing(with_proposal: Template, tmp_path: Path) -> Iterator[House]:
    with opened(with_proposal, tmp_path / "proposing") as made:
        yield made


@pytest.fixture
def released(with_release: Template, tmp_path: Path) -> Iterator[House]:
    with opened(with_release, tmp_path / "released") as made:
        yield made

"""Two furnished wards, made once for the tests of a module; an instance with pages beside."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from caseapp.records.db import WRITE, Place, db, place_of
from caseapp.records.scope import Reach, reaching
from tests.factories.estate import without_second_net
from tests.factories.house import House, Template, opened
from tests.factories.rows import CAI_KHE, NINH_KIEU, furnish
from tests.factories.wards import OWN, Wards


@pytest.fixture(scope="module")
def furnished(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wards]:
    folder = tmp_path_factory.mktemp("wards") / "instance"
    with opened(template, folder) as house, house.app.app_context():
        own, other = furnish(NINH_KIEU), furnish(CAI_KHE)
        without_second_net()
        db.engine.update_execution_options(**{WRITE: True})  # these tests write without the desk
        yield Wards(db.session(), own, other)


@pytest.fixture
def wards(furnished: Wards) -> Iterator[Wards]:
    """The two wards, asked by somebody of the first; what a test leaves open is rolled back."""
    with reaching(OWN):
        yield furnished
    furnished.session.rollback()
    furnished.session.expunge_all()


@pytest.fixture
def books(furnished: Wards) -> Iterator[Wards]:
    """The two wards with every table open, so that the database's own constraints speak."""
    with reaching(Reach(None, "bulk")):
        yield furnished
    furnished.session.rollback()
    furnished.session.expunge_all()


@pytest.fixture
def place(house: House) -> Iterator[Place]:
    """The instance's place, its application being open."""
    with house.app.app_context():
        yield place_of(db.engine)


@pytest.fixture
def pages(house: House) -> Iterator[ThreadPoolExecutor]:
    """Where pages are opened, as by the threads of a server."""
    with ThreadPoolExecutor(4) as pool:
        yield pool

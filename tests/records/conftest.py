"""Two furnished wards, made once for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseapp.records.db import WRITE, db
from caseapp.records.scope import Reach, reaching
from tests.factories.estate import without_second_net
from tests.factories.house import Template, opened
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

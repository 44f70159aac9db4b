"""An officer signed in, and a report of theirs."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import (
    post_report,
    signed_in,
)


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return signed_in(house, "officer")


@pytest.fixture
def report(officer: FlaskClient) -> str:
    return f"/reports/{post_report(officer)}"

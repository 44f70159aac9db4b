"""Programs of a statistician: a token each, and how they ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from werkzeug.test import TestResponse

from caseapp.casework.acting import actor_named
from caseapp.casework.api_tokens import NewToken, make_token
from caseapp.casework.fresh_factor import Fresh
from caseapp.rules.token_scopes import TokenScope
from tests.factories.house import NOW, House
from tests.factories.signing import HERE
from tests.factories.web import make_user

WARD, OTHER = 31135, 31120
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@dataclass
class Program:
    """A program that sends its token with each request and has no cookie."""

    house: House
    token: str
    username: str

    def ask(self, address: str, accept: str = "", method: str = "GET") -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Accept": accept} if accept else {})
        return self.house.app.test_client().open(address, method=method, headers=headers)


def a_program(house: House, scope: TokenScope | None = None, username: str = "") -> Program:
    """Make a token for a statistician, an own one unless named."""
    name = username or make_user(house, "statistician")
    clock = datetime.now(UTC)
    new = NewToken("Kho dữ liệu", scope or TokenScope(), clock.date() + timedelta(days=30))
    with house.app.app_context():
        token = make_token(actor_named(name, None), new, now=NOW, fresh=Fresh("", HERE, clock))
    return Program(house, token, name)

"""The database holds of a token its hash alone, and no hash twice."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp import desk
from caseapp.records.api_tokens import ApiToken
from tests.factories.house import NOW, House
from tests.factories.web import make_user


@pytest.mark.only("sqlite")
def test_no_hash_stands_twice(house: House) -> None:
    make_user(house, "statistician")

    def token() -> ApiToken:
        return ApiToken(token_hash=b"x" * 32, user_id=1, made_at=NOW, ends_on=NOW.date())

    with house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add(token())
        with pytest.raises(IntegrityError), desk.ledger(write=True) as session:
            session.add(token())
    held = {column.name for column in ApiToken.__table__.columns}
    assert not held & {"token", "secret"}

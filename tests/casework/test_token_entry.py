"""How often a program may come: wrong tokens by address, a good one by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.acting import actor_named
from caseapp.casework.api_tokens import make_token
from caseapp.casework.limits import TRIES, TRIES_WITHIN, Caller, Refused, TooManyTries
from caseapp.casework.token_entry import USES, enter
from caseapp.records.api_tokens import ApiToken
from caseapp.records.audit import AuditEntry
from tests.casework.test_api_tokens import NEW, fresh
from tests.factories.house import NOW, House
from tests.factories.web import make_user

LATER = NOW + TRIES_WITHIN + timedelta(seconds=1)


def test_wrong_ones_slow_their_address_and_nobody_else(house: House) -> None:
    name = make_user(house, "statistician")
    here, there = Caller("192.0.2.7"), Caller("192.0.2.8")
    with house.app.app_context():
        good = make_token(actor_named(name, None), NEW, now=NOW, fresh=fresh())
        for number in range(TRIES):
            with pytest.raises(Refused):
                enter(f"caseapp_{number}", here, clock=NOW, now=NOW)
        for _ in range(2):
            with pytest.raises(TooManyTries):
                enter("caseapp_x", here, clock=NOW, now=NOW)
        assert enter(good, here, clock=NOW, now=NOW).actor.by_token == 1  # nobody is locked out
        for caller, moment in ((there, NOW), (here, LATER)):
            with pytest.raises(Refused):
                enter("caseapp_x", caller, clock=moment, now=moment)
        with desk.ledger() as session:
            counted = select(func.count(AuditEntry.id)).where(AuditEntry.outcome == "denied")
            assert session.scalar(counted) == TRIES + 2  # what is not looked at fills no log


def test_a_good_one_that_asks_too_often_waits(house: House) -> None:
    name = make_user(house, "statistician")
    with house.app.app_context():
        token = make_token(actor_named(name, None), NEW, now=NOW, fresh=fresh())
        enter(token, Caller("192.0.2.7"), clock=NOW, now=NOW)
        with desk.ledger(write=True) as session:
            session.scalars(select(ApiToken)).one().used = USES
            session.flush()
        with pytest.raises(TooManyTries):
            enter(token, Caller("192.0.2.9"), clock=NOW, now=NOW)
        assert enter(token, Caller("192.0.2.9"), clock=LATER, now=LATER)

"""Tokens for programs: made after a fresh code, seen once, limited, ended by owner or administrator."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import api_tokens
from caseapp.casework.accounts import disable_account
from caseapp.casework.acting import actor_named
from caseapp.casework.api_tokens import NewToken, end_own, list_of, list_own, make_token
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller, Refused
from caseapp.casework.token_entry import enter
from caseapp.records.api_tokens import ApiToken
from caseapp.records.audit import AuditEntry
from caseapp.records.users import RoleGrant
from caseapp.rules.access import Actor, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.values import LOCAL, RuleBroken
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.signing import HERE, code_at, give_factor
from tests.factories.web import make_user

SOON = date(2026, 12, 31)
NEW = NewToken("  Bảng   Excel ", TokenScope(), SOON)


def fresh(code: str = "", *, demanded: bool = False) -> Fresh:
    return Fresh(code, HERE, NOW, demanded)


def a_statistician(house: House) -> Actor:
    name = make_user(house, "statistician")
    with house.app.app_context():
        return actor_named(name, None)


def come(token: str, moment: datetime = NOW, source: str = "192.0.2.7"):
    return enter(token, Caller(source), clock=moment, now=moment)


def test_a_token_is_seen_once_and_only_its_hash_is_kept(house: House) -> None:
    actor = a_statistician(house)
    with house.app.app_context():
        token = make_token(actor, NEW, now=NOW, fresh=fresh())
        (view,) = list_own(actor, now=NOW, clock=NOW)
        with desk.ledger() as session:
            row = session.scalars(select(ApiToken)).one()
            kept = [value for value in vars(row).values() if isinstance(value, str | bytes)]
            stored = row.token_hash
    assert view.label == "Bảng Excel"
    assert (view.unit, view.scope, view.used_at, view.over) == ("", TokenScope(), None, False)
    assert stored == hashlib.sha256(token.encode()).digest()
    assert len(token) >= 8 + 43  # 256 bits in base 64
    assert not any(token.encode() in (k if isinstance(k, bytes) else k.encode()) for k in kept)


def test_it_takes_a_fresh_code_of_whoever_has_a_second_factor(house: House) -> None:
    name = make_user(house, "statistician")
    secret, _ = give_factor(house, name)
    clock = datetime.now(UTC)
    with house.app.app_context():
        actor = actor_named(name, None)
        asked = NewToken("Kho dữ liệu", TokenScope(), clock.date() + timedelta(days=30))
        for wrong in ("", "000000"):
            with pytest.raises(RuleBroken) as broken:
                make_token(actor, asked, now=NOW, fresh=Fresh(wrong, HERE, clock))
            assert broken.value.field == "factor"
        assert list_own(actor, now=NOW, clock=clock) == ()
        code = code_at(secret, clock)
        spoilt = NewToken("", asked.scope, asked.ends_on)
        with pytest.raises(RuleBroken) as broken:
            make_token(actor, spoilt, now=NOW, fresh=Fresh(code, HERE, clock))
        assert broken.value.field == "label"  # and the code is not used up
        assert make_token(actor, asked, now=NOW, fresh=Fresh(code, HERE, clock))
        with pytest.raises(RuleBroken):
            make_token(actor, asked, now=NOW, fresh=Fresh(code, HERE, clock))  # it served
        bare = a_statistician(house)
        with pytest.raises(RuleBroken, match="Set up the second factor first"):
            make_token(bare, asked, now=NOW, fresh=fresh(demanded=True))


def test_only_who_may_fetch_figures_makes_one(house: House) -> None:
    for role in ("officer", "supervisor", "administrator"):
        name = make_user(house, role)
        with house.app.app_context(), pytest.raises(Denied):
            make_token(actor_named(name, None), NEW, now=NOW, fresh=fresh())


def test_what_it_opens_ends_with_day_owner_administrator_account_and_role(house: House) -> None:
    actor = a_statistician(house)
    after = datetime(2027, 1, 1, 0, 0, 1, tzinfo=LOCAL)
    with house.app.app_context():
        tokens = [make_token(actor, NEW, now=NOW, fresh=fresh()) for _ in range(3)]
        found = come(tokens[0])
        assert (found.actor.user_id, found.actor.by_token, found.scope) == (
            actor.user_id, 1, TokenScope(),
        )  # fmt: skip
        assert list_own(actor, now=NOW, clock=NOW)[-1].used_at == NOW
        assert come(tokens[0], after - timedelta(seconds=2))
        with pytest.raises(Refused):
            come(tokens[0], after)
        end_own(actor, 1, now=NOW, clock=NOW)
        other = a_statistician(house)
        with pytest.raises(Missing):
            end_own(other, 2, now=NOW, clock=NOW)
        name = next(a for a in _names(house) if _names(house)[a] == actor.user_id)
        assert [row.number for row in list_of(SYSTEM, name, now=NOW, clock=NOW)] == [3, 2]
        api_tokens.end_of(SYSTEM, name, 2, now=NOW, clock=NOW)
        for token in tokens[:2]:
            with pytest.raises(Refused):
                come(token)
        with desk.ledger(write=True) as session:
            grant = session.scalars(select(RoleGrant).filter_by(user_id=actor.user_id)).one()
            grant.valid_until = NOW.date()
            session.flush()
        with pytest.raises(Denied):
            come(tokens[2])
        disable_account(SYSTEM, name, now=NOW)
        with pytest.raises(Refused):
            come(tokens[2])
        assert list_of(SYSTEM, name, now=NOW, clock=NOW) == ()
        with desk.ledger() as session:
            asked = select(AuditEntry.actor, AuditEntry.detail).where(
                AuditEntry.act == "figures.fetch", AuditEntry.outcome == "denied"
            )
            denied = [tuple(row) for row in session.execute(asked.order_by(AuditEntry.id))]
    assert denied == [(f"user:{actor.user_id}", f'{{"token": {n}}}') for n in (1, 1, 2, 3, 3)]


def _names(house: House) -> dict[str, int]:
    from caseapp.records.users import User

    with desk.ledger() as session:
        return {user.username: user.id for user in session.scalars(select(User))}

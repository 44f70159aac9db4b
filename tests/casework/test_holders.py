"""Who holds a session is told by one statement: account, posts, namings and marks together."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from caseapp import desk
from caseapp.casework.account_changes import end_role
from caseapp.casework.accounts import disable_account
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.holders import holder_of
from caseapp.casework.limits import Caller
from caseapp.casework.namings import end_naming
from caseapp.casework.sessions import Person, person_of, sign_out
from caseapp.casework.sign_in import sign_in
from caseapp.records.db import db
from caseapp.rules.access import Role
from tests.factories.children import enter_child
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.naming import make_chair, make_deputy
from tests.factories.reports import SUPERVISOR, statements
from tests.factories.rows import NINH_KIEU
from tests.factories.web import PASSWORD, make_user

DAY = timedelta(days=1)


def opened(username: str) -> str:
    """Return the token of a new session; call inside an application context."""
    return sign_in(username, PASSWORD, caller=Caller("192.0.2.7"), clock=NOW).token


def holder(token: str, now_on: timedelta = timedelta()) -> Person:
    found = person_of(token, clock=NOW, now=NOW + now_on)
    assert isinstance(found, Person)
    return found


def test_a_request_asks_once_and_by_indexes(house: House) -> None:
    name = make_user(house, "officer")
    with house.app.app_context():
        token = opened(name)
        with statements() as seen:
            holder(token)
        ((sql, values),) = seen
        with db.engine.connect() as connection:
            driver = connection.connection.cursor()
            plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN anon_1"], plan
    assert "SEARCH users USING INTEGER PRIMARY KEY (rowid=?)" in plan


def test_each_post_and_each_naming_is_told_the_own_first(house: House) -> None:
    chair = make_chair(house)
    make_deputy(house, chair)
    with house.app.app_context():
        token = opened("pho")
        both = holder(token)
        assert (both.role, both.actor.roles(NOW.date())) == (
            "deputy",
            frozenset({Role.DEPUTY, Role.CHAIR}),
        )
        assert [grant.naming for grant in both.actor.grants] == [None, 1]
        end_naming(chair, str(NINH_KIEU), 1, now=NOW)
        assert [grant.naming for grant in holder(token).actor.grants] == [None]


def test_an_account_without_any_post_is_signed_in_and_may_nothing(house: House) -> None:
    name = make_user(house, "officer")
    with house.app.app_context():
        token = opened(name)
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM role_grants"))
        found = holder(token)
        assert (found.username, found.role, found.unit) == (name, "", "")
        assert (found.actor.grants, found.actor.unmarked) == ((), True)


def test_what_another_process_wrote_meanwhile_holds_at_once(house: House) -> None:
    name = make_user(house, "officer")
    officer = an_actor(Role.OFFICER, NINH_KIEU)
    with house.app.app_context():
        first, second = opened(name), opened(name)
        assert holder(first).actor.unmarked
        code = enter_child(house, officer)
        mark_conflict(SUPERVISOR, "child", code, username=name, reason="x", now=NOW)
        assert not holder(first).actor.unmarked
        end_role(SYSTEM, name, 1, NOW.date() + DAY, now=NOW)
        assert (holder(first).role, holder(first, DAY).role) == ("officer", "")
        sign_out(first, clock=NOW)
        assert person_of(first, clock=NOW, now=NOW) is None
        disable_account(SYSTEM, name, now=NOW)
        assert person_of(second, clock=NOW, now=NOW) is None


def test_no_row_for_a_token_of_nobody(house: House) -> None:
    make_user(house, "officer")
    with house.app.app_context(), desk.ledger() as session:
        assert holder_of(session, "never") == []

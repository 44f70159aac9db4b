"""Looking changes nothing: every page that can be opened is opened, and only the log grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from caseapp.records.db import db
from caseapp.rules.stages import Stage
from caseapp.web.actor import STEPS
from tests.factories.house import House
from tests.factories.signing import give_factor, in_production, must_change, post_code
from tests.factories.walk import ROLES, busy_house, crawl, endpoint_of
from tests.factories.web import PASSWORD, client, make_user
from tests.house.test_routes import STAGED, act_of

WRITE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?\s+(\w+)"
)
# What looking may write: that one looked, and that one's session is alive.
TRACES = frozenset({"audit_entries", "sign_ins"})


@contextmanager
def writes_noted(house: House) -> Iterator[list[str]]:
    """Note each statement that writes anything but the traces of a look."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if (match := WRITE.match(statement)) and match[1] not in TRACES:
            found.append(statement)

    with house.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_no_page_that_is_opened_changes_anything(house: House) -> None:
    made = busy_house(house)
    secret, _ = give_factor(house, "canbo.ninhkieu")
    opened: set[str] = set()
    faults: list[str] = []
    for role in ROLES:
        account = next(person for person in made.accounts if person.role == role)
        browser = client(house)
        form = {"username": account.username, "password": account.password}
        answer = browser.post("/sign-in", data=form)
        if role == "officer":
            assert account.username == "canbo.ninhkieu"
            answer = post_code(browser, answer.location, secret)
        assert answer.status_code == 302
        with writes_noted(house) as written:
            for endpoint, codes in crawl(house, browser).items():
                opened.add(endpoint)
                faults += [f"{role}: {endpoint} {code}" for code in codes if code >= 400]
        faults += [f"{role} wrote by looking: {statement}" for statement in written]
    assert faults == []
    pages = {
        rule.endpoint
        for rule in house.app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and rule.endpoint != "static"
    }
    staged = {name for name in pages if act_of(house.app, name) == STAGED}
    assert sorted(pages - opened - staged - {"account.sign_in"}) == []


@pytest.mark.parametrize("stage", Stage)
def test_no_step_of_signing_in_that_is_opened_changes_anything(house: House, stage: Stage) -> None:
    name = make_user(house, "officer")
    if stage == Stage.CODE:
        give_factor(house, name)
    if stage == Stage.PASSWORD:
        must_change(house, name)
    with in_production(house):
        browser = client(house)
        answer = browser.post("/sign-in", data={"username": name, "password": PASSWORD})
        assert endpoint_of(house, answer.location) == STEPS[stage]
        with writes_noted(house) as written:
            seen = crawl(house, browser, answer.location)
    assert {code for codes in seen.values() for code in codes} <= {200, 302}
    assert written == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("INSERT INTO reports (id) VALUES (1)", "reports"),
        ("INSERT OR REPLACE INTO posts VALUES (1)", "posts"),
        ("UPDATE cases SET status = 'closed'", "cases"),
        ("DELETE FROM sign_ins", "sign_ins"),
        ("SELECT 1", None),
    ],
)
def test_writes_are_seen(statement: str, table: str | None) -> None:
    match = WRITE.match(statement)
    assert (match and match[1]) == table

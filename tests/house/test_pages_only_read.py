"""Looking changes nothing: every page that can be opened is opened, and only the log grows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.exceptions import HTTPException

from caseapp.casework.account_changes import RoleEntry, ask_password, ask_role
from caseapp.records.db import db
from caseapp.rules.access import operator
from caseapp.rules.stages import Stage
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import DemoResult, make_demo
from caseapp.web.actor import STEPS
from tests.factories.house import House
from tests.factories.signing import give_factor, in_production, must_change, post_code
from tests.factories.web import PASSWORD, client, make_user
from tests.house.test_routes import STAGED, act_of

ROLES = (
    "officer",
    "chair",
    "supervisor",
    "statistician",
    "administrator",
    "collaborator",
    "auditor",
)
LINK = re.compile(r'\b(?:href|src)="([^"#]+)')
WRITE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?\s+(\w+)"
)
# What looking may write: that one looked, and that one's session is alive.
TRACES = frozenset({"audit_entries", "sign_ins"})
VISITS = 8  # of one route by one role: enough to meet rows in different states


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


def endpoint_of(house: House, path: str) -> str | None:
    try:
        return str(house.app.url_map.bind("localhost").match(path, method="GET")[0])
    except HTTPException:
        return None


def crawl(house: House, browser: FlaskClient, start: str = "/") -> dict[str, list[int]]:
    """Follow links from page to page; return the status codes that each route gave."""
    seen: dict[str, list[int]] = {}
    waiting, known = [start], {start}
    visits: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(house, urlsplit(address).path)
        if endpoint is None:
            seen.setdefault(f"no route for {address}", []).append(404)
            continue
        if endpoint == "static" or visits[endpoint] >= VISITS:
            continue
        visits[endpoint] += 1
        answer = browser.get(address)
        seen.setdefault(endpoint, []).append(answer.status_code)
        links = [answer.location] if answer.location else []
        if answer.mimetype == "text/html":
            links += LINK.findall(answer.get_data(as_text=True))
        for link in links:
            target = urlsplit(urljoin(f"http://localhost{address}", link.replace("&amp;", "&")))
            path = target.path + (f"?{target.query}" if target.query else "")
            if target.netloc == "localhost" and path not in known:
                known.add(path)
                waiting.append(path)
    return seen


def busy_house(house: House) -> DemoResult:
    """A demo in which changes of accounts wait for a second person and for their owner."""
    machine, now = operator(production=True), house.settings.now()
    with house.app.app_context():
        made = make_demo(house.settings, now, children=200)
        ask_password(machine, "canbo.binhthuy", PASSWORD, now=now)
        role = RoleEntry("statistician", "92", local_day(now), None)
        ask_role(machine, "canbo.ninhkieu", role, now=now)
    give_factor(house, "canbo.caikhe")
    return made


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

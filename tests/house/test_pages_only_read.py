"""Looking changes nothing: every page that can be opened is opened, and only the log grows."""

from __future__ import annotations

import pytest

from caseapp.rules.stages import Stage
from caseapp.web.actor import STEPS
from tests.factories.house import House
from tests.factories.signing import give_factor, in_production, must_change
from tests.factories.walk import WRITE, Seen, crawl, endpoint_of, writes_noted
from tests.factories.web import PASSWORD, client, make_user
from tests.house.test_routes import STAGED, act_of


def test_no_page_that_is_opened_changes_anything(walked: tuple[House, dict[str, Seen]]) -> None:
    house, roles = walked
    faults = [
        f"{role}: {endpoint} {code}"
        for role, seen in roles.items()
        for endpoint, codes in seen.codes.items()
        for code in codes
        if code >= 400
    ]
    faults += [f"{role} wrote by looking: {one}" for role in roles for one in roles[role].written]
    assert faults == []
    pages = {
        rule.endpoint
        for rule in house.app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and rule.endpoint != "static"
    }
    opened = {endpoint for seen in roles.values() for endpoint in seen.codes}
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

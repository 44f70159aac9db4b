"""Every address declares its act, is named by nouns, and none comes or goes unnoticed.

routes.txt beside this file is what was agreed. When it differs, the test prints the present
table: read it, and put it in the file's place if every line of it is meant.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from caseapp.rules.access import Act
from caseapp.rules.stages import Stage
from caseapp.web.actor import STEPS
from tests.factories.house import House

AGREED = Path(__file__).with_name("routes.txt")
# The acts of people who have not signed in; everything else asks the policy.
PUBLIC = "public"
STAGED = "staged"
SEGMENT = re.compile(
    r"[a-z]+(-[a-z0-9]+)*(\.(pdf|csv|json|xlsx|zip))?"  # a noun, or a document by its name
    r"|[0-9]+(-[a-z0-9]+)*|v[0-9]+|<[a-z_:]+>"
)
VERBS = frozenset({"get", "list", "show", "view", "do", "create", "update", "delete", "submit"})


def act_of(app: Flask, endpoint: str) -> str:
    """Return the act that a view declares, `public`, or nothing."""
    if endpoint == "static":
        return PUBLIC  # Flask's own: stylesheet, fonts, scripts
    view = app.view_functions[endpoint]
    if not hasattr(view, "__act__"):
        return ""
    return str(view.__act__)


def table(app: Flask) -> list[str]:
    """Return the routes as lines: methods, address, act, endpoint."""
    return sorted(
        f"{'/'.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'})):9}"
        f"{rule.rule:50} {act_of(app, rule.endpoint) or '?':24} {rule.endpoint}".rstrip()
        for rule in app.url_map.iter_rules()
    )


def test_every_route_declares_its_act(house: House) -> None:
    app = house.app
    known = {*Act, PUBLIC, STAGED}
    assert [name for name in app.view_functions if act_of(app, name) not in known] == []


def test_the_pages_of_a_sign_in_under_way_are_those_of_its_steps(house: House) -> None:
    app = house.app
    staged = [name for name in app.view_functions if act_of(app, name) == STAGED]
    stages = {getattr(app.view_functions[name], "__stage__", None) for name in staged}
    assert stages == set(Stage) == set(STEPS)
    assert set(STEPS.values()) <= set(staged)


def test_the_routes_are_those_agreed(house: House) -> None:
    agreed = AGREED.read_text("utf-8").splitlines() if AGREED.exists() else []
    present = table(house.app)
    assert present == agreed, "\n".join(["the present table:", *present])


def test_addresses_are_nouns_in_kebab_case(house: House) -> None:
    assert [rule.rule for rule in house.app.url_map.iter_rules() if misnamed(rule.rule)] == []


def misnamed(address: str) -> bool:
    if address == "/static/<path:filename>":
        return False
    segments = address.strip("/").split("/") if address != "/" else []
    return any(not SEGMENT.fullmatch(word) or word in VERBS for word in segments)


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("/", False),
        ("/reports/<int:number>/measures", False),
        ("/referrals/<int:number>/send", False),
        ("/reports/<code>/form-01.pdf", False),
        ("/caseList", True),
        ("/report.php", True),
        ("/case_list", True),
        ("/reports/view", True),
    ],
)
def test_misnamed(address: str, wrong: bool) -> None:
    assert misnamed(address) is wrong

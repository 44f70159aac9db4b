"""docs/access.md shows every route with every role, as the policy table has it today."""

from __future__ import annotations

from flask import Flask

from caseapp.rules.access import POLICY, Act, Role
from tests.factories.house import House
from tests.house.test_routes import PUBLIC, STAGED, act_of
from tests.house.tree import ROOT

HEAD = """# Who may open what

Every address with the act it needs, and the roles whose grants allow that act, in the units and between the days of the grant. What is
not named is denied, and answers like an address that does not exist. `staged` pages are for a sign-in under way that owes this very
step, whose session opens nothing else; home.read and account.own are for every account, with no role today as well. A test (`tests/house/test_access_table.py`) keeps this
page equal to the policy table in `caseapp/rules/policy.py` and to the routes.
"""


def _lines(app: Flask) -> list[str]:
    roles = list(Role)
    table = [
        "| address | act | " + " | ".join(roles) + " |",
        "|---|---|" + "---|" * len(roles),
    ]
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: r.rule):
        act = act_of(app, rule.endpoint)
        allowed = (
            ["everyone" if act == PUBLIC else "signing in"] * len(roles)
            if act in {PUBLIC, STAGED}
            else ["yes" if Act(act) in POLICY[role] else "–" for role in roles]
        )
        table.append(f"| `{rule.rule}` | {act} | " + " | ".join(allowed) + " |")
    return table


def test_the_page_is_the_table(house: House) -> None:
    present = HEAD + "\n" + "\n".join(_lines(house.app)) + "\n"
    assert (ROOT / "docs" / "access.md").read_text("utf-8") == present, present

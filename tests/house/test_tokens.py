"""Every address that takes a post refuses one without its token, and writes nothing."""

from __future__ import annotations

import re

from caseapp.rules.access import POLICY, Act, Role
from tests.factories.house import House
from tests.factories.web import client, key, make_user, post_case, post_report, sign_in
from tests.house.test_pages_only_read import writes_noted
from tests.house.test_routes import act_of

NAMED = re.compile(r"<(int:)?(\w+)>")


def entitled(act: str) -> set[str]:
    """Who may do what an address declares: for all others there is nothing at it anyway."""
    return {str(role) for role in Role if act not in set(Act) or Act(act) in POLICY[role]}


def test_a_post_without_its_token_writes_nothing_anywhere(house: House) -> None:
    names = {
        role: make_user(house, role) for role in ("officer", "chair", "supervisor", "administrator")
    }
    officer = sign_in(house, names["officer"])
    report = post_report(officer)
    case = post_case(officer, report)
    browsers = {role: sign_in(house, name) for role, name in names.items()}
    house.app.config["WTF_CSRF_ENABLED"] = True
    filled = {"code": report, "username": names["chair"], "move": "send"}
    sent = {"post_key": key(), "reason": "x", "kind": "none", "case": case, "csrf_token": "forged"}
    app = house.app
    taking = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    assert len(taking) > 20
    written: list[str] = []
    for rule in taking:
        built = NAMED.sub(lambda part: filled.get(part[2], "1") if not part[1] else "1", rule.rule)
        # The mark that the address takes: at another's there is nothing that could be written.
        fitting = {"/cases/": {case}, "/reports/": {report}}
        codes = fitting.get(built[: built.find("/", 1) + 1], {report, case})
        able = entitled(act_of(app, rule.endpoint)) & {*browsers}
        with writes_noted(house) as noted:
            for address in sorted({built.replace(report, code) for code in codes}):
                for role in able or {"officer"}:
                    status = browsers[role].post(address, data=sent).status_code
                    # Nobody is led on as after a post that counts; who is in needs no way in.
                    led = {302} if address.startswith("/sign-in") else set()
                    assert status in {400, 404, 422} | led, (address, status)
                status = client(house, csrf=True).post(address, data=sent).status_code
                assert status in {302, 400, 404, 422}, (address, status)
        written += noted
    assert written == []

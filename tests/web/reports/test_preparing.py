"""An officer's step: for the officer, and for the chair with a report of their own alone."""

from __future__ import annotations

import pytest
from flask import g

from caseapp.casework.report_reading import read_report
from caseapp.casework.sessions import Person
from caseapp.rules.access import Act, Role
from caseapp.web.reports.preparing import may_prepare
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user, post_report, sign_in


@pytest.mark.parametrize(
    ("role", "by", "may"),
    [("officer", "officer", True), ("chair", "officer", False), ("chair", "chair", True)],
)
def test_who_prepares(house: House, role: str, by: str, may: bool) -> None:
    names = {each: make_user(house, each) for each in ("officer", "chair")}
    code = post_report(sign_in(house, names[by]))
    actor = actor_of(house, names[role])
    with house.app.test_request_context():
        g.person = Person(actor, role, "vi", Role(role), "Phường Ninh Kiều", 31135)
        assert may_prepare(Act.REPORT_SCREEN, read_report(actor, code, now=NOW)) is may

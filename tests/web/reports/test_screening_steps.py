"""What may become of a report is offered while it is possible, and to whom it is allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import g

from caseapp.casework.forwarding_views import Passing
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.sessions import Person
from caseapp.rules.access import Role
from caseapp.web.reports.screening_steps import is_passing, mistake_step, screening_steps
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import OFFICER, log_one

WARD = 31135
WAITS = Passing(
    "BC-26-0", "waiting", "A", "B", 31120, NOW, "Thử", NOW, False, False, "x", None, "", "", ""
)


def steps(house: House, view: ReportView, role: Role) -> set[str]:
    with house.app.test_request_context():
        g.person = Person(an_actor(role, WARD), role, "vi", role, "Phường Ninh Kiều", WARD)
        return set(screening_steps(view)) | set(mistake_step(view))


@pytest.mark.parametrize(
    ("changed", "role", "offered"),
    [
        ({}, Role.OFFICER, {"open_case", "join", "end", "mistake"}),
        ({"elsewhere": True}, Role.OFFICER, {"open_case", "join", "forward", "end", "mistake"}),
        ({}, Role.CHAIR, {"end", "mistake"}),
        ({}, Role.SUPERVISOR, set()),
        ({"passing": WAITS}, Role.OFFICER, set()),
        ({"passing": replace(WAITS, state="refused")}, Role.CHAIR, {"end", "mistake"}),
        ({"state": "ended"}, Role.OFFICER, {"open_case", "join", "mistake"}),
        ({"state": "screened"}, Role.OFFICER, {"mistake"}),
        ({"imported": True}, Role.OFFICER, {"open_case", "join", "end", "mistake"}),
    ],
)
def test_each_role_is_offered_what_is_possible(
    house: House, changed: dict[str, object], role: Role, offered: set[str]
) -> None:
    code = log_one(house)
    with house.app.app_context():
        view = read_report(OFFICER, code, now=NOW)
    view = replace(view, **changed)  # type: ignore[arg-type]  # fields of the view by name
    assert steps(house, view, role) == offered
    assert is_passing(view) == (changed.get("passing") is WAITS)

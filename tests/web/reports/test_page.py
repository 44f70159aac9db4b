"""The page of a report names one main thing to do for each role, and nothing that is forbidden."""

from __future__ import annotations

import pytest
from flask import g

from caseapp.casework.report_reading import read_report
from caseapp.casework.sessions import Person
from caseapp.rules.access import Role
from caseapp.web.reports.page import Moves, moves_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import boxes, key, post_case, post_report, signed_in

NINH_KIEU = 31135


def moves(house: House, code: str, role: Role) -> Moves:
    actor = an_actor(role, NINH_KIEU)
    with house.app.test_request_context():
        g.person = Person(actor, role, "vi", role, "Phường Ninh Kiều", NINH_KIEU)
        return moves_of(read_report(actor, code, now=NOW))


def main_url(found: Moves) -> str:
    return found.main.url if found.main else ""


def test_first_people_are_called_and_the_chair_decides(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    officer = moves(house, code, Role.OFFICER)
    assert main_url(officer) == f"/reports/{code}/calls"
    assert officer.others[0].url == f"/reports/{code}/decisions/new"
    assert main_url(moves(house, code, Role.CHAIR)) == f"/reports/{code}/decision"
    supervisor = moves(house, code, Role.SUPERVISOR)
    assert main_url(supervisor) == f"/reports/{code}/calls"
    others = [step.url.rpartition("/")[2] for step in supervisor.others]
    assert others == ["conflicts", "stand-ins"]
    assert supervisor.why == "Đang chờ Chủ tịch quyết định về biện pháp bảo vệ khẩn cấp"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_after_that_the_case_comes_first(house: House, role: Role) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    code = post_report(officer)
    case = post_case(officer, code)
    form = {"kind": "none", "reason": "Không khẩn cấp", "post_key": key()}
    chair.post(f"/reports/{code}/decision", data=form | boxes("decided_at", "2026-11-23 09:00"))
    assert main_url(moves(house, code, role)) == f"/cases/{case}"


def test_what_is_unfounded_is_decided_by_the_chair_and_then_proposed_to_end(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    code = post_report(officer)
    page = f"/reports/{code}"
    said = {"certainty": "unfounded", "abuse_types": "violence", "ground": "Xác minh tại nhà"}
    officer.post(f"{page}/incidents/new", data=said | {"post_key": key()})
    assert main_url(moves(house, code, Role.CHAIR)) == f"{page}/decision"  # the clock comes first
    form = {"kind": "none", "reason": "Không có căn cứ", "post_key": key()}
    chair.post(f"{page}/decision", data=form | boxes("decided_at", "2026-11-23 09:00"))
    assert main_url(moves(house, code, Role.CHAIR)) == f"{page}/proposals/1"
    agreed = {"agree": "yes", "reason": "Đúng", "post_key": key()}
    chair.post(f"{page}/proposals/1", data=agreed)
    assert main_url(moves(house, code, Role.OFFICER)) == f"{page}/ending"
    officer.post(f"{page}/ending", data={"reason": "Báo nhầm", "post_key": key()})
    assert main_url(moves(house, code, Role.CHAIR)) == f"{page}/proposals/2"
    chair.post(f"{page}/proposals/2", data=agreed | {"post_key": key()})
    found = moves(house, code, Role.OFFICER)
    assert f"{page}/ending" not in [step.url for step in found.others]
    assert f"{page}/case" in [step.url for step in found.others]


def test_no_step_stands_twice_and_each_is_allowed(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    found = moves(house, code, Role.OFFICER)
    urls = [main_url(found), *(step.url for step in found.others)]
    assert len(urls) == len(set(urls))
    assert f"/reports/{code}/decision" not in urls

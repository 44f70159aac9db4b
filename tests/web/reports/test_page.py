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


def test_first_comes_the_decision_of_the_chair_whoever_enters_it(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    assert main_url(moves(house, code, Role.OFFICER)) == f"/reports/{code}/decisions/new"
    assert main_url(moves(house, code, Role.CHAIR)) == f"/reports/{code}/decision"
    supervisor = moves(house, code, Role.SUPERVISOR)
    assert supervisor.main is None
    assert [step.url for step in supervisor.others] == [f"/reports/{code}/conflicts"]
    assert supervisor.why == "Đang chờ chủ tịch UBND quyết định về biện pháp bảo vệ khẩn cấp"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR])
def test_after_that_the_case_comes_first(house: House, role: Role) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    code = post_report(officer)
    case = post_case(officer, code)
    form = {"kind": "none", "reason": "Không khẩn cấp", "post_key": key()}
    chair.post(f"/reports/{code}/decision", data=form | boxes("decided_at", "2026-11-23 09:00"))
    assert main_url(moves(house, code, role)) == f"/cases/{case}"


def unfounded(house: House) -> str:
    officer = signed_in(house, "officer")
    code = post_report(officer)
    said = {"certainty": "unfounded", "abuse_types": "violence", "ground": "Xác minh tại nhà"}
    officer.post(f"/reports/{code}/incidents/new", data=said | {"post_key": key()})
    return code


def test_what_is_unfounded_is_the_chairs_to_end_once_the_clock_has_stopped(house: House) -> None:
    code = unfounded(house)
    assert main_url(moves(house, code, Role.OFFICER)) == f"/reports/{code}/decisions/new"
    owed = moves(house, code, Role.CHAIR)
    assert main_url(owed) == f"/reports/{code}/decision"
    assert f"/reports/{code}/ending" not in [step.url for step in owed.others]
    form = {"kind": "none", "reason": "Không có căn cứ", "post_key": key()}
    chair = signed_in(house, "chair")
    chair.post(f"/reports/{code}/decision", data=form | boxes("decided_at", "2026-11-23 09:00"))
    assert main_url(moves(house, code, Role.CHAIR)) == f"/reports/{code}/ending"
    officer = moves(house, code, Role.OFFICER)
    assert officer.main is None
    assert "Chủ tịch có thể kết thúc" in officer.why
    chair.post(f"/reports/{code}/ending", data={"reason": "Báo nhầm", "post_key": key()})
    found = moves(house, code, Role.CHAIR)
    assert f"/reports/{code}/ending" not in [step.url for step in found.others]
    assert f"/reports/{code}/case" in [s.url for s in moves(house, code, Role.OFFICER).others]


def test_no_step_stands_twice_and_each_is_allowed(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    found = moves(house, code, Role.OFFICER)
    urls = [main_url(found), *(step.url for step in found.others)]
    assert len(urls) == len(set(urls))
    assert f"/reports/{code}/decision" not in urls

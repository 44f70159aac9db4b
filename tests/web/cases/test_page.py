"""The page of a case names one main thing to do, by its state and the reader's role."""

from __future__ import annotations

import pytest
from flask import g

from caseapp.casework.case_reading import read_case
from caseapp.casework.sessions import Person
from caseapp.rules.access import Role
from caseapp.web.cases.page import child_rows, decisions, moves_of
from caseapp.web.moves import Moves
from tests.factories.assessments import close
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import boxes, key, post_case, post_report, signed_in

NINH_KIEU = 31135


@pytest.fixture
def opened(house: House) -> tuple[str, str]:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    return report, post_case(officer, report)


def moves(house: House, code: str, role: Role) -> tuple[Moves, tuple[str, ...]]:
    actor = an_actor(role, NINH_KIEU)
    with house.app.test_request_context():
        g.person = Person(actor, role, "vi", role, "Phường Ninh Kiều", NINH_KIEU)
        view = read_case(actor, code, now=NOW)
        return moves_of(view), decisions(view)


def test_the_chair_first_decides_on_measures(house: House, opened: tuple[str, str]) -> None:
    report, case = opened
    found, waiting = moves(house, case, Role.CHAIR)
    assert found.main is not None
    assert found.main.url == f"/reports/{report}/decision"
    assert waiting == ()


def test_the_officer_first_judges_the_risk(house: House, opened: tuple[str, str]) -> None:
    _, case = opened
    found, _ = moves(house, case, Role.OFFICER)
    assert found.main is not None
    assert found.main.url == f"/cases/{case}/assessments/new"
    assert f"/referrals/new?case={case}" in [step.url for step in found.others]


def test_the_chair_then_decides_on_closing(house: House, opened: tuple[str, str]) -> None:
    report, case = opened
    chair, officer = signed_in(house, "chair"), signed_in(house, "officer")
    form = {"kind": "none", "reason": "Không khẩn cấp", "post_key": key()}
    chair.post(f"/reports/{report}/decision", data=form | boxes("decided_at", "2026-11-23 09:00"))
    close(house, case)
    officer.post(f"/cases/{case}/closing", data={"reason": "Đã ổn định", "post_key": key()})
    found, waiting = moves(house, case, Role.CHAIR)
    assert found.main is not None
    assert found.main.url == f"/cases/{case}/decision"
    assert waiting == ("return_closing", "close")
    assert moves(house, case, Role.OFFICER)[1] == ()


def test_the_supervisor_reads_and_prints(house: House, opened: tuple[str, str]) -> None:
    _, case = opened
    found, _ = moves(house, case, Role.SUPERVISOR)
    assert found.main is None
    words = [step.url.rpartition("/")[2] for step in found.others]
    asked = ["officer", "conflicts", "proposal", "kept-papers", "summary", "dossiers"]
    assert words == ["plans", "measures", "care", "consents", *asked]


def test_the_child_is_told_with_what_is_not_known(house: House, opened: tuple[str, str]) -> None:
    actor = an_actor(Role.OFFICER, NINH_KIEU)
    with house.app.test_request_context():
        rows = dict(child_rows(read_case(actor, opened[1], now=NOW).child))
    assert rows["Ngày sinh"] == "khoảng 8 tuổi"
    assert rows["Nơi ở"] == "Phường Ninh Kiều"
    assert rows["Hoàn cảnh đặc biệt"] == ""

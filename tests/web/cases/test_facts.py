"""What a case's page offers of flags, suspects and its name, by role."""

from __future__ import annotations

import pytest

from caseapp.casework.decisions import decide_measure
from tests.factories.house import NOW, House
from tests.factories.reports import CHAIR
from tests.factories.web import post_case, post_report, signed_in, text_of

OFFERED = {
    "officer": {"flags", "suspects/new", "name/hiding", "as-of"},
    "chair": {"name/hiding", "as-of"},
    "supervisor": {"name/hiding", "as-of"},
}


@pytest.mark.parametrize("role", sorted(OFFERED))
def test_each_role_is_offered_the_own_part(house: House, role: str) -> None:
    officer = signed_in(house, "officer")
    case = post_case(officer, post_report(officer))
    page = signed_in(house, role).get(f"/cases/{case}").text
    parts = ("flags", "suspects/new", "name/hiding", "as-of")
    assert {part for part in parts if f'/{part}"' in page} == OFFERED[role]
    assert f"/cases/{case}/incidents/new" not in page  # it has a report


@pytest.mark.parametrize("kind", ["emergency", "none"])
def test_a_case_that_begins_under_an_emergency_measure_says_that_its_plan_has_no_limit(
    house: House, kind: str
) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer)
    with house.app.app_context():
        decide_measure(
            CHAIR, report, kind=kind, decided_at=NOW, reason="x", signed_at=None, now=NOW
        )
    page = text_of(officer, f"/cases/{post_case(officer, report)}")
    assert ("Thời hạn kế hoạch chưa tính: đang áp dụng biện pháp khẩn cấp" in page) == (
        kind == "emergency"
    )
    assert ("Trình kế hoạch hỗ trợ, can thiệp" in page) == (kind == "none")

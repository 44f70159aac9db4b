"""What a case's page offers of flags, suspects and its name, by role."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import post_case, post_report, signed_in

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

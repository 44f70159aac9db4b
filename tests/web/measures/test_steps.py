"""A step whose number is not there answers like one that may not be taken; a late one says so."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.measures import form07, separated
from tests.factories.web import key, post_case, post_report, signed_in, text_of


@pytest.mark.parametrize(
    "path",
    ["separations/2", "separations/2/amendment", "separation-orders/1/sending", "placements/1",
     "placements/1/place", "separations/2/place"],
)  # fmt: skip
def test_what_is_not_there(house: House, path: str) -> None:
    officer = signed_in(house, "officer")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    officer.post(f"{case}/separations/new", data=form07())
    assert officer.get(f"{case}/{path}").status_code == 404


def test_a_step_that_came_too_late_leads_to_how_things_stand(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    parted = separated(officer, chair, case)
    for path in ("separations/new", "separations/1/amendment", "separations/1/withdrawal"):
        assert officer.get(f"{case}/{path}").location == f"{case}/measures"
    assert "Lúc này chưa làm được bước này" in text_of(officer, f"{case}/measures")
    sent = officer.post(f"{parted}/withdrawal", data={"post_key": key(), "why": "Nhầm"})
    assert sent.status_code == 422  # the rule says why, and nothing typed is lost
    assert "Nhầm" in sent.get_data(as_text=True)

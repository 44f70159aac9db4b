"""Ending without a case: proposed by one, decided by another on the report's page."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import CITY, key, post_report, signed_in
from tests.web.proposals.test_routes import proposal_on, verdict


def test_who_proposed_is_shown_no_decision_and_a_decided_one_leads_back(house: House) -> None:
    chair, officer = signed_in(house, "chair"), signed_in(house, "officer")
    page = f"/reports/{post_report(officer)}"
    chair.post(f"{page}/ending", data={"reason": "Báo nhầm", "post_key": key()})
    assert "/proposals/1" not in chair.get(page).text
    answer = chair.post(
        f"{page}/proposals/1", data={"agree": "no", "reason": "x", "post_key": key()}
    )
    assert answer.status_code == 422
    assert "phải do người khác quyết định" in answer.text
    supervisor = signed_in(house, "supervisor", CITY)
    assert verdict(supervisor, proposal_on(supervisor, page), agree="no") == page
    assert supervisor.get(f"{page}/proposals/1").location == page
    assert supervisor.get(f"{page}/proposals/2").status_code == 404

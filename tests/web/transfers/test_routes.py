"""A decision page is the supervisor's who took no part, and only while a decision is owed."""

from __future__ import annotations

from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, CITY, sign_in, signed_in, text_of


def test_nobody_decides_before_it_is_owed_and_lists_tell_both_sides(handing: Handing) -> None:
    house = handing.house
    handing.ask()
    supervisor = signed_in(house, "supervisor", CITY)
    page = f"/transfers/{handing.case}/decision"
    assert supervisor.get(page).location == f"/cases/{handing.case}"
    early = {"move": "pass", "reason": "x", "version": "2"}
    assert supervisor.post(page, data=early).status_code == 422
    assert supervisor.get("/transfers").status_code == 404
    chair = sign_in(house, handing.names["chair"])
    assert chair.get(f"/transfers/{handing.case}").location == f"/cases/{handing.case}"
    assert "Chờ nơi nhận trả lời" in text_of(chair, "/transfers")
    there = signed_in(house, "officer", CAI_KHE)
    assert handing.case in text_of(there, "/transfers")
    assert there.get(f"/transfers/{handing.case}/acceptance").status_code == 404
    assert there.get("/transfers/HS-26-00000000").status_code == 404


def test_the_supervisor_finds_what_waits_for_a_decision_from_the_list_of_cases(
    handing: Handing,
) -> None:
    house = handing.house
    supervisor = signed_in(house, "supervisor", CITY)
    assert 'href="/transfers/decisions"' in supervisor.get("/cases").text
    handing.ask()
    assert handing.case not in text_of(supervisor, "/transfers/decisions")
    handing.refuse()
    assert (
        f'href="/transfers/{handing.case}/decision"' in supervisor.get("/transfers/decisions").text
    )
    chair = sign_in(house, handing.names["chair"])
    assert "/transfers/decisions" not in chair.get("/cases").text
    assert chair.get("/transfers/decisions").status_code == 404

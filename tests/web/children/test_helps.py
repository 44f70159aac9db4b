"""The help of one child in the browser: for an activity, ended, put right, withdrawn."""

from __future__ import annotations

import re

from tests.casework.test_assistance_reading import with_a_done_activity
from tests.factories.children import enter_child, officer_of
from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of

RUNS = {
    "kind": "monthly_allowance", "open_ended": "y", "provider": "UBND phường", "value": "750.000",
    **boxes("given_on", "2026-04-01"),
}  # fmt: skip


def test_a_done_activity_offers_its_help_and_writes_nothing_by_itself(house: House) -> None:
    _, case, code = with_a_done_activity(house)
    officer = signed_in(house, "officer")
    plans = f"/cases/{case}/plans"
    (offer,) = re.findall(r'href="([^"]+activity=\d+)"', officer.get(plans).text)
    form = officer.get(offer).text
    for filled in (
        r'value="health_care" checked',
        r'value="\d+" selected',
        r'-day"[^>]+value="23"',
    ):
        assert re.search(filled, form)
    assert "Chưa ghi nhận" in text_of(officer, f"/children/{code}").partition("Hỗ trợ đã nhận")[2]
    activity = offer.rpartition("=")[2]
    sent = {"kind": "health_care", "activity": activity, **boxes("given_on", "2026-11-23")}
    assert officer.post(offer, data=sent | {"post_key": key()}).status_code == 302
    assert "activity=" not in officer.get(plans).text
    assert "Đã ghi nhận là hỗ trợ" in text_of(officer, plans)
    assert f"Theo kế hoạch của hồ sơ {case}" in text_of(officer, f"/children/{code}")


def test_its_end_its_correction_and_its_withdrawal(house: House) -> None:
    child = f"/children/{enter_child(house, officer_of(house))}"
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    officer.post(f"{child}/assistance/new", data=RUNS)
    again = officer.post(f"{child}/assistance/new", data=RUNS)
    assert (again.status_code, "đã được ghi cho ngày đó" in again.text) == (422, True)
    one = f"{child}/assistance/1"
    assert "750.000 đồng" in text_of(chair, child)
    assert f"{one}/end" not in chair.get(child).text  # reads, and changes nothing
    assert chair.get(f"{one}/withdrawal").status_code == 404
    late = officer.post(f"{one}/end", data=boxes("given_until", "2027-01-01"))
    assert (late.status_code, 'href="#given_until' in late.text) == (422, True)
    assert officer.post(f"{one}/end", data=boxes("given_until", "2026-10-31")).status_code == 302
    assert "01/04/2026 – 31/10/2026" in text_of(officer, child)
    assert officer.get(f"{one}/end").status_code == 404
    assert 'value="750.000"' in officer.get(f"{one}/correction").text
    right = RUNS | {"value": "500.000"}
    assert officer.post(f"{one}/correction", data=right).status_code == 422  # it lacks a reason
    assert officer.post(f"{one}/correction", data=right | {"why": "Sai"}).location == child
    assert "500.000 đồng" in text_of(officer, child)
    assert officer.get(f"{one}/correction").status_code == 404
    two = f"{child}/assistance/2/withdrawal"
    assert officer.post(two, data={"why": "Nhầm em khác"}).location == child
    words = text_of(chair, child)
    assert "Các lần ghi đã rút, không được tính (2)" in words
    assert "Nhầm em khác" in words
    for number in (2, 3, 10**30):
        assert officer.get(f"{child}/assistance/{number}/withdrawal").status_code == 404

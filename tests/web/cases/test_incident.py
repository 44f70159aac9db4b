"""An incident in a case without a report, on screen."""

from __future__ import annotations

from tests.factories.children import actor_of, enter_child
from tests.factories.house import House
from tests.factories.web import boxes, key, make_user, signed_in, text_of


def test_a_report_is_made_of_it_and_its_clock_runs(house: House) -> None:
    child = enter_child(house, actor_of(house, make_user(house, "officer")))
    officer = signed_in(house, "officer")
    opened = officer.post("/cases/new", data={"child": child, "reason": "x", "post_key": key()})
    case = opened.location.rpartition("/")[2]
    assert "chưa có tin báo" in text_of(officer, f"/cases/{case}/incidents/new")
    form = {
        "certainty": "suspected",
        "abuse_types": "neglect",
        "ground": "Hàng xóm báo",
        "place": "Nhà cậu ruột",
        "occurred_on-year": "2026",
        "post_key": key(),
        **boxes("received_at", "2026-11-23 08:00"),
    }
    late = officer.post(
        f"/cases/{case}/incidents/new", data=form | boxes("occurred_on", "2026-11-24")
    )
    assert late.status_code == 422
    done = officer.post(f"/cases/{case}/incidents/new", data=form)
    assert done.status_code == 302
    page = text_of(officer, f"/cases/{case}")
    for words in ("Còn 10 giờ", "Nhà cậu ruột", "Hàng xóm báo"):
        assert words in page
    # The next incident belongs to that report.
    assert "/reports/" in officer.get(f"/cases/{case}/incidents/new").location
    assert signed_in(house, "chair").get(f"/cases/{case}/incidents/new").status_code == 404

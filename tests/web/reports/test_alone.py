"""The pages of what one person handled alone: the chair is warned, the supervisor reviews."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import CITY, key, post_report, signed_in, text_of

FOUND = "Đã gọi Chủ tịch và cán bộ: việc gấp là có thật"


def test_the_chair_logs_alone_and_the_supervisor_reviews(house: House) -> None:
    chair, supervisor = signed_in(house, "chair"), signed_in(house, "supervisor", CITY)
    assert "một người xử lý" in text_of(chair, "/reports/new")
    assert "một người xử lý" not in text_of(signed_in(house, "officer"), "/reports/new")
    report = post_report(chair)
    assert "Một người" in text_of(chair, f"/reports/{report}")
    assert f"/reports/{report}/review" in supervisor.get("/").text
    assert f"/reports/{report}/review" in supervisor.get("/reports/alone").text
    empty = {"note": "", "post_key": key()}
    assert supervisor.post(f"/reports/{report}/review", data=empty).status_code == 422
    form = {"note": FOUND, "post_key": key()}
    for _ in range(2):  # sent twice
        answer = supervisor.post(f"/reports/{report}/review", data=form)
        assert answer.location == "/reports/alone"
    assert FOUND in text_of(supervisor, "/reports/alone")
    assert f"/reports/{report}/review" not in supervisor.get("/").text


def test_others_have_no_such_pages(house: House) -> None:
    chair = signed_in(house, "chair")
    report = post_report(chair)
    for address in ("/reports/alone", f"/reports/{report}/review"):
        assert chair.get(address).status_code == 404
    plain = post_report(signed_in(house, "officer"))
    assert signed_in(house, "supervisor", CITY).get(f"/reports/{plain}/review").status_code == 404

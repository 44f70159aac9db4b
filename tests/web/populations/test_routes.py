"""The pages of population figures: gaps first, asked by the city, entered by the unit."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import CAI_KHE, NINH_KIEU, boxes, key, signed_in, text_of

PAGE = f"/populations/{NINH_KIEU}"
DAY = "2026-01-01"


def test_from_the_gap_to_the_figure_and_its_correction(house: House) -> None:
    statistician, officer = signed_in(house, "statistician"), signed_in(house, "officer")
    assert "Đơn vị chưa có số liệu 103" in text_of(statistician, "/populations")
    assert statistician.post("/populations/requests", data={"day": DAY}).status_code == 302
    assert "Đã hỏi ngày" in text_of(statistician, "/populations")
    assert "Thành phố hỏi số trẻ em" in text_of(officer, "/")
    form = {"source": "Công an phường", "children": "300", "children_male": "150",
            "post_key": key(), **boxes("reference_date", DAY)}  # fmt: skip
    wrong = officer.post(f"{PAGE}/new", data=form | {"children_female": "151"})
    assert wrong.status_code == 422
    assert "Cộng các phần được 301 trẻ em, mà tổng chỉ có 300" in wrong.get_data(as_text=True)
    assert officer.post(f"{PAGE}/new", data=form).status_code == 302
    assert officer.post(f"{PAGE}/new", data=form).status_code == 302  # the same post again
    assert "Thành phố hỏi số trẻ em" not in text_of(officer, "/")
    again = form | {"post_key": key(), "children": "310", "version": "2"}
    assert officer.post(f"{PAGE}/{DAY}", data=again).status_code == 302
    assert "310" in text_of(statistician, f"{PAGE}?day={DAY}")
    assert "300" in text_of(officer, PAGE)
    late = again | {"post_key": key(), "children": "320"}
    assert statistician.post(f"{PAGE}/{DAY}", data=late).status_code == 409


def test_another_unit_s_page_is_as_missing_as_none(house: House) -> None:
    officer = signed_in(house, "officer")
    for path in (f"/populations/{CAI_KHE}", "/populations/92", "/populations/x",
                 f"{PAGE}?day=x", f"{PAGE}?day=2999-01-01", f"{PAGE}/{DAY}", f"{PAGE}/x",
                 f"/populations/{CAI_KHE}/new"):  # fmt: skip
        assert officer.get(path).status_code == 404, path
    assert officer.post("/populations/requests", data={"day": DAY}).status_code == 404
    assert officer.get("/populations?day-day=31&day-month=2&day-year=2026").status_code == 422
    assert signed_in(house, "auditor").get("/populations").status_code == 404

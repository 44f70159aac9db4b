"""Clocks, separations and placements in the summary: each kind told, no place among them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from caseapp.casework.measure_papers import Place
from caseapp.casework.placements import NewPlacement, start_placement
from caseapp.casework.summaries import Wanted, gather
from caseapp.web.cases.summary_lines import summary_lines
from tests.factories.house import NOW, House
from tests.factories.measures import (
    ADDRESS,
    HOST,
    TODAY,
    Desk,
    a_desk,
    a_separation,
    decide,
    follow,
    prepare,
)
from tests.factories.people import add, child_of

HELD_BACK = "không tính, đang áp dụng biện pháp khẩn cấp"
SAFE = "Số 5 hẻm Yên Ổn"


def told(house: House, desk: Desk) -> dict[str, Any]:
    with house.app.test_request_context():
        return summary_lines(gather(desk.officer, desk.case, now=NOW))


def test_every_clock_of_the_case_stands_beside_those_of_its_reports(house: House) -> None:
    desk = a_desk(house)
    names = [line["name"] for line in told(house, desk)["clocks"]]
    assert names == [
        "Quyết định về biện pháp bảo vệ khẩn cấp",
        "Trình kế hoạch hỗ trợ, can thiệp",
        "Phê duyệt kế hoạch hỗ trợ, can thiệp",
    ]
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    clocks = told(house, desk)["clocks"]
    assert clocks[-1]["name"] == "Tạm thời cách ly trẻ em: không quá 15 ngày"
    assert clocks[-1]["words"].startswith("Còn ")
    # Days end at midnight, which is written as the end of the day that it means.
    assert clocks[-1]["due"].startswith("hết ngày ")


def test_a_separation_is_told_with_what_followed_and_never_where(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    follow(house, desk, "extension", NOW, last_day=TODAY + timedelta(days=14), assessed_on=TODAY)
    place = Place("Dì Út", SAFE, "")
    with house.app.app_context():
        start_placement(
            desk.officer, desk.case, NewPlacement("family", "relative", place, TODAY, True), now=NOW
        )
    lines = told(house, desk)
    (parted,) = lines["separations"]
    assert parted["what"] == "Cách ly khỏi: cha"
    assert parted["state"] == "Đang cách ly tạm thời"
    assert parted["until"] == TODAY + timedelta(days=14)
    assert "Gia hạn thời gian cách ly đến hết ngày" in parted["text"]
    (placed,) = lines["placements"]
    assert placed["what"] == "Gia đình (người thân thích khác)"
    assert placed["note"] == "Chưa ghi nhận gặp trẻ"
    words = json.dumps(lines, default=str, ensure_ascii=False)
    for kept in (ADDRESS, HOST, SAFE, "Dì Út"):
        assert kept not in words


def test_a_section_that_was_not_asked_for_is_named_and_not_told(house: House) -> None:
    desk = a_desk(house)
    with house.app.test_request_context():
        found = gather(desk.officer, desk.case, now=NOW, wanted=Wanted(("clocks", "plan")))
        lines = summary_lines(found)
    assert lines["sections"] == ("clocks", "plan")
    assert "timeline" not in lines
    assert "situation" not in lines
    assert "Liên hệ" in lines["left_out"]
    assert lines["clocks"]


def test_what_is_handed_out_says_less_than_what_stays_with_the_file(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk, a_separation(why=f"Em đang ở nhà {HOST}, cha đe dọa"))
    decide(house, desk.chair, desk.case)
    add(house, desk.officer, child_of(house, desk.case), name="Bà Tám", relation="foster_carer")
    with house.app.test_request_context():
        inside, outside = (
            json.dumps(
                summary_lines(
                    gather(desk.officer, desk.case, now=NOW, wanted=Wanted(reason=reason))
                ),
                default=str,
                ensure_ascii=False,
            )
            for reason in ("decision", "health")
        )
    assert "Bà Tám" in inside
    assert HOST in inside  # the officer wrote it where all may read it
    assert "Bà Tám" not in outside
    assert HOST not in outside
    assert "cha đe dọa" in outside

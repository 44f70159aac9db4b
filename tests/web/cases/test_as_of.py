"""The file as of a moment, on screen."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from caseapp.casework.as_of import GAPS as PARTS
from caseapp.web.cases.as_of import GAPS
from tests.factories.house import NOW, House
from tests.factories.measures import (
    ADDRESS,
    DAY,
    HOST,
    TODAY,
    a_desk,
    decide,
    follow,
    prepare,
)
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    boxes,
    post_case,
    post_report,
    signed_in,
    text_of,
)


def test_a_moment_is_asked_and_the_file_of_then_shown(house: House) -> None:
    officer = signed_in(house, "officer")
    case = post_case(officer, post_report(officer))
    asked = f"/cases/{case}/as-of?" + urlencode(boxes("moment", "2026-11-23 10:00"))
    assert f"/cases/{case}/as-of" in officer.get(f"/cases/{case}").text
    for role in ("officer", "chair", "supervisor"):
        page = text_of(signed_in(house, role), asked)
        assert "Hồ sơ tại thời điểm 23/11/2026 10:00" in page
        assert "Những gì không thể hiện theo thời điểm đó" in page
        assert "Thạch Thị Sa Rương" in page
    assert signed_in(house, "officer", CAI_KHE).get(asked).status_code == 404
    for wrong in ("2026-11-23 10:01", "2020-01-01 00:00"):
        address = f"/cases/{case}/as-of?" + urlencode(boxes("moment", wrong))
        answer = officer.get(address)
        assert answer.status_code == 422
        assert "govuk-error-summary" in answer.text
    supervisor = signed_in(house, "supervisor")
    assert "Đọc" in text_of(supervisor, f"/cases/{case}/log")


def test_a_separation_is_told_before_and_after_it_was_lifted_and_never_the_place(
    house: House,
) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    follow(house, desk, "lifting", NOW + 2 * DAY, assessed_on=TODAY + DAY)
    later = replace(house.settings, fixed_now=NOW + 3 * DAY)
    house.app.extensions["caseapp.settings"] = later
    for role, unit in (("officer", NINH_KIEU), ("supervisor", CITY)):
        browser = signed_in(house, role, unit)
        told = []
        for moment in ("2026-11-23 10:00", "2026-11-25 10:00"):
            page = text_of(
                browser, f"/cases/{desk.case}/as-of?" + urlencode(boxes("moment", moment))
            )
            assert "Cách ly lần 1" in page
            assert "Cha còn ở nhà và đe dọa em" in page
            assert not [each for each in (HOST, ADDRESS) if each in page]
            told.append(("Đang cách ly tạm thời" in page, "Hủy bỏ việc cách ly" in page))
        assert told == [(True, False), (False, True)]


def test_each_gap_has_its_words() -> None:
    assert tuple(GAPS) == PARTS

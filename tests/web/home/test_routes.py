"""The home page "Việc cần làm": what waits for whom, with the clock and the way to do it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from caseapp.desk import ledger
from caseapp.records.backups import OFF_MACHINE, keep_copied
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    client,
    make_user,
    post_case,
    post_report,
    sign_in,
    signed_in,
    text_of,
)


def links(page: str) -> list[tuple[str, str]]:
    """The links of the list: where each leads and what it says."""
    found = re.findall(r'<a class="govuk-link" href="(/\w+/[^"]+)">([^<]+)</a>', page)
    return [(where, words) for where, words in found if not where.startswith("/units")]


def test_nobody_sees_the_page_without_signing_in(house: House) -> None:
    answer = client(house).get("/")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/")


def test_an_officer_finds_the_report_with_its_clock_and_what_to_do(house: House) -> None:
    officer = signed_in(house, "officer")
    report = post_report(officer, "2026-11-23 07:30")  # the tests' now is 10:00 that day
    page = officer.get("/").get_data(as_text=True)
    assert (f"/reports/{report}", "Trình Chủ tịch: có áp dụng biện pháp khẩn cấp không?") in links(
        page
    )
    words = text_of(officer, "/")
    assert "Còn 9 giờ" in words
    assert "23/11/2026 19:30" in words
    assert report in words
    assert "Thạch Thị Sa Rương" in words


def test_what_is_late_says_so_and_stands_first(house: House) -> None:
    officer = signed_in(house, "officer")
    on_time = post_report(officer, "2026-11-23 09:00")
    late = post_report(officer, "2026-11-22 17:00")
    words = text_of(officer, "/")
    assert "Quá hạn 5 giờ" in words
    assert words.index(late) < words.index(on_time)


def test_a_child_whose_name_is_not_known_is_said_to_be_so(house: House) -> None:
    officer = signed_in(house, "officer")
    post_report(officer, child_name="")
    assert "Chưa rõ họ tên" in text_of(officer, "/")


def test_each_task_leads_to_the_page_where_it_is_done(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    with house.app.app_context():
        on_list("chair")  # a list without a gap
    report = post_report(officer)
    assert links(chair.get("/").get_data(as_text=True)) == [
        (f"/reports/{report}", "Quyết định về biện pháp bảo vệ khẩn cấp")
    ]
    case = post_case(officer, report)
    addresses = [where for where, _ in links(officer.get("/").get_data(as_text=True))]
    assert addresses == [f"/reports/{report}", f"/cases/{case}"]
    for address in addresses:
        assert officer.get(address).status_code == 200


def test_another_ward_and_who_may_see_no_name_are_told_nothing(house: House) -> None:
    report = post_report(signed_in(house, "officer"))
    for role, unit in (("officer", CAI_KHE), ("chair", CAI_KHE), ("statistician", CITY)):
        words = text_of(signed_in(house, role, unit), "/")
        assert "Hiện không có việc nào đang chờ" in words
        assert report not in words
        assert "Sa Rương" not in words


@pytest.mark.parametrize(
    "role", ["officer", "chair", "supervisor", "statistician", "administrator"]
)
def test_everybody_who_signs_in_has_the_page_in_both_languages(house: House, role: str) -> None:
    browser = sign_in(house, make_user(house, role))
    assert "Việc cần làm" in text_of(browser, "/")
    browser.post("/language", data={"language": "en"})
    assert "To do" in text_of(browser, "/")


def test_a_red_line_says_that_no_copy_lies_off_the_machine(house: House) -> None:
    chief = signed_in(house, "administrator", CITY)
    page = chief.get("/").get_data(as_text=True)
    assert "govuk-error-summary" in page
    words = text_of(chief, "/")
    assert "Không có bản sao lưu đã kiểm tra ngoài máy trong 26 giờ qua. Chưa có bản nào." in words
    with house.app.app_context(), ledger(write=True) as session:
        keep_copied(session, OFF_MACHINE, NOW - timedelta(hours=27), "/far/a.backup")
    assert "Bản cuối giữ dữ liệu đến 22/11/2026 07:00." in text_of(chief, "/")
    with house.app.app_context(), ledger(write=True) as session:
        keep_copied(session, OFF_MACHINE, NOW, "/far/b.backup")
    assert "govuk-error-summary" not in chief.get("/").get_data(as_text=True)

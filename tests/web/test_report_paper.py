"""Mẫu 01 in print: headed by the unit, with the reporter only when asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from caseapp.casework.report_prints import gather_report
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Role
from caseapp.rules.values import LOCAL
from caseapp.web.report_paper import area_names, report_html
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import make_user, post_report, sign_in, signed_in


def test_part_three_is_printed_only_when_asked_for(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer, reporter_consents="y", reporter_name="Bà Tư Bánh Mì")
    with house.app.app_context():
        officer_here = an_actor(Role.OFFICER, 31135)
        pages = [
            report_html(
                gather_report(officer_here, code, now=NOW, with_reporter=asked),
                now=NOW,
                demo=True,
            )
            for asked in (False, True)
        ]
    assert ["Bà Tư Bánh Mì" in page for page in pages] == [False, True]
    for page in pages:
        assert "PHƯỜNG NINH KIỀU" in page
        assert "Thạch Thị Sa Rương" in page
        assert "DỮ LIỆU THỬ" in page


def test_areas_are_named_as_in_the_list_that_the_report_was_logged_with(house: House) -> None:
    code = post_report(signed_in(house, "officer"))
    with house.app.app_context():
        view = read_report(an_actor(Role.OFFICER, 31135), code, now=NOW)
        before = replace(view, received_at=datetime(2025, 6, 30, 23, 0, tzinfo=LOCAL))
        # Before the reform the code was that of ward Tân An; the page never offered that one.
        for seen in (view, before):
            assert area_names(seen)["31135"] == "Phường Ninh Kiều"


def test_the_day_is_that_of_the_entry_and_the_signature_its_officer_s(house: House) -> None:
    name = make_user(house, "officer", username="can-bo-nhan-tin")
    code = post_report(sign_in(house, name))
    with house.app.app_context():
        later = NOW + timedelta(days=9)
        found = gather_report(an_actor(Role.OFFICER, 31135), code, now=later)
        page = report_html(found, now=later, demo=True)
    assert "Ninh Kiều, ngày 23 tháng 11 năm 2026" in page
    assert '<p class="name">Người dùng can-bo-nhan-tin</p>' in page
    assert "In lúc 02/12/2026 10:00" in page

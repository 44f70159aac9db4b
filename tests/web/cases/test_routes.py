"""Cases on screen: listed, judged, noted, closed by the chair, opened again, printed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    boxes,
    key,
    make_user,
    post_case,
    post_report,
    signed_in,
    text_of,
    version_in,
)


@pytest.fixture
def case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer))


def set_level(browser: FlaskClient, case: str, level: str) -> TestResponse:
    version = version_in(browser.get(f"/cases/{case}/level").get_data(as_text=True))
    form = {"level": level, "reason": "Ở chung nhà với người gây hại", "version": version}
    return browser.post(f"/cases/{case}/level", data=form)


def test_the_page_shows_clock_child_and_what_to_do_first(house: House, case: str) -> None:
    page = text_of(signed_in(house, "officer"), f"/cases/{case}")
    assert "Còn 9 giờ" in page
    assert "Chưa đánh giá nguy cơ" in page
    assert "Trước hết hãy đánh giá trẻ" in page
    assert "Ghi quyết định" in text_of(signed_in(house, "chair"), f"/cases/{case}")


def test_another_ward_finds_no_address_of_it(house: House, case: str) -> None:
    officer, chair = signed_in(house, "officer", CAI_KHE), signed_in(house, "chair", CAI_KHE)
    for noun in ("", "/level", "/notes/new", "/closing", "/summary.pdf"):
        assert officer.get(f"/cases/{case}{noun}").status_code == 404
    assert chair.get(f"/cases/{case}/decision").status_code == 404
    assert case not in text_of(officer, "/cases")


def test_the_list_is_filtered_by_state_and_level(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    set_level(officer, case, "high")
    for query, shown in {
        "": True,
        "?state=open": True,
        "?state=closed": False,
        "?level=high": True,
        "?level=low&state=open": False,
        "?level=nonsense": True,  # a filter that is none is not applied
        "?page=2": False,
    }.items():
        assert (case in text_of(officer, f"/cases{query}")) is shown, query


def test_a_visit_is_noted_once_and_never_ahead(house: House, case: str) -> None:
    officer, address = signed_in(house, "officer"), f"/cases/{case}/notes/new"
    form = {"kind": "visit", "text": "Trẻ ở nhà bà ngoại", "post_key": key(), "seen_by": "Chị Lan"}
    ahead = officer.post(address, data=form | boxes("happened_at", "2026-11-23 10:01"))
    assert ahead.status_code == 422
    assert "Trẻ ở nhà bà ngoại" in ahead.get_data(as_text=True)
    unsaid = officer.post(address, data=form | boxes("happened_at", "2026-11-23 09:15"))
    assert 'href="#sight"' in unsaid.get_data(as_text=True)
    form |= {"sight": "not_seen"}
    for _ in range(2):
        moment = boxes("happened_at", "2026-11-23 09:15")
        assert officer.post(address, data=form | moment).status_code == 302
    page = text_of(officer, f"/cases/{case}")
    assert page.count("Trẻ ở nhà bà ngoại") == 1
    assert "Thăm trẻ: Không gặp trẻ em; Chị Lan" in page


def test_the_lines_of_a_note_stay_lines_on_the_page(house: House, case: str) -> None:
    officer = signed_in(house, "officer")
    form = {"kind": "note", "text": "Một\r\nHai <b>", "post_key": key()}
    moment = boxes("happened_at", "2026-11-23 09:15")
    officer.post(f"/cases/{case}/notes/new", data=form | moment)
    page = officer.get(f"/cases/{case}").get_data(as_text=True)
    assert "<br>Hai &lt;b&gt;</div>" in page


def test_the_summary_is_printed_for_those_of_the_case(house: House, case: str) -> None:
    for browser in (
        signed_in(house, "officer"), signed_in(house, "chair"), signed_in(house, "supervisor", CITY)
    ):  # fmt: skip
        answer = browser.get(f"/cases/{case}/summary.pdf")
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Content-Disposition"] == f'inline; filename="{case}.pdf"'
    assert (
        signed_in(house, "statistician", CITY).get(f"/cases/{case}/summary.pdf").status_code == 404
    )


def test_the_supervisor_gives_the_case_to_another_officer(house: House, case: str) -> None:
    username = make_user(house, "officer")
    supervisor = signed_in(house, "supervisor", CITY)
    page = supervisor.get(f"/cases/{case}/officer").text
    form = {"version": version_in(page), "post_key": key()}
    assert supervisor.post(f"/cases/{case}/officer", data=form).status_code == 422
    answer = supervisor.post(f"/cases/{case}/officer", data=form | {"officer": username})
    assert (answer.status_code, answer.location) == (302, f"/cases/{case}")
    shown = text_of(supervisor, f"/cases/{case}")
    assert f"Phân công cán bộ: Người dùng {username}" in shown
    again = supervisor.post(f"/cases/{case}/officer", data=form | {"officer": username})
    assert (again.status_code, again.location) == (302, f"/cases/{case}")  # sent twice
    forged = {"officer": "quantri", "post_key": key()}
    forged |= {"version": version_in(supervisor.get(f"/cases/{case}/officer").text)}
    assert supervisor.post(f"/cases/{case}/officer", data=forged).status_code in {200, 422}
    stale = supervisor.post(
        f"/cases/{case}/officer", data=form | {"officer": username, "post_key": key()}
    )
    assert (stale.status_code, stale.location) == (302, f"/cases/{case}")
    for role in ("officer", "chair", "statistician"):
        assert signed_in(house, role).get(f"/cases/{case}/officer").status_code == 404

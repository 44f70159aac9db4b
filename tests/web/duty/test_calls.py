"""A logged report opens on "Gọi ngay": numbers to tap, answers to tick, shown wherever it counts."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.duty import on_list
from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    NINH_KIEU,
    boxes,
    key,
    post_case,
    post_report,
    signed_in,
    text_of,
)


@pytest.fixture
def officer(house: House) -> FlaskClient:
    with house.app.app_context():
        on_list("chair", name="Bà Sáu")
    return signed_in(house, "officer")


def chair_on(page: str) -> str:
    """The key of the chair's line."""
    return re.findall(r'name="whom" value="(entry-[0-9]+)"', page)[0]


def tick(browser: FlaskClient, report: str, whom: str, **fields: str) -> tuple[int, str]:
    sent = {f"{whom}-answer": "reached"} | {f"{whom}-{name}": v for name, v in fields.items()}
    form = {"whom": whom, "post_key": key(), **sent}
    answer = browser.post(f"/reports/{report}/calls", data=form)
    return answer.status_code, answer.text


def test_a_report_opens_on_whom_to_call_until_it_is_decided(
    house: House, officer: FlaskClient
) -> None:
    form = {
        "post_key": key(), "works_here": "no", "channel": "phone", "event_area": NINH_KIEU, "child_name": "Bé Na",
        "birth-age": "8", "sex": "female", **boxes("received_at", "2026-11-23 09:50"),
    }  # fmt: skip
    location = officer.post("/reports/new", data=form).location
    report = location.split("/")[2]
    assert location == f"/reports/{report}/calls"
    page = officer.get(location).text
    for words in ('href="tel:0100240927"', 'href="tel:111"', 'href="tel:113"', "Còn 11 giờ"):
        assert words in page
    whom = chair_on(page)
    assert tick(officer, report, whom, answer="no_answer", **boxes("called_at", "2026-11-23 09:55"))[0] == 302  # fmt: skip
    assert tick(officer, report, "number-113", note="Tổ công tác đang đến")[0] == 302
    for address in (location, f"/reports/{report}"):
        words = text_of(officer, address)
        assert "23/11/2026 09:55" in words
        assert "Bà Sáu" in words
        assert "Tổ công tác đang đến" in words
    main = officer.get(f"/reports/{report}").text
    assert f'href="/reports/{report}/calls"' in main
    decision = {
        "kind": "none", "reason": "Đã an toàn", "post_key": key(),
        **boxes("decided_at", "2026-11-23 10:00"),
    }  # fmt: skip
    chair = signed_in(house, "chair")
    assert chair.post(f"/reports/{report}/decision", data=decision).status_code == 302
    assert f'href="/reports/{report}/calls"' not in officer.get(f"/reports/{report}").text


def test_the_case_tells_of_the_calls(officer: FlaskClient) -> None:
    report = post_report(officer)
    tick(officer, report, chair_on(officer.get(f"/reports/{report}/calls").text), note="Sẽ đến")
    case = post_case(officer, report)
    words = text_of(officer, f"/cases/{case}")
    assert "Đã gọi, nói chuyện được: Chủ tịch UBND Bà Sáu" in words
    assert "Sẽ đến" in words


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "later"}, "answer"),
        ({"answer": "other_number"}, "note"),
        (boxes("called_at", "2026-11-23 10:01"), "called_at-day"),
        (boxes("called_at", "2026-11-23 07:29"), "called_at-day"),
        (boxes("called_at", "2026-11-23 25:00"), "called_at-hour"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_what_is_refused_names_the_field_in_the_form_that_was_sent(
    officer: FlaskClient, fields: dict[str, str], anchor: str
) -> None:
    status, page = tick(officer, post_report(officer), "number-113", **fields)
    assert status == 422
    assert f'href="#number-113-{anchor}"' in page
    assert len(re.findall(r'<details class="govuk-details" open>', page)) == 1


def test_the_hour_may_stay_empty_and_a_strange_line_is_refused(officer: FlaskClient) -> None:
    report = post_report(officer)
    day = {f"called_at-{part}": text for part, text in (("day", "1"), ("month", "1"))}
    assert tick(officer, report, "number-111", **day)[0] == 302
    assert "23/11/2026 10:00" in text_of(officer, f"/reports/{report}/calls")
    for whom in ("entry-999", "number-999", ""):
        assert tick(officer, report, whom)[0] == 422


def test_others_find_no_such_page(house: House, officer: FlaskClient) -> None:
    report = post_report(officer)
    for role, unit in (("officer", CAI_KHE), ("chair", CAI_KHE), ("collaborator", NINH_KIEU)):
        browser = signed_in(house, role, unit)
        assert browser.get(f"/reports/{report}/calls").status_code == 404
        assert tick(browser, report, "number-113")[0] == 404
    collaborator = signed_in(house, "collaborator")
    own = post_report(collaborator)
    assert collaborator.get(f"/reports/own/{own}").status_code == 200

"""Every list and every kind of limit has its words, in both languages, and leads somewhere."""

from __future__ import annotations

import pytest
from flask import Flask, g

from caseapp.casework.officer_load import Load
from caseapp.casework.officers_away import Absence
from caseapp.casework.overseeing import Overseen
from caseapp.rules.clocks import CLOCKS
from caseapp.rules.supervision import IDLE, LATE, REOPENED, UNANSWERED, UNASSIGNED, WATCHES
from caseapp.web.supervision.words import (
    SINCE,
    STATES,
    TITLES,
    endpoint_of,
    hand_over_of,
    page_of,
    step_of,
    told_of,
    why_words,
)
from tests.factories.house import NOW, House

HERE = "/supervision/unassigned-cases?unit=31135"


@pytest.fixture
def app(house: House) -> Flask:
    return house.app


def a_line(**more: object) -> Overseen:
    known = {
        "code": "HS-26-1", "about": "Hòa", "unit": "Phường Ninh Kiều", "unit_id": 31135,
        "officer": "", "level": "", "case": "HS-26-1", "since": NOW,
    }  # fmt: skip
    return Overseen(**{**known, **more})  # type: ignore[arg-type]  # fields by name


def test_every_list_is_told_with_its_numbers_and_has_a_page(app: Flask) -> None:
    assert set(TITLES) == {watch.name for watch in WATCHES}
    assert set(STATES) == {"closed", "left", "kept"}
    with app.test_request_context("/"):
        g.person = None
        for watch in WATCHES:
            words = told_of(watch.name)
            assert "%(" not in words
            assert watch.number is None or str(watch.number) in words
            assert endpoint_of(watch.name) in app.view_functions
        for name in SINCE:
            words, address = step_of(
                name, a_line(kind="emergency" if name == LATE.name else ""), "/"
            )
            assert words
            assert address.startswith("/")


LEADS = (
    *((LATE.name, k, "/cases/HS-26-1", "/cases/HS-26-1/") for k in CLOCKS if k != "emergency"),
    (LATE.name, "emergency", "/reports/HS-26-1", "/reports/HS-26-1"),
    (LATE.name, "forwarding", "/reports/HS-26-1", "/forwarded/HS-26-1/unit"),
    (LATE.name, "transfer", "/cases/HS-26-1", "/transfers/HS-26-1/decision"),
    (UNANSWERED.name, "", "/referrals/HS-26-1", "/referrals/HS-26-1"),
    (UNASSIGNED.name, "", "/cases/HS-26-1", "/cases/HS-26-1/officer?next=/supervision/"),
)


def test_a_line_leads_to_what_it_is_about_and_to_what_is_to_be_done(app: Flask) -> None:
    with app.test_request_context("/"):
        for name, kind, page, step in LEADS:
            row = a_line(kind=kind)
            assert page_of(name, row) == page
            words, address = step_of(name, row, HERE)
            assert words
            assert address.startswith(step), address
            assert bool(why_words(row)) is bool(kind)


def test_why_a_plan_or_a_case_stands_there(app: Flask) -> None:
    with app.test_request_context("/"):
        assert why_words(a_line(idle=True, overdue=True)) == [
            "0 ngày không có hoạt động nào", "Mọi hoạt động còn lại đều quá hạn",
        ]  # fmt: skip
        assert why_words(a_line(times=3)) == ["Đã mở lại 3 lần"]
    assert IDLE.name in SINCE
    assert REOPENED.name in SINCE


def test_what_somebody_has_is_handed_over_on_its_page(app: Flask) -> None:
    load = Load("canbo", "Hoa", "Phường Ninh Kiều", "31135", "", {}, 0, 0)
    leaves = Absence("ends", "Phường Ninh Kiều", "31135", "Hoa", "canbo")
    with app.test_request_context("/"):
        assert hand_over_of(load) == hand_over_of(leaves) == "/hand-overs/canbo/31135"

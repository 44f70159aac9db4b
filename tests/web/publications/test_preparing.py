"""From a frozen edition to a proposal: choices in words, progress, what would be hidden, refusals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from caseapp.exchange.release_preparations import Refusal
from caseapp.exchange.working import Worker
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from caseapp.web.publications import preparing
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.released import frozen, hit_children
from tests.factories.web import key, signed_in, text_of
from tests.house.tree import ROOT, python

NEW, LIST = "/publications/new", "/publications/proposals"


def worked(house: House) -> None:
    with house.app.app_context():
        assert Worker(house.app.app_context, house.settings.now, beats=0.01).work_once()


def asked(browser: FlaskClient, layout: str = "relief-clusters") -> str:
    """Ask for a preparation; return its address."""
    form = {"frozen": "1", "layout": layout, "post_key": key()}
    answer = browser.post(NEW, data=form)
    assert answer.status_code == 302, answer.text
    return answer.location


def test_every_step_of_the_calculation_has_words() -> None:
    told = {
        name
        for module in python("caseapp/statistics")
        for name in re.findall(r'stage\("([^"]+)"\)', (ROOT / module).read_text("utf-8"))
    }
    assert {"Protect", "Audit"} <= told
    assert told <= set(preparing.STEPS)


def test_without_a_frozen_edition_the_page_leads_to_the_freezing(house: House) -> None:
    page = signed_in(house, "statistician").get(NEW).text
    assert "Hãy chốt số liệu của kỳ trước" in page
    assert 'href="/indicators/frozen/new"' in page
    assert 'name="layout"' not in page


def test_only_editions_of_whole_periods_by_receipt_are_offered(house: House) -> None:
    with house.app.app_context():
        for period, basis in (
            ("2025", "received"), ("2025", "occurred"), ("2025-02-03..2025-04-07", "received"),
        ):  # fmt: skip
            freeze(SYSTEM, Period.parse(period), basis, reason="", seen=0, now=NOW)
        freeze(SYSTEM, Period.parse("2025"), "received", reason="Xã muộn", seen=1, now=NOW)
    statistician = signed_in(house, "statistician")
    page = statistician.get(f"{NEW}?frozen=4").text
    assert page.count("<option") == 2
    assert '<option value="4" selected>Năm 2025, bản 2, chốt ngày 23/11/2026</option>' in page
    assert page.count('name="layout"') == len(RELEASE_LAYOUTS)
    link = 'href="/publications/new?frozen=4"'
    assert link in statistician.get("/indicators/frozen/4").text
    assert link not in signed_in(house, "supervisor", "92").get("/indicators/frozen/4").text
    for other in (1, 2, 3):
        assert NEW not in statistician.get(f"/indicators/frozen/{other}").text


def test_from_the_choice_to_the_proposal(house: House) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
    statistician = signed_in(house, "statistician")
    bare = statistician.post(NEW, data={"post_key": key()})
    assert bare.status_code == 422
    assert "Chọn một bản số liệu đã chốt" in bare.text
    page = asked(statistician, "relief-wards")
    waiting = statistician.get(page)
    assert waiting.headers["Refresh"] == "3"
    assert "<progress" in waiting.text
    for other in (NEW, LIST):
        assert f'href="{page}"' in statistician.get(other).text
    worked(house)
    assert f'href="{page}"' not in statistician.get(NEW).text
    words = text_of(statistician, page)
    assert "Kiểu bảng gộp hơn" in words
    assert "theo cụm phường, xã và việc cứu trợ" in words
    assert "app-chart--cell" in statistician.get(page).text
    assert f'href="{page}"' in statistician.get("/").text
    form = {"note": "Số liệu năm", "post_key": key()}
    done = statistician.post(page, data=form)
    assert done.location == f"{LIST}/1"
    assert statistician.post(page, data=form).location == f"{LIST}/1"  # the same post
    again = statistician.post(page, data={**form, "post_key": key()})
    assert again.status_code == 422
    assert "Chính bản công bố này đang chờ ký" in again.text
    coarser = statistician.get(page).text
    assert 'name="layout" value="relief-clusters"' in coarser


def test_another_rule_makes_a_preparation_stale(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
    statistician = signed_in(house, "statistician")
    page = asked(statistician)
    worked(house)
    read = preparing.read_preparation

    def stale(*given: object, **more: object) -> object:
        job, found = read(*given, **more)  # type: ignore[arg-type]  # as the page asks
        assert found is not None
        return job, replace(found, stale=True)

    monkeypatch.setattr(preparing, "read_preparation", stale)
    words = text_of(statistician, page)
    assert "Hãy chuẩn bị lại trước khi đề nghị" in words
    assert "Đề nghị công bố bản này" not in words


def test_a_refusal_tells_its_cells_and_the_reason(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
    statistician = signed_in(house, "statistician")
    page = asked(statistician, "relief-wards")
    worked(house)
    read = preparing.read_preparation
    refusal = Refusal("AlreadyDisclosed", ("31135|T|T|late",), "release CB-2026-001 leaks it")

    def refused(*given: object, **more: object) -> object:
        job, found = read(*given, **more)  # type: ignore[arg-type]  # as the page asks
        assert found is not None
        return job, replace(found, refusal=refusal, shares=(), coarser=())

    monkeypatch.setattr(preparing, "read_preparation", refused)
    words = text_of(statistician, page)
    for said in (
        "Không công bố được bản này, và chưa công bố gì",
        "Những gì đã công bố trước đây đã để lộ các số đếm này",
        "Phường Ninh Kiều – Không kịp thời",
        "release CB-2026-001 leaks it",
        "Chuẩn bị kiểu bảng theo cụm",
    ):
        assert said in words
    assert "Đề nghị công bố bản này" not in words


def test_a_town_with_too_few_children_is_refused_and_says_so(house: House) -> None:
    with house.app.app_context():
        frozen()
    statistician = signed_in(house, "statistician")
    page = asked(statistician)
    worked(house)
    assert "Không công bố được bản này" in text_of(statistician, page)


def test_nobody_else_prepares_or_sees_anothers_preparation(house: House) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
    page = asked(signed_in(house, "statistician"))
    worked(house)
    assert signed_in(house, "statistician").get(page).status_code == 404
    for role in ("officer", "chair", "supervisor", "administrator", "auditor"):
        browser = signed_in(house, role)
        assert browser.get(NEW).status_code == 404
        assert browser.post(NEW, data={"frozen": "1"}).status_code == 404
        assert browser.get(page).status_code == 404

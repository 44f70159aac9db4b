"""The desk as the supervisor sees it: for nobody else, by unit, and back after an assignment."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.rules.supervision import WATCHES
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, SUPERVISOR
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    faceless,
    key,
    make_user,
    sign_in,
    signed_in,
    text_of,
)

PAGES = ("/supervision", *(f"/supervision/{watch.name}" for watch in WATCHES))
LIST = "/supervision/unassigned-cases"
ELSEWHERE = (
    "https://evil.example/supervision", "//evil.example/supervision", "/accounts",
    "/supervision-x", "/\\evil.example/supervision", "supervision", "/supervision/ x",
)  # fmt: skip


@pytest.fixture
def case(house: House) -> str:
    return open_a_case(house, OFFICER)


def test_the_desk_is_the_supervisors_and_a_forged_unit_is_like_a_missing_page(
    house: House, case: str
) -> None:
    part = signed_in(house, "supervisor", NINH_KIEU)
    chair = signed_in(house, "chair")
    assert "/supervision" in part.get("/").text
    assert "/supervision" not in chair.get("/").text
    missing = faceless(part.get("/supervision/nothing").text, "/supervision/nothing")
    for page in PAGES:
        assert part.get(page).status_code == 200
        for unit in (CAI_KHE, CITY, "00000", "9" * 30):
            answer = part.get(f"{page}?unit={unit}")
            assert answer.status_code == 404
            assert faceless(answer.text, f"{page}?unit={unit}") == missing
        assert chair.get(page).status_code == 404
    assert case in part.get(f"{LIST}?unit={NINH_KIEU}").text
    elsewhere = signed_in(house, "supervisor", CAI_KHE)
    assert case not in elsewhere.get(LIST).text
    assert elsewhere.get(f"{LIST}?unit={NINH_KIEU}").status_code == 404


def test_a_unit_is_named_with_or_without_accents_and_leads_to_its_address(
    house: House, case: str
) -> None:
    browser = signed_in(house, "supervisor", CITY)
    answer = browser.get(f"{LIST}?unit=ninh+kieu")
    assert (answer.status_code, answer.location) == (302, f"{LIST}?unit={NINH_KIEU}")
    assert f"{case}" in browser.get(answer.location).text
    assert case not in browser.get(f"{LIST}?unit={CAI_KHE}").text
    answer = browser.get(f"{LIST}?unit=Sài+Gòn")
    assert answer.status_code == 422
    assert case not in answer.text
    assert 'href="#unit"' in answer.text
    assert f"{LIST}?unit={NINH_KIEU}" in browser.get(f"/supervision?unit={NINH_KIEU}").text
    for page in ("0", "-1", "x", "9999"):
        assert browser.get(f"{LIST}?page={page}").status_code == 200


def test_the_number_is_that_of_the_lines_and_who_is_marked_sees_neither(
    house: House, case: str
) -> None:
    name = make_user(house, "supervisor", CITY)
    marked, other = sign_in(house, name), open_a_case(house, OFFICER)
    assert "Trường hợp chưa có cán bộ phụ trách (2)" in text_of(marked, LIST)
    assert re.search("chưa có cán bộ phụ trách 2 ", text_of(marked, "/supervision"))
    with house.app.app_context():
        child = read_case(SUPERVISOR, case, now=NOW).child.code
        mark_conflict(SUPERVISOR, "child", child, username=name, reason="Chú cháu", now=NOW)
    page = text_of(marked, LIST)
    assert "Trường hợp chưa có cán bộ phụ trách (1)" in page
    assert other in page
    assert case not in page
    assert re.search("chưa có cán bộ phụ trách 1 ", text_of(marked, "/supervision"))


def assign(browser: FlaskClient, address: str, officer: str) -> tuple[int, str]:
    shown = browser.get(address)
    version = re.search(r'name="version" value="(\d+)"', shown.text)
    form = {"officer": officer, "version": version[1] if version else "1", "post_key": key()}
    answer = browser.post(address, data=form)
    return answer.status_code, answer.location or answer.text


def test_a_case_is_assigned_from_a_list_which_it_leads_back_to(house: House, case: str) -> None:
    officers = [make_user(house, "officer") for _ in range(2)]
    stranger = make_user(house, "officer", CAI_KHE)
    browser = signed_in(house, "supervisor", CITY)
    page = browser.get(f"{LIST}?unit={NINH_KIEU}").text
    links = [unescape(link) for link in re.findall(r'href="(/cases/[^"]+/officer[^"]*)"', page)]
    address = links[0]
    assert address.startswith(f"/cases/{case}/officer?next=")
    with house.app.app_context():
        child = read_case(SUPERVISOR, case, now=NOW).child.code
        kept = officers[1]
        mark_conflict(SUPERVISOR, "child", child, username=kept, reason="Chú cháu", now=NOW)
    shown = browser.get(address).text
    assert officers[0] in shown
    assert kept not in shown
    assert stranger not in shown
    assert f'href="{LIST}?unit={NINH_KIEU}"' in shown  # the way back
    for forged in (kept, stranger, "nobody", ""):
        assert assign(browser, address, forged)[0] == 422
    assert assign(browser, address, officers[0]) == (302, f"{LIST}?unit={NINH_KIEU}")
    with house.app.app_context():
        assert read_case(SUPERVISOR, case, now=NOW).officer == actor_of(house, officers[0]).name
    assert case not in browser.get(LIST).text


def test_no_address_leads_anywhere_but_to_the_desk(house: House, case: str) -> None:
    officers = [make_user(house, "officer") for _ in range(2)]
    browser = signed_in(house, "supervisor", CITY)
    address = f"/cases/{case}/officer"
    for going in (*ELSEWHERE, ""):
        shown = browser.get(address, query_string={"next": going}).text
        assert f'class="govuk-back-link" href="/cases/{case}"' in shown or (
            f'href="/cases/{case}" class="govuk-back-link"' in shown
        )
    for officer, going in zip(officers, ELSEWHERE, strict=False):
        assert assign(browser, f"{address}?next={going}", officer) == (302, f"/cases/{case}")

"""The plan and the decision as PDFs beside their page, for those who may print the case."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.children import actor_of
from tests.factories.house import House
from tests.factories.plans import approved, submitted
from tests.factories.printed_text import words_of
from tests.factories.web import CAI_KHE, CITY, make_user, post_case, post_report, sign_in, signed_in


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return sign_in(house, make_user(house, "officer", username="canbo"))


@pytest.fixture
def case(officer: FlaskClient) -> str:
    return post_case(officer, post_report(officer))


def said(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return words_of(answer.data)


@pytest.mark.parametrize(("paper", "words"), [("04", "KẾ HOẠCH"), ("05", "QUYẾT ĐỊNH:")])
def test_each_paper_is_linked_and_printed(
    house: House, officer: FlaskClient, case: str, paper: str, words: str
) -> None:
    chair = sign_in(house, make_user(house, "chair", username="chutich"))
    approved(house, actor_of(house, "canbo"), actor_of(house, "chutich"), case)
    address = f"/cases/{case}/plans/1/form-{paper}.pdf"
    for browser in (officer, chair, signed_in(house, "supervisor", CITY)):
        assert f'href="{address}"' in browser.get(f"/cases/{case}/plans/1").text
        assert words in said(browser, address)
    answer = officer.get(address)
    assert answer.headers["Content-Disposition"] == f'inline; filename="{case}-{paper}-1.pdf"'
    assert "dự thảo" not in said(officer, address)
    for other in (signed_in(house, "officer", CAI_KHE), signed_in(house, "statistician", CITY)):
        assert other.get(address).status_code == 404
    assert officer.get(address.replace("/1/", "/2/")).status_code == 404


def test_the_chair_prints_what_is_to_be_signed_from_the_page_of_the_decision(
    house: House, case: str
) -> None:
    chair = sign_in(house, make_user(house, "chair", username="chutich"))
    submitted(house, actor_of(house, "canbo"), case)
    address = f"/cases/{case}/plans/1/form-05.pdf"
    assert f'href="{address}"' in chair.get(f"/cases/{case}/plans/1/decision").text
    assert "(dự thảo, Chủ tịch chưa quyết định)" in said(chair, address)

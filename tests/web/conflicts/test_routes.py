"""Who may be involved no longer finds the file, wherever they look; nobody else notices."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import (
    CITY,
    make_user,
    post_case,
    post_report,
    search,
    sign_in,
    signed_in,
    text_of,
)

CHILD = "Lý Thị Hạt Giống"
REASON = "Anh ruột của người bị tố giác"


@pytest.fixture
def officer(house: House) -> tuple[str, FlaskClient]:
    username = make_user(house, "officer")
    return username, sign_in(house, username)


def open_file(browser: FlaskClient) -> tuple[str, str, str]:
    """Log a report of a child and open its case; return the codes of all three."""
    report = post_report(browser, child_name=CHILD)
    case = post_case(browser, report, full_name=CHILD)
    page = browser.get(f"/cases/{case}").get_data(as_text=True)
    child = re.search(r"TE-26-[0-9A-Z]{8}", page)
    assert child
    return report, case, child[0]


def places(report: str, case: str, child: str) -> list[str]:
    return [
        f"/reports/{report}",
        f"/reports/{report}/amendment",
        f"/reports/{report}/form-01.pdf",
        f"/cases/{case}",
        f"/cases/{case}/notes/new",
        f"/cases/{case}/summary.pdf",
        f"/children/{child}",
        f"/referrals/new?case={case}",
    ]


SOUGHT = "what is sought among the children"
LISTS = ("/", "/reports", "/cases", "/children", SOUGHT, "/referrals")


def listed(browser: FlaskClient, place: str) -> str:
    found = search(browser, "/children", q="hat giong") if place == SOUGHT else place
    return browser.get(found).get_data(as_text=True)


def test_the_file_is_gone_for_the_person_and_stays_for_all_others(
    house: House, officer: tuple[str, FlaskClient]
) -> None:
    username, browser = officer
    codes = open_file(browser)
    chair, supervisor = signed_in(house, "chair"), signed_in(house, "supervisor", CITY)
    for place in places(*codes):
        assert browser.get(place).status_code == 200, place
    answer = supervisor.post(
        f"/reports/{codes[0]}/conflicts", data={"person": username, "reason": REASON}
    )
    assert (answer.status_code, answer.location) == (302, f"/children/{codes[2]}/conflicts")
    for place in places(*codes):
        missing = browser.get(place.replace(codes[0], "BC-26-00000000"))
        kept = browser.get(place)
        assert (kept.status_code, missing.status_code in {200, 404}) == (404, True), place
    for place in LISTS:
        page = listed(browser, place)
        assert CHILD not in page, place
        assert not any(code in page for code in codes), place
        if place not in {"/", "/referrals"}:
            assert CHILD in listed(chair, place), place
    forged = browser.post(f"/cases/{codes[1]}/notes/new", data={"kind": "note", "text": "x"})
    assert forged.status_code == 404
    assert supervisor.get(f"/cases/{codes[1]}").status_code == 200


def test_a_mark_is_shown_to_supervisors_and_ends_by_their_word(
    house: House, officer: tuple[str, FlaskClient]
) -> None:
    username, browser = officer
    _, case, child = open_file(browser)
    supervisor = signed_in(house, "supervisor", CITY)
    page = supervisor.get(f"/children/{child}/conflicts").get_data(as_text=True)
    assert f'value="{username}"' in page
    supervisor.post(f"/children/{child}/conflicts", data={"person": username, "reason": REASON})
    page = supervisor.get(f"/children/{child}/conflicts").get_data(as_text=True)
    assert REASON in page
    assert f'value="{username}"' not in page  # it is kept from them already
    again = supervisor.post(
        f"/children/{child}/conflicts", data={"person": username, "reason": REASON}
    )
    assert again.status_code == 422
    (end,) = re.findall(rf'href="(/children/{child}/conflicts/[0-9a-f]{{24}}/end)"', page)
    assert "Cho Người dùng" in text_of(supervisor, end)
    assert supervisor.post(end).status_code == 422  # the question wants a reason
    assert browser.get(f"/cases/{case}").status_code == 404
    for _ in range(2):
        ended = supervisor.post(end, data={"reason": "Đã đối chiếu: người khác trùng tên"})
        assert ended.status_code == 302
    assert browser.get(f"/cases/{case}").status_code == 200
    words = text_of(supervisor, f"/children/{child}/conflicts")
    assert "Cho xem lại" not in words
    assert "người khác trùng tên" in words
    assert supervisor.get(end).status_code == 404


def test_a_supervisor_from_whom_it_is_kept_cannot_take_the_mark_away(house: House) -> None:
    officer = signed_in(house, "officer")
    _, case, child = open_file(officer)
    username = make_user(house, "supervisor", CITY)
    involved, other = sign_in(house, username), signed_in(house, "supervisor", CITY)
    other.post(f"/children/{child}/conflicts", data={"person": username, "reason": REASON})
    for place in (f"/children/{child}/conflicts", f"/cases/{case}", f"/children/{child}"):
        assert involved.get(place).status_code == 404
    assert involved.post(f"/children/{child}/conflicts/1/end").status_code == 404
    for place in LISTS:
        assert CHILD not in involved.get(place).get_data(as_text=True)
    assert involved.get("/indicators").status_code == 200  # counts tell nothing of it


@pytest.mark.parametrize("role", ["officer", "chair", "statistician", "administrator"])
def test_nobody_else_marks(house: House, officer: tuple[str, FlaskClient], role: str) -> None:
    _, _, child = open_file(officer[1])
    browser = signed_in(house, role)
    for answer in (
        browser.get(f"/children/{child}/conflicts"),
        browser.post(f"/children/{child}/conflicts", data={"person": "x", "reason": "y"}),
        browser.post(f"/children/{child}/conflicts/1/end"),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "place",
    [
        "/children/TE-26-00000000/conflicts",
        "/cases/HS-26-1/conflicts",
        "/reports/%00/conflicts",
        "/conflicts",
    ],
)
def test_forged_addresses_are_missing(house: House, place: str) -> None:
    supervisor = signed_in(house, "supervisor", CITY)
    assert supervisor.get(place).status_code == 404
    assert supervisor.post(f"{place}/99999999999999999999/end").status_code in {404, 405}

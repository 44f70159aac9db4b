"""A case goes to another ward: refused and decided by the supervisor, or accepted, page by page."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.children import actor_of
from tests.factories.house import House
from tests.factories.referrals import open_a_case
from tests.factories.transfers import WHOM, WHY, case_of_an_old_ward
from tests.factories.web import CAI_KHE, CITY, key, make_user, sign_in, text_of, version_in

CHILD = "Đỗ Thị Hòa"


@pytest.fixture
def people(house: House) -> dict[str, FlaskClient]:
    """The officers and chairs of both wards, and a supervisor, each with a browser."""
    names = {
        "officer": make_user(house, "officer"),
        "chair": make_user(house, "chair"),
        "there": make_user(house, "officer", CAI_KHE),
        "chair there": make_user(house, "chair", CAI_KHE),
        "supervisor": make_user(house, "supervisor", CITY),
    }
    found = {who: sign_in(house, name) for who, name in names.items()}
    officer = actor_of(house, names["officer"])
    found["code"] = open_a_case(house, officer)  # type: ignore[assignment]
    found["old code"] = case_of_an_old_ward(house, officer)  # type: ignore[assignment]
    found["name there"] = names["there"]  # type: ignore[assignment]
    return found


def sent(browser: FlaskClient, page: str, **form: str) -> str:
    """Fill in the form of a page; return where it leads."""
    version = version_in(browser.get(page).get_data(as_text=True)) if "request" not in page else ""
    answer = browser.post(page, data={"post_key": key(), "version": version, **form})
    assert answer.status_code == 302, text_of(browser, page)
    return str(answer.location)


def asked(people: dict[str, FlaskClient], which: str = "code", why: str = "moved") -> str:
    code = str(people[which])
    form = {"unit": CAI_KHE, "why": why, "words": WHY, "contact": WHOM}
    assert f"/transfers/{code}/request" in people["chair"].get(f"/cases/{code}").text
    assert sent(people["chair"], f"/transfers/{code}/request", **form) == f"/cases/{code}"
    return code


def test_refused_the_supervisor_decides_and_the_old_unit_finds_nothing_more(
    people: dict[str, FlaskClient],
) -> None:
    code = asked(people)
    told = text_of(people["there"], f"/transfers/{code}")
    assert WHOM in told
    assert CHILD not in told
    assert WHY not in told
    assert people["there"].get(f"/cases/{code}").status_code == 404
    assert f"/transfers/{code}/acceptance" not in people["there"].get(f"/transfers/{code}").text
    assert f"/transfers/{code}" in people["chair there"].get("/").text
    sent(people["chair there"], f"/transfers/{code}/refusal", reason="Em không ở đây")
    assert "Em không ở đây" in text_of(people["officer"], f"/cases/{code}")
    supervisor = people["supervisor"]
    assert f"/transfers/{code}/decision" in supervisor.get("/").text
    page = f"/transfers/{code}/decision"
    assert supervisor.post(page, data={"move": "pass", "reason": " "}).status_code == 422
    stale = {"post_key": key(), "version": "1", "move": "pass", "reason": "Đã gọi"}
    assert supervisor.post(page, data=stale).status_code == 409
    sent(supervisor, page, move="pass", reason="Em đang ở với bà ngoại")
    for old in ("officer", "chair"):
        assert people[old].get(f"/cases/{code}").status_code == 404
        assert "Phường Cái Khế" in text_of(people[old], f"/transfers/{code}")
        assert CHILD not in text_of(people[old], f"/transfers/{code}")
    page_there = text_of(people["there"], f"/cases/{code}")
    assert CHILD in page_there
    assert "Em đang ở với bà ngoại" in page_there


def test_accepted_once_across_the_change_of_units(people: dict[str, FlaskClient]) -> None:
    # The child lives since 2024 in a ward that became a part of the receiving one.
    ask = people["chair"].get(f"/transfers/{people['old code']}/request").get_data(as_text=True)
    assert re.search(rf'<option value="{CAI_KHE}" selected>|value="Phường Cái Khế"', ask)
    code = asked(people, "old code", "merger")
    child = re.search(r'href="(/children/TE-[^"]+)"', people["officer"].get(f"/cases/{code}").text)
    assert child is not None
    chair = people["chair there"]
    page = f"/transfers/{code}/acceptance"
    version = version_in(chair.get(page).get_data(as_text=True))
    form = {"post_key": key(), "version": version, "officer": str(people["name there"])}
    for _ in range(2):
        assert chair.post(page, data=form).location == f"/cases/{code}"
    assert chair.get(page).status_code == 404
    told = text_of(chair, f"/cases/{code}")
    assert told.count("Đơn vị tiếp nhận trường hợp: Phường Cái Khế") == 1
    assert people["officer"].get(f"/cases/{code}").status_code == 404
    assert people["officer"].get(child[1]).status_code == 404  # nor the child: it lives there
    assert people["there"].get(child[1]).status_code == 200
    assert code in text_of(people["officer"], "/")  # told that it was accepted
    assert CHILD in text_of(people["there"], f"/cases/{code}")


def test_withdrawn_it_waits_for_nobody(people: dict[str, FlaskClient]) -> None:
    code = asked(people)
    page = people["chair"].get(f"/cases/{code}").get_data(as_text=True)
    form = {"post_key": key(), "version": version_in(page)}
    for _ in range(2):
        answer = people["chair"].post(f"/transfers/{code}/withdrawal", data=form)
        assert answer.location == f"/cases/{code}"
    assert people["there"].get(f"/transfers/{code}").status_code == 404
    assert f"/transfers/{code}/request" in people["chair"].get(f"/cases/{code}").text

"""A case goes to another ward: refused and decided by the supervisor, or accepted, page by page."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.factories.transfers import WHOM, WHY, Handing, case_of_an_old_ward
from tests.factories.web import CAI_KHE, key, sign_in, text_of, version_in

CHILD = "Đỗ Thị Hòa"


@pytest.fixture
def people(handing: Handing) -> dict[str, FlaskClient]:
    """The officers and chairs of both wards, and a supervisor, each with a browser."""
    words = {"other_officer": "there", "other_chair": "chair there"}
    return {
        words.get(who, who): sign_in(handing.house, name)
        for who, name in handing.names.items()
        if who != "second"
    }


def sent(browser: FlaskClient, page: str, **form: str) -> str:
    """Fill in the form of a page; return where it leads."""
    version = version_in(browser.get(page).get_data(as_text=True)) if "request" not in page else ""
    answer = browser.post(page, data={"post_key": key(), "version": version, **form})
    assert answer.status_code == 302, text_of(browser, page)
    return str(answer.location)


def asked(people: dict[str, FlaskClient], code: str, why: str = "moved") -> str:
    form = {"unit": CAI_KHE, "why": why, "words": WHY, "contact": WHOM}
    assert f"/transfers/{code}/request" in people["chair"].get(f"/cases/{code}").text
    assert sent(people["chair"], f"/transfers/{code}/request", **form) == f"/cases/{code}"
    return code


def test_refused_the_supervisor_decides_and_the_old_unit_finds_nothing_more(
    handing: Handing, people: dict[str, FlaskClient]
) -> None:
    code = asked(people, handing.case)
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
    draft = f"/cases/{code}/notes/new?draft={'t' * 24}"
    box = {"token": "t" * 24, "title": "Ghi chú", "page": draft.partition("?")[0]}
    typed = {"draft": json.dumps({**box, "writer": "w" * 16, "saves": 0}), "text": "Bà kể rằng"}
    assert people["officer"].post("/drafts", data=typed).status_code == 302
    taker = handing.names["other_officer"]
    sent(supervisor, page, move="pass", reason="Em đang ở với bà ngoại", officer=taker)
    assert people["officer"].get(draft).status_code == 404
    given = people["there"].get(draft).text
    assert "Bà kể rằng" in given
    assert handing.officer.name in given  # whose words they are
    for old in ("officer", "chair"):
        assert people[old].get(f"/cases/{code}").status_code == 404
        assert "Phường Cái Khế" in text_of(people[old], f"/transfers/{code}")
        assert CHILD not in text_of(people[old], f"/transfers/{code}")
    page_there = text_of(people["there"], f"/cases/{code}")
    assert CHILD in page_there
    assert "Em đang ở với bà ngoại" in page_there


def test_accepted_once_across_the_change_of_units(
    handing: Handing, people: dict[str, FlaskClient]
) -> None:
    # The child lives since 2024 in a ward that became a part of the receiving one.
    old = case_of_an_old_ward(handing.house, handing.officer)
    ask = people["chair"].get(f"/transfers/{old}/request").get_data(as_text=True)
    assert re.search(rf'<option value="{CAI_KHE}" selected>|value="Phường Cái Khế"', ask)
    code = asked(people, old, "merger")
    child = re.search(r'href="(/children/TE-[^"]+)"', people["officer"].get(f"/cases/{code}").text)
    assert child is not None
    chair = people["chair there"]
    page = f"/transfers/{code}/acceptance"
    version = version_in(chair.get(page).get_data(as_text=True))
    form = {"post_key": key(), "version": version, "officer": handing.names["other_officer"]}
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


def test_withdrawn_it_waits_for_nobody(handing: Handing, people: dict[str, FlaskClient]) -> None:
    code = asked(people, handing.case)
    page = people["chair"].get(f"/cases/{code}").get_data(as_text=True)
    form = {"post_key": key(), "version": version_in(page)}
    for _ in range(2):
        answer = people["chair"].post(f"/transfers/{code}/withdrawal", data=form)
        assert answer.location == f"/cases/{code}"
    assert people["there"].get(f"/transfers/{code}").status_code == 404
    assert f"/transfers/{code}/request" in people["chair"].get(f"/cases/{code}").text


def test_what_was_typed_waits_unseen_until_somebody_takes_charge_there(
    handing: Handing, people: dict[str, FlaskClient]
) -> None:
    page = f"/cases/{handing.case}/notes/new"
    box = {"token": "t" * 24, "title": "Ghi chú", "page": page, "writer": "w" * 16, "saves": 0}
    people["officer"].post("/drafts", data={"draft": json.dumps(box), "text": "Bà kể rằng"})
    handing.ask()
    handing.accept()
    gone = text_of(people["officer"], f"{page}?draft={'t' * 24}")
    assert "được chuyển theo cho cán bộ phụ trách" in gone
    assert "Bà kể rằng" not in gone

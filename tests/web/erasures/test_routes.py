"""Pages of erasures, and every page of an erased file: said plainly, never broken, nothing told."""

from __future__ import annotations

import os
import re
from http import HTTPStatus

from flask.testing import FlaskClient
from sqlalchemy import select

from caseapp import desk
from caseapp.records.erasures import ErasedMark
from caseapp.rules.access import Act
from caseapp.rules.matching import fold
from tests.factories.erasures import NAME, STORY, a_finished_file, city_people, erase
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, make_user, sign_in

MOST = 500 if os.environ.get("CASEAPP_TEST_LONG") == "1" else 30
IN_FILES = re.compile(r"/(children|cases|reports|referrals|files|kept)/")

SENT = {
    "ground": "asked", "request": "12/PYC", "reason": "Người giám hộ yêu cầu",
    "proceedings": "no", "complaint": "no",
}  # fmt: skip


def test_one_proposes_and_another_erases(house: House) -> None:
    child, _ = a_finished_file(house)
    first = sign_in(house, make_user(house, "supervisor", CITY))
    second = sign_in(house, make_user(house, "supervisor", CITY))
    refused = first.post("/erasures/new", data=SENT | {"code": child, "complaint": "yes"})
    assert refused.status_code == 422
    led = first.post("/erasures/new", data=SENT | {"code": child})
    assert led.status_code == 302
    page = led.location
    assert "decision" not in first.get(page).get_data(as_text=True)
    assert "sao lưu" in second.get(page).get_data(as_text=True)
    said = {"proceedings": "no", "complaint": "no"}
    assert first.post(f"{page}/decision", data=said).status_code == 422
    assert second.post(f"{page}/decision", data=said).status_code == 302
    for person in (first, second):
        assert child in person.get("/erasures").get_data(as_text=True)
        assert person.get(f"/children/{child}").status_code == 410
        assert person.get(page).status_code == 200


def test_people_of_the_ward_find_no_erasures(house: House) -> None:
    a_finished_file(house)
    for role in ("officer", "chair", "administrator"):
        person = sign_in(house, make_user(house, role, CITY if role == "administrator" else None))
        for path in ("/erasures", "/erasures/new", "/erasures/1"):
            assert person.get(path).status_code == 404


def test_no_page_breaks_or_tells_anything_after_it(house: House) -> None:
    child, told = a_finished_file(house)
    people = {role: sign_in(house, make_user(house, role)) for role in ("officer", "chair")}
    people["supervisor"] = sign_in(house, make_user(house, "supervisor", CITY))
    seen = {role: _crawl(client) for role, client in people.items()}
    assert all(told.case in "".join(pages) for pages in seen.values())
    erase(house, child, *city_people(house))
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        codes = set(door.session.scalars(select(ErasedMark.code)))
    assert {child, told.case, told.report} <= codes
    for role, client in people.items():
        found = _crawl(client)
        for path in sorted(seen[role].keys() | found.keys()):
            status, text = found.get(path) or _opened(client, path)
            assert status < 500, (role, path)
            told_still = [word for word in (NAME, STORY, fold(NAME)) if word in text]
            assert not told_still, (role, path)
        assert client.get(f"/cases/{told.case}").status_code == 410
        assert client.get(f"/reports/{told.report}").status_code == 410


def _opened(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, answer.get_data().decode(errors="replace")


def _crawl(client: FlaskClient) -> dict[str, tuple[int, str]]:
    """Follow links from the lists, those into files first; all of them in the long run."""
    waiting = ["/", "/children", "/cases", "/reports"]
    seen: dict[str, tuple[int, str]] = {}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        status, text = seen[path] = _opened(client, path)
        if status == HTTPStatus.OK:
            found = re.findall(r'href="(/[^"#]*)"', text)
            fresh = [
                link.replace("&amp;", "&")
                for link in found
                if "static" not in link and "sign-out" not in link and ".pdf" not in link
            ]
            waiting = [link for link in fresh if IN_FILES.match(link)] + waiting + fresh
    return seen

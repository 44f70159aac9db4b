"""The log's page: for the auditor, by numbers alone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import boxes, post_report, search, signed_in, text_of

CHILD = "Lý Thị Hạt Giống"


def narrowed(auditor: FlaskClient, **wish: str) -> str:
    return text_of(auditor, search(auditor, "/log", **wish))


def test_it_tells_who_did_what_and_names_no_child(house: House) -> None:
    officer = signed_in(house, "officer")
    code = post_report(officer, child_name=CHILD)
    officer.get("/children/TE-26-00000000")
    auditor = signed_in(house, "auditor")
    shown = text_of(auditor, "/log")
    for words in ("report.log", "report:1", "Phường Ninh Kiều", "child.read", "Bị từ chối"):
        assert words in shown
    assert CHILD not in shown
    assert auditor.get(f"/reports/{code}").status_code == 404


def test_it_is_narrowed_and_a_wrong_wish_is_named(house: House) -> None:
    post_report(signed_in(house, "officer"))
    auditor = signed_in(house, "auditor")
    rows = narrowed(auditor, act="report.log")
    assert "report:1" in rows
    assert "Không có mục nào như vậy" in narrowed(auditor, subject="report:99")
    assert "Không có mục nào như vậy" in narrowed(auditor, **boxes("day", "2020-2-1"))
    assert 'href="#' in auditor.get(search(auditor, "/log", **boxes("day", "2020-2-40"))).text
    for wish in ({"act": "nothing"}, {"actor": "\0\u202e"}):
        assert auditor.get(search(auditor, "/log", **wish)).status_code == 200, wish
    for odd in ("before=99999999999999", "before=x", "act=nothing", "actor=%00%E2%80%AE", "x=1"):
        assert auditor.get(f"/log?{odd}").status_code == 200, odd


def test_older_entries_follow_and_keep_the_wish(house: House) -> None:
    officer = signed_in(house, "officer")
    for _ in range(101):
        officer.get("/reports")
    auditor = signed_in(house, "auditor")
    page = auditor.get(search(auditor, "/log", act="report.list")).text
    assert page.count(">report.list<") >= 1
    link = page.partition('href="/log?')[2].partition('"')[0].replace("&amp;", "&")
    assert "sought=" in link
    assert "before=" in link
    assert '<option value="report.list" selected>' in auditor.get(f"/log?{link}").text


@pytest.mark.parametrize(
    "role", ["officer", "chair", "supervisor", "statistician", "administrator", "collaborator"]
)
def test_nobody_else_finds_it(house: House, role: str) -> None:
    assert signed_in(house, role).get("/log").status_code == 404

"""The manual as it is opened: by everybody, from every page, at the reader's own place."""

from __future__ import annotations

import re

import pytest

from caseapp.rules.access import Role
from caseapp.web.help_places import page_of
from caseapp.web.manual import book
from tests.factories.house import House
from tests.factories.web import client, signed_in
from tests.house.tree import ROOT


def test_it_is_read_without_signing_in_and_leaves_no_cookie(house: House) -> None:
    browser = client(house)
    for name in book.PAGES:
        answer = browser.get(f"/help/{name}")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        page = answer.get_data(as_text=True)
        assert f'href="/help/{name}"' not in page
        for source in re.findall(r'<img src="([^"]+)"', page):
            drawn = browser.get(f"/help/{source}")
            assert drawn.content_type == "image/png"
            assert drawn.get_data().startswith(b"\x89PNG")


def test_the_list_leads_to_every_page(house: House) -> None:
    page = client(house).get("/help").get_data(as_text=True)
    assert [name for name in book.PAGES if f'href="/help/{name}"' not in page] == []


@pytest.mark.parametrize("address", ["/help/nobody", "/help/pictures/none.png"])
def test_what_is_not_there_is_not_found(house: House, address: str) -> None:
    assert client(house).get(address).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_help_leads_to_the_page_of_the_role(house: House, role: Role) -> None:
    page = signed_in(house, role).get("/account").get_data(as_text=True)
    there = f"/help/{page_of(role)}" if page_of(role) else "/help"
    assert f'href="{there}">Trợ giúp</a>' in page


def test_help_leads_to_the_heading_about_the_page(house: House) -> None:
    page = signed_in(house, Role.OFFICER).get("/cases").get_data(as_text=True)
    assert 'href="/help/officer#lam-viec-voi-truong-hop">' in page


def test_a_refusal_does_not_tell_a_forbidden_page_from_a_missing_one(house: House) -> None:
    browser = signed_in(house, Role.OFFICER)
    found = [
        re.findall(r'href="(/help[^"]*)"', browser.get(address).get_data(as_text=True))
        for address in ("/cases/TH-26-AAAAAAAA", "/statistics/populations", "/nothing")
    ]
    assert found == [["/help/officer"]] * 3


def test_english_readers_are_told_that_it_is_vietnamese(house: House) -> None:
    browser = client(house)
    browser.set_cookie("caseapp_language", "en")
    page = browser.get("/help/chair").get_data(as_text=True)
    assert "The manual is in Vietnamese." in page
    assert 'lang="vi"' in page


def test_every_page_is_drawn_in_the_frame_that_bears_the_link() -> None:
    """A page of its own outside the frame would have no link: there is none but these."""
    alone = [
        str(path.relative_to(ROOT / "templates"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "<html" in path.read_text("utf-8") and "print" not in path.parts
    ]
    # An agency without an account answers on bare pages that lead nowhere else.
    assert alone == ["_layout/base.html", "answers/_bare.html"]

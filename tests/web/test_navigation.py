"""The main links are those of the role, and the page one stands on is marked."""

from __future__ import annotations

import re

import pytest

from tests.factories.house import House
from tests.factories.web import (
    CAI_KHE,
    CITY,
    NINH_KIEU,
    client,
    post_report,
    signed_in,
    text_of,
)

LINKS = {
    "officer": [
        "/",
        "/reports/new",
        "/reports",
        "/cases",
        "/children",
        "/referrals",
        "/indicators",
    ],
    "chair": [
        "/",
        "/reports/new",
        "/reports",
        "/cases",
        "/children",
        "/referrals",
        "/indicators",
    ],
    "supervisor": [
        "/",
        "/reports",
        "/cases",
        "/children",
        "/referrals",
        "/indicators",
        "/accounts/changes",
    ],
    "statistician": ["/", "/indicators"],
    "administrator": ["/", "/accounts", "/accounts/changes"],
}


def bar(page: str) -> list[tuple[str, bool]]:
    """The links of the navigation: address, and whether it is the page's own."""
    (navigation,) = re.findall(r"<nav[^>]*app-navigation.*?</nav>", page, re.DOTALL)
    items = re.findall(r"<a ([^>]*)>", navigation)
    return [(re.findall(r'href="([^"]*)"', item)[0], 'aria-current="' in item) for item in items]


@pytest.mark.parametrize("role", LINKS)
def test_each_role_has_its_links(house: House, role: str) -> None:
    page = signed_in(house, role).get("/").get_data(as_text=True)
    assert [address for address, _ in bar(page)] == LINKS[role]


def test_the_export_is_offered_to_who_may_make_one_of_the_whole_city(house: House) -> None:
    for unit, there in ((CITY, True), (NINH_KIEU, False)):
        page = signed_in(house, "supervisor", unit).get("/").get_data(as_text=True)
        assert ("/exports" in [address for address, _ in bar(page)]) is there


def test_the_home_page_s_link_says_how_much_is_new(house: House) -> None:
    chair = signed_in(house, "chair")
    assert "Việc cần làm (" not in text_of(chair, "/reports")
    post_report(signed_in(house, "officer"))
    assert "Việc cần làm (1)" in text_of(chair, "/")
    assert "Việc cần làm (1)" in text_of(chair, "/reports")  # as it was counted there
    chair.post("/language", data={"language": "vi"})
    assert "Việc cần làm (" not in text_of(chair, "/reports")  # what was sent may have changed it
    assert "Việc cần làm (" not in text_of(signed_in(house, "chair", CAI_KHE), "/reports")


def test_every_link_opens(house: House) -> None:
    for role, links in LINKS.items():
        browser = signed_in(house, role)
        pages = {link: browser.get(link) for link in links}
        assert {link: page.status_code for link, page in pages.items()} == dict.fromkeys(links, 200)
        for link, page in pages.items():  # ASVS 7.4.4: a way out from each
            assert 'action="/sign-out"' in page.text, link


def test_a_page_of_refusal_is_marked_nowhere(house: House) -> None:
    for path in ("/nowhere", "/reports/none", "/accounts"):
        page = signed_in(house, "officer").get(path).get_data(as_text=True)
        assert bar(page)
        assert not any(here for _, here in bar(page))


@pytest.mark.parametrize("path", ["/", "/reports/new", "/reports", "/cases", "/children"])
def test_the_page_one_stands_on_is_marked_once(house: House, path: str) -> None:
    page = signed_in(house, "officer").get(path).get_data(as_text=True)
    assert [address for address, here in bar(page) if here] == [path]


@pytest.mark.parametrize("path", ["/accounts", "/accounts/new", "/accounts/changes"])
def test_changes_of_accounts_have_a_mark_of_their_own(house: House, path: str) -> None:
    page = signed_in(house, "administrator").get(path).get_data(as_text=True)
    marked = "/accounts/changes" if path.endswith("changes") else "/accounts"
    assert [address for address, here in bar(page) if here] == [marked]


def test_who_is_signed_in_stands_on_every_page(house: House) -> None:
    page = signed_in(house, "officer", NINH_KIEU).get("/reports").get_data(as_text=True)
    assert "Người dùng officer-" in page
    assert "Phường Ninh Kiều" in page
    assert "/sign-out" in page


def test_a_stranger_sees_no_links_and_no_way_out(house: House) -> None:
    page = client(house).get("/sign-in").get_data(as_text=True)
    assert "/reports" not in page
    assert "/sign-out" not in page

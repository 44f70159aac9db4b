"""Where "Help" leads: every role to its page, every slice named to one that is there."""

from __future__ import annotations

import pytest

from caseapp.app import SLICES
from caseapp.rules.access import Role
from caseapp.web.help_places import PLACES, help_url, page_of
from caseapp.web.manual.book import PAGES
from tests.factories.house import House


def test_every_page_has_places_and_every_place_a_slice() -> None:
    assert set(PLACES) == set(PAGES)
    assert {name for places in PLACES.values() for name in places} <= set(SLICES)


def test_the_four_roles_have_a_page_each_and_who_has_none_the_list() -> None:
    four = (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR, Role.STATISTICIAN)
    assert tuple(page_of(role) for role in four) == PAGES
    assert page_of(Role.AUDITOR) == page_of(None) == ""


@pytest.mark.parametrize(
    ("role", "slice_name", "expected"),
    [
        (Role.OFFICER, "plans", "/help/officer#ke-hoach-ho-tro-can-thiep"),
        (Role.DEPUTY, "plans", "/help/chair#quyet-dinh-ve-ke-hoach"),
        (Role.CHAIR, "account", "/help/chair"),
        (Role.ADMINISTRATOR, "plans", "/help"),
        (None, None, "/help"),
    ],
)
def test_help_leads(house: House, role: Role | None, slice_name: str | None, expected: str) -> None:
    with house.app.test_request_context():
        assert help_url(role, slice_name) == expected

"""Only the exact word asks for the file's own copy; its link is for who may see the place."""

from __future__ import annotations

import pytest
from flask import g

from caseapp.rules.copies import Copy
from caseapp.web.copy_asked import copy_asked
from tests.factories.house import House
from tests.factories.measures import separated
from tests.factories.web import make_user, post_case, post_report, sign_in


@pytest.mark.parametrize(
    ("query", "copy"),
    [
        ("", Copy.SERVED),
        ("copy=file", Copy.FILE),
        ("copy=served", Copy.SERVED),
        ("copy=FILE", Copy.SERVED),
        ("copy=", Copy.SERVED),
        ("place=1", Copy.SERVED),
        ("copy=served&copy=file", Copy.SERVED),
    ],
)
def test_what_is_not_clearly_asked_for_is_handed_out(house: House, query: str, copy: Copy) -> None:
    with house.app.test_request_context(f"/?{query}"):
        assert copy_asked() is copy
        assert not g.get("copy")


def test_both_copies_are_linked_from_their_page(house: House) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    chair = sign_in(house, make_user(house, "chair"))
    case = f"/cases/{post_case(officer, post_report(officer))}"
    address = separated(officer, chair, case)
    page = officer.get(address).get_data(as_text=True)
    assert f'href="{address}/form-07.pdf"' in page
    assert f'href="{address}/form-07.pdf?copy=file"' in page

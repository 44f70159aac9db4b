"""A name for whoever did something; none for what no person entered."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.rules.access import Act
from tests.factories.children import officer_of
from tests.factories.house import NOW, House


def test_an_account_has_its_name_and_nobody_has_none(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context(), desk.reading(officer, Act.CASE_LIST, now=NOW) as door:
        assert name_of(door, officer.user_id) == officer.name
        assert name_of(door, None) == ""
        assert name_of(door, 9_999) == ""

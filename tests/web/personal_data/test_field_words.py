"""Every field that a correction compares has words."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.data_corrections import fields_of
from caseapp.records.children import Child
from caseapp.rules.access import Act
from caseapp.web.personal_data.field_words import FIELD_WORDS
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House


def test_no_field_is_without_words(house: House) -> None:
    code = enter_child(house, officer_of(house))
    with house.app.app_context(), desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
        assert set(fields_of(door, door.find(Child, code=code))) == set(FIELD_WORDS)

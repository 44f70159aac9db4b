"""Buttons ask the same policy as the door."""

from __future__ import annotations

import pytest
from flask import g
from werkzeug.exceptions import NotFound

from caseapp.casework.sessions import Person
from caseapp.rules.access import Act, Role
from caseapp.web.rights import allowed, insist
from tests.factories.house import House, an_actor


def test_an_officer_is_allowed_in_the_own_unit_only(house: House) -> None:
    with house.app.test_request_context():
        actor = an_actor(Role.OFFICER, 31135)
        g.person = Person(actor, "officer", "vi", "officer", "Phường Ninh Kiều", 31135)
        assert allowed(Act.CASE_EDIT)
        assert allowed(Act.CASE_EDIT, 31135)
        assert not allowed(Act.CASE_EDIT, 31120)
        assert not allowed(Act.CASE_CLOSE, 31135)
        insist(Act.CASE_EDIT, 31135)
        with pytest.raises(NotFound):
            insist(Act.CASE_EDIT, 31120)

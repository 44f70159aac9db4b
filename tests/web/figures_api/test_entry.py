"""Who asks: a token counts alone, whatever session comes with it."""

from __future__ import annotations

import pytest

from caseapp.casework.limits import Refused
from caseapp.casework.sessions import Person
from caseapp.rules.access import Denied, Role
from caseapp.rules.token_scopes import TokenScope
from caseapp.web.figures_api.entry import Nobody, holder, let_in
from tests.factories.house import House, an_actor
from tests.web.figures_api.programs import WARD, a_program


def a_person(role: Role) -> Person:
    return Person(an_actor(role), "x", "vi", role, "", 92)


def test_token_session_and_nobody(house: House) -> None:
    from flask import g

    program = a_program(house, TokenScope(WARD))
    bearer = {"Authorization": f"bearer {program.token}"}
    with house.app.test_request_context(headers=bearer):
        g.person = a_person(Role.OFFICER)
        let_in()
        assert holder().scope == TokenScope(WARD)
        assert holder().actor.by_token == 1
    for headers, role, refusal in (
        ({}, None, Nobody),
        ({}, Role.OFFICER, Denied),
        ({"Authorization": "Bearer x"}, Role.STATISTICIAN, Refused),
        ({"Authorization": "Token x"}, Role.STATISTICIAN, Refused),
    ):
        with house.app.test_request_context(headers=headers):
            g.person = a_person(role) if role else None
            with pytest.raises(refusal):
                let_in()
    with house.app.test_request_context():
        g.person = a_person(Role.STATISTICIAN)
        let_in()
        assert (holder().scope, holder().actor.by_token) == (TokenScope(), None)

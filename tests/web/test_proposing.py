"""Whose word is awaited, for the buttons of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import g

from caseapp.casework.proposal_views import ProposalView
from caseapp.casework.sessions import Person
from caseapp.rules.access import Actor, Role
from caseapp.web.proposing import MistakeForm, is_proposed, verdict_form, waiting
from tests.factories.house import NOW, House, an_actor

WARD = 31135
ONE = ProposalView(1, "no_case", "proposed", Role.CHAIR, "x", NOW, "Thử", 7, None, "", "")


@pytest.mark.parametrize(
    ("role", "user", "proposal", "shown"),
    [
        (Role.CHAIR, 8, ONE, True),
        (Role.CHAIR, 7, ONE, False),  # who proposed it
        (Role.OFFICER, 8, ONE, False),
        (Role.SUPERVISOR, 8, ONE, False),
        (Role.SUPERVISOR, 8, replace(ONE, decides=Role.SUPERVISOR), True),
        (Role.CHAIR, 8, replace(ONE, state="agreed"), False),
    ],
)
def test_the_decision_is_shown_to_whose_word_it_is(
    house: House, role: Role, user: int, proposal: ProposalView, *, shown: bool
) -> None:
    actor = Actor(user, "Thử", an_actor(role, WARD).grants)
    with house.app.test_request_context():
        g.person = Person(actor, role, "vi", role, "Phường Ninh Kiều", WARD)
        assert bool(waiting([proposal], WARD)) == shown
        assert waiting([proposal], 31120) == []
        assert waiting([proposal], WARD, "mistake") == []


def test_what_waits_is_not_proposed_again() -> None:
    assert is_proposed([ONE], "no_case")
    assert not is_proposed([ONE], "mistake")
    assert not is_proposed([replace(ONE, state="lapsed")], "no_case")


def test_a_reason_and_an_answer_are_asked(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context(method="POST", data={}):
        for form, asked in ((MistakeForm(), ["reason"]), (verdict_form(), ["agree", "reason"])):
            assert not form.validate()
            assert sorted(form.errors) == asked

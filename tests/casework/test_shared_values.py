"""Home and carer are not told where they may be the danger."""

from __future__ import annotations

import pytest

from caseapp.casework.disclosures import Choice, choose_sharing, read_sharing
from caseapp.casework.hidden_names import hide_name
from caseapp.casework.referrals import Answer, move_referral
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.casework.test_consent_bars import accuse
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.people import MOTHER, add, child_of
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.web import CITY, make_user

NEAR = Choice(("name", "home", "carer"), "duty", "Cần đón trẻ")


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


def near(house: House, officer: Actor, code: str) -> bool:
    with house.app.app_context():
        view = read_sharing(officer, code, now=NOW)
        assert ("carer" in view.values) <= view.near
        return view.near


@pytest.mark.parametrize("danger", ["suspect", "hidden", "stranger"])
def test_a_carer_who_is_the_danger_is_not_offered_and_not_sent(
    house: House, officer: Actor, danger: str
) -> None:
    case = open_a_case(house, officer)
    child = child_of(house, case)
    add(house, officer, child, name=MOTHER, relation="mother", cares=True)
    code = draft(house, officer, case, add_agency(house), NEAR)
    assert near(house, officer, code)
    if danger == "hidden":
        with house.app.app_context():
            hide_name(SYSTEM, child, reason="Bị đe dọa", now=NOW)
    else:
        accuse(
            house, officer, child, Suspect("no", MOTHER if danger == "suspect" else "Trần Văn Tư")
        )
    free = danger == "stranger"
    assert near(house, officer, code) is free
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        if free:
            return move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
        with pytest.raises(RuleBroken, match="are not shared"):
            move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
        with pytest.raises(RuleBroken, match="are not shared"):
            choose_sharing(officer, code, NEAR, version=2, now=NOW)
    return None

"""A fresh code before an act that must be nobody else's: once, counted, refused at its field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.emergency import open_file
from caseapp.casework.fresh_factor import Fresh, asks_factor, prove
from caseapp.rules.outcomes import AlreadyDone
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.signing import HERE, code_at, give_factor
from tests.factories.web import CAI_KHE, key, make_user

WHY = "Cháu bị thương, đang ở bệnh viện"


def test_a_code_serves_once_and_a_wrong_one_opens_nothing(house: House) -> None:
    case = open_a_case(house, officer_of(house))
    name = make_user(house, "officer", CAI_KHE)
    secret, _ = give_factor(house, name)
    actor, post = actor_of(house, name), key()
    good = Fresh(code_at(secret, NOW), HERE, NOW)
    with house.app.app_context():
        assert asks_factor(actor, demanded=False)
        with pytest.raises(RuleBroken) as wrong:
            open_file(actor, case, reason=WHY, now=NOW, fresh=Fresh("000000", HERE, NOW))
        assert wrong.value.field == "factor"
        open_file(actor, case, reason=WHY, now=NOW, post=post, fresh=good)
        with pytest.raises(AlreadyDone):  # the same form again asks for no new code
            open_file(actor, case, reason=WHY, now=NOW, post=post, fresh=good)
        with pytest.raises(RuleBroken):  # the code was looked at over a shoulder
            prove(actor, good, now=NOW)
        later = NOW + timedelta(seconds=90)
        prove(actor, Fresh(code_at(secret, later), HERE, later), now=later)


def test_who_has_none_is_asked_only_where_everybody_is(house: House) -> None:
    actor = officer_of(house)
    with house.app.app_context():
        assert not asks_factor(actor, demanded=False)
        prove(actor, Fresh("", HERE, NOW), now=NOW)
        with pytest.raises(RuleBroken, match="Set up"):
            prove(actor, Fresh("", HERE, NOW, demanded=True), now=NOW)


def test_ten_wrong_codes_must_wait(house: House) -> None:
    name = make_user(house, "officer")
    secret, _ = give_factor(house, name)
    actor = actor_of(house, name)
    with house.app.app_context():
        for _ in range(10):
            with pytest.raises(RuleBroken):
                prove(actor, Fresh("000000", HERE, NOW), now=NOW)
        with pytest.raises(RuleBroken, match="Too many"):
            prove(actor, Fresh(code_at(secret, NOW), HERE, NOW), now=NOW)

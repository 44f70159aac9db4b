"""Made-up data show the list of hand-outs and a token."""

from __future__ import annotations

from caseapp.casework.acting import actor_named
from caseapp.casework.api_tokens import list_own
from caseapp.cli.demo_handed import hand_out_last_year
from caseapp.exchange.figure_hand_outs import list_hand_outs
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import make_user


def test_two_hand_outs_and_a_token_stand_there(house: House) -> None:
    make_user(house, "statistician", username="thongke")
    with house.app.app_context():
        freeze(SYSTEM, Period.parse("2025"), "received", reason="", seen=0, now=NOW)
        hand_out_last_year(house.path, NOW)
        actor = actor_named("thongke", None)
        rows = list_hand_outs(actor, now=NOW)
        (token,) = list_own(actor, now=NOW, clock=NOW)
    assert [(row.form, row.frozen, row.period) for row in rows] == [
        ("dhis2", 1, "2025"), ("csv", 1, "2025"),
    ]  # fmt: skip
    assert token.scope.frozen_only
    assert not token.over

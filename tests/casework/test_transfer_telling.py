"""Who decides is told by name: every supervisor of both units who took no part."""

from __future__ import annotations

from tests.factories.children import actor_of
from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, make_user


def test_who_is_told_of_a_refusal(handing: Handing) -> None:
    house = handing.house
    one_side = [
        actor_of(house, make_user(house, "supervisor", unit)) for unit in ("31135", CAI_KHE)
    ]
    handing.ask()
    handing.refuse()
    assert [handing.told(person) for person in one_side] == [set(), set()]
    assert handing.told(handing.second) == {"transfer_contested"}
    assert handing.told(handing.other_officer) == set()
    assert "transfer_refused" in handing.told(handing.officer)

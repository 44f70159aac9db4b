"""A case's page offers each person the step of its transfer that is theirs, and no other."""

from __future__ import annotations

import re

from tests.factories.children import actor_of
from tests.factories.house import House
from tests.factories.transfers import a_handing
from tests.factories.web import CITY, make_user, sign_in


def offered(house: House, name: str, code: str) -> set[str]:
    page = sign_in(house, name).get(f"/cases/{code}").get_data(as_text=True)
    return set(re.findall(rf"/transfers/{code}/([a-z]+)", page))


def test_who_may_take_which_step(house: House) -> None:
    handing = a_handing(house)
    officer, supervisor = make_user(house, "officer"), make_user(house, "supervisor", CITY)

    def steps() -> list[set[str]]:
        return [
            offered(house, who, handing.case) for who in (officer, handing.chair_name, supervisor)
        ]

    assert steps() == [set(), {"request"}, {"proposal"}]
    handing.ask()
    assert steps() == [set(), {"withdrawal"}, set()]
    handing.refuse()
    assert steps() == [set(), {"withdrawal"}, {"decision"}]
    handing.decide(actor_of(house, supervisor), passes=False)
    assert steps() == [set(), {"request"}, {"proposal"}]

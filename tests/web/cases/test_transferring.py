"""A case's page offers each person the step of its transfer that is theirs, and no other."""

from __future__ import annotations

import re

from tests.factories.transfers import Handing
from tests.factories.web import sign_in


def test_who_may_take_which_step(handing: Handing) -> None:
    people = ("officer", "chair", "supervisor")
    browsers = [sign_in(handing.house, handing.names[who]) for who in people]

    def steps() -> list[set[str]]:
        pages = [browser.get(f"/cases/{handing.case}").text for browser in browsers]
        return [set(re.findall(rf"/transfers/{handing.case}/([a-z]+)", page)) for page in pages]

    assert steps() == [set(), {"request"}, {"proposal"}]
    handing.ask()
    assert steps() == [set(), {"withdrawal"}, set()]
    handing.refuse()
    assert steps() == [set(), {"withdrawal"}, {"decision"}]
    handing.decide(handing.supervisor, passes=False)
    assert steps() == [set(), {"request"}, {"proposal"}]

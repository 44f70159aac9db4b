"""The supervisor's list: pairs that wait, who was pointed at whom, and that two are two."""

from __future__ import annotations

import pytest

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.notices import list_own
from caseapp.casework.twin_pairs import list_twins, set_apart
from caseapp.casework.twin_rounds import watch_twins
from caseapp.casework.twins import KnownAlready
from caseapp.rules.access import Denied
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, CITY, make_user

NUMBER = "092215001234"


def test_pairs_and_previews_are_listed_for_who_may_open_both(house: House) -> None:
    watcher, kept = (make_user(house, "supervisor", CITY) for _ in range(2))
    own, other = officer_of(house), officer_of(house, CAI_KHE)
    known = enter_child(house, own, personal_id=NUMBER)
    with house.app.app_context():
        watch_twins(now=NOW)
    with pytest.raises(KnownAlready):
        enter_child(house, other, area_code=CAI_KHE, distinct=False)
    new = enter_child(house, other, area_code=CAI_KHE, full_name="Lê Bé", personal_id=NUMBER)
    with house.app.app_context():
        watch_twins(now=NOW)
        mark_conflict(SUPERVISOR, "child", known, username=kept, reason="x", now=NOW)
        supervisor = actor_of(house, watcher)
        seen = list_twins(supervisor, now=NOW)
        [pair], [line] = seen.pairs, seen.previews
        assert (pair.new.code, pair.known.code, pair.reasons) == (new, known, ("number",))
        assert (line.person, line.child.code) == (other.name, known)
        assert (list_twins(actor_of(house, kept), now=NOW).pairs) == []
        assert list_twins(actor_of(house, kept), now=NOW).previews == []
        with pytest.raises(Denied):
            list_twins(own, now=NOW)
        set_apart(supervisor, pair.number, now=NOW)
        assert list_twins(supervisor, now=NOW).pairs == []
        assert list_own(supervisor, now=NOW) == []

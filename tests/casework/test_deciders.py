"""Who may be named as the one who decided: by role on the day, and not whom the file is kept from."""

from __future__ import annotations

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.deciders import list_deciders
from tests.factories.first_hours import RECEIVED, a_night
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, make_user


def test_the_chairs_of_the_unit_but_not_the_one_from_whom_it_is_kept(house: House) -> None:
    night = a_night(house)
    make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        names = [each.username for each in list_deciders(night.officer, night.report, now=NOW)]
        assert names == ["chair", "other"]
        mark_conflict(
            night.supervisor, "report", night.report, username="chair", reason="Bị tố giác",
            now=RECEIVED,
        )  # fmt: skip
        names = [each.username for each in list_deciders(night.officer, night.report, now=NOW)]
        assert names == ["other"]

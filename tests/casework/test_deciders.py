"""Who may be named as the one who decided: by role on the day, and not whom the file is kept from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.deciders import list_deciders
from caseapp.casework.namings import end_naming
from caseapp.records.cases import Measure
from caseapp.records.standing_in import Naming
from caseapp.rules.values import RuleBroken
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, a_night
from tests.factories.house import NOW, House
from tests.factories.naming import make_deputy
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user


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


@pytest.mark.parametrize(
    ("after", "able"),
    [(-SECOND, False), (timedelta(), True), (HOUR - SECOND, True), (HOUR, False)],
)
def test_a_deputy_is_asked_for_the_term_at_the_moment_of_the_decision(
    house: House, after: timedelta, able: bool
) -> None:
    night = a_night(house)
    make_deputy(house, night.chair, "pho")  # from NOW on
    with house.app.app_context():
        ((number,),) = kept(house, select(Naming.id))
        end_naming(night.chair, NINH_KIEU, number, now=NOW + HOUR)
    entered = NOW + 9 * HOUR  # long after the term
    with house.app.app_context():
        people = list_deciders(night.officer, night.report, now=entered)
    assert ("pho", True) in [(each.username, each.deputy) for each in people]
    if able:
        night.record(NOW + after, now=entered, decided_by="pho")
        assert kept(house, select(Measure.naming_id)) == [(number,)]
        (made,) = night.seen(entered).decisions
        assert made.decided_by.startswith("KT. CHỦ TỊCH")
        return
    with pytest.raises(RuleBroken) as broken:
        night.record(NOW + after, now=entered, decided_by="pho")
    assert broken.value.field == "decided_by"

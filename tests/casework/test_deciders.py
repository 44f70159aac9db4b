"""Who may be named as the one who decided: by role on the day, and not whom the file is kept from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.deciders import list_deciders
from caseapp.casework.intake import Intake
from caseapp.casework.namings import end_naming
from caseapp.casework.reports import log_report
from caseapp.casework.spoken_decisions import Spoken, record_decision
from caseapp.casework.suspects import Suspect
from caseapp.records.cases import Measure
from caseapp.records.standing_in import Naming
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.first_hours import HOUR, RECEIVED, SECOND, a_night
from tests.factories.house import NOW, House
from tests.factories.naming import make_deputy
from tests.factories.reports import kept, told
from tests.factories.rows import CAI_KHE as THERE
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


def test_the_chair_of_another_unit_who_stands_in_for_this_file_can_be_named(house: House) -> None:
    make_user(house, "chair", username="chair")
    make_user(house, "chair", CAI_KHE, username="there")
    officer = actor_of(house, make_user(house, "officer"))
    given = Spoken("none", NOW, "there", "telephone", "Chị Lài", "x")
    with house.app.app_context():
        suspect = Intake(Suspect("yes"), ("chair",), frozenset({f"unit:{THERE}"}))
        report = log_report(officer, told(event_area=CAI_KHE), intake=suspect, now=NOW)
        assert [each.username for each in list_deciders(officer, report, now=NOW)] == ["there"]
        record_decision(officer, report, given, now=NOW)
        other = log_report(officer, told(), now=NOW)
        with pytest.raises(RuleBroken):
            record_decision(officer, other, given, now=NOW)

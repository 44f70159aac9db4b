"""Reading a report: who sees what, and what is written down of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.outcomes import Missing
from caseapp.casework.report_list import Page, list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report
from caseapp.rules.access import Actor, Denied, Role
from tests.factories.children import officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import (
    CHAIR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    last_logged,
    log_one,
    told,
)
from tests.factories.rows import CAI_KHE


@pytest.mark.parametrize(
    ("reader", "hidden"), [(OFFICER, False), (CHAIR, False), (SUPERVISOR, True)]
)
def test_who_told_us_is_for_the_officer_and_the_chair(
    house: House, reader: Actor, hidden: bool
) -> None:
    code = log_one(house)
    with house.app.app_context():
        view = read_report(reader, code, now=NOW)
    assert view.reporter_hidden is hidden
    assert ("Bà Tư Bánh Mì" in view.answers.values()) is not hidden
    assert ("reporter_consents" in view.answers) is not hidden
    assert view.answers["child_state"] == "Bầm tím ở tay"


def test_a_chairs_right_in_one_ward_names_no_reporter_of_another(house: House) -> None:
    code = log_one(house)
    chair_elsewhere = an_actor(Role.CHAIR, CAI_KHE)
    both = Actor(None, "both", SUPERVISOR.grants + chair_elsewhere.grants)
    with house.app.app_context():
        assert read_report(both, code, now=NOW).reporter_hidden


def test_another_ward_finds_nothing_and_each_read_is_written_down(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        with pytest.raises(Missing):
            read_report(STRANGER, code, now=NOW)
        with pytest.raises(Missing):
            read_report(STRANGER, "BC-26-00000000", now=NOW)
        read_report(CHAIR, code, now=NOW)
        assert list_reports(STRANGER, now=NOW) == Page([], "")
        with pytest.raises(Denied):
            read_report(an_actor(Role.STATISTICIAN), code, now=NOW)
        assert last_logged(5) == [
            ("test-statistician", "report.read", "denied"),
            ("stranger", "report.list", "done"),
            ("test-chair", "report.read", "done"),
            ("stranger", "report.read", "denied"),
            ("stranger", "report.read", "denied"),
        ]


def test_who_entered_a_report_stays_and_the_day_is_that_of_the_newest_version(house: House) -> None:
    first, second = (officer_of(house) for _ in range(2))
    code = log_one(house, by=first)
    later = NOW + timedelta(days=2)
    with house.app.app_context():
        version = read_report(first, code, now=NOW).version
        amend_report(second, code, told(), version=version, now=later)
        view = read_report(SUPERVISOR, code, now=later)
    assert view.entered_by == first.name
    assert (view.entered_at, view.answers_entered_at) == (NOW, later)

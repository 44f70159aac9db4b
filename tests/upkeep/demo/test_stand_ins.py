"""The demo's deputies and stand-in, and the report that one person handled."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.lone_reports import list_lone
from caseapp.casework.naming_reading import list_standing
from caseapp.casework.standing_in import deputies
from caseapp.rules.access import Act
from caseapp.upkeep.demo.wards import DOZEN
from tests.factories.house import NOW
from tests.factories.reports import SUPERVISOR
from tests.upkeep.demo.conftest import Demo


def test_one_deputy_is_in_force_one_comes_later_and_an_officer_has_a_stand_in(demo: Demo) -> None:
    with demo.house.app.app_context():
        views = list_standing(SUPERVISOR, now=NOW)
        with desk.reading(SUPERVISOR, Act.CASE_LIST, now=NOW) as door:
            (deputy,) = deputies(door, DOZEN[0], NOW)
    states = [(view.role, view.unit_code, view.state) for view in views]
    first, fifth = str(DOZEN[0]), str(DOZEN[4])
    assert sorted(states) == [
        ("chair", first, "later"), ("chair", first, "now"), ("officer", fifth, "now"),
    ]  # fmt: skip
    assert deputy.username == "phochutich.ninhkieu"


def test_a_report_that_the_chair_handled_alone_waits_for_its_review(demo: Demo) -> None:
    with demo.house.app.app_context():
        (view,) = list_lone(SUPERVISOR, now=NOW)
    assert view.reviewed_at is None
    assert demo.one("SELECT full_name FROM users WHERE username = 'chutich.cairang'") == view.person

"""A step's page is not there for who may read the plans but not take it."""

from __future__ import annotations

from tests.factories.children import officer_of
from tests.factories.house import House
from tests.factories.plans import submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import last_logged
from tests.factories.web import signed_in


def test_an_officer_may_read_and_not_decide_and_it_is_written_down(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    submitted(house, officer, case)
    browser = signed_in(house, "officer")
    assert browser.get(f"/cases/{case}/plans/1").status_code == 200
    assert browser.get(f"/cases/{case}/plans/1/decision").status_code == 404
    with house.app.app_context():
        ((_, act, outcome),) = last_logged()
    assert (act, outcome) == ("plan.decide", "denied")

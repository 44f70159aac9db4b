"""The tasks of the register of help: one line for a unit, with how many wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from caseapp.casework.assistance import record_assistance
from caseapp.casework.tasks import help_to_confirm
from caseapp.rules.values import LOCAL
from tests.casework.test_assistance import ALLOWANCE
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU


def test_help_that_nobody_confirmed_for_a_year_is_one_line(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        record_assistance(actor, code, ALLOWANCE, now=NOW)
        other = replace(ALLOWANCE, kind="education")
        record_assistance(actor, code, other, now=NOW + timedelta(days=3))
        year = NOW + timedelta(days=365)
        assert help_to_confirm(actor, year - timedelta(days=1)) == []
        (one,) = help_to_confirm(actor, year)
        (both,) = help_to_confirm(actor, year + timedelta(days=3))
    assert (one.code, one.about, both.about) == (NINH_KIEU, "1", "2")
    assert one.since == both.since == datetime(2027, 11, 23, tzinfo=LOCAL)
    assert one.since.date() == date(2027, 11, 23)

"""Help that runs is confirmed once a year, and is a task of the unit until it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.assistance import AssistanceEntry, end_assistance, record_assistance
from caseapp.casework.assistance_confirming import confirm_running, list_to_confirm
from caseapp.casework.assistance_register import read_running
from caseapp.casework.home import gather
from caseapp.rules.values import RuleBroken
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU

RUNS = AssistanceEntry("monthly_allowance", date(2024, 5, 1), None, True, "UBND", "")
LATER = NOW + timedelta(days=366)


def test_what_runs_is_confirmed_once_a_year_and_is_a_task_until_then(house: House) -> None:
    actor = officer_of(house)
    code, other = enter_child(house, actor), enter_child(house, actor, full_name="Bé Hai")
    with house.app.app_context():
        for child in (code, other):
            record_assistance(actor, child, RUNS, now=NOW)
        assert list_to_confirm(actor, now=NOW) == []  # who enters it says that it runs
        (task,) = [task for task in gather(actor, now=LATER).tasks if task.kind == "confirm_help"]
        assert (task.code, task.about) == (NINH_KIEU, "2")
        view = read_running(actor, NINH_KIEU, now=LATER)
        assert [line.due for line in view.lines] == [True, True]
        one, two = (line.id for line in view.lines)
        with pytest.raises(RuleBroken):
            confirm_running(actor, NINH_KIEU, [], now=LATER)
        assert confirm_running(actor, NINH_KIEU, [one, one, 9_999], now=LATER) == "1"
        assert confirm_running(actor, NINH_KIEU, [one], now=LATER) == "0"
        after = read_running(actor, NINH_KIEU, now=LATER)
        assert [(line.id, line.due) for line in after.lines] == [(two, True), (one, False)]
        last = date(2026, 12, 31)
        end_assistance(actor, view.lines[1].code, two, last_day=last, now=LATER)
        assert list_to_confirm(actor, now=LATER) == []
        assert [line.id for line in read_running(actor, NINH_KIEU, now=LATER).lines] == [one]

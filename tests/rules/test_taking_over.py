"""Paper files: their stages in the law's order, and which clocks belong to the time before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.forms.registry import form
from caseapp.rules.taking_over import FIRST_REPORT, STAGES, check_stages, ended_before_use
from caseapp.rules.values import LOCAL, RuleBroken

TODAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=LOCAL)


def test_a_clock_belongs_to_the_time_before_when_it_ended_before_that_day() -> None:
    assert ended_before_use(MIDNIGHT - timedelta(seconds=1), TODAY)
    assert not ended_before_use(MIDNIGHT, TODAY)
    assert not ended_before_use(MIDNIGHT - timedelta(days=400), None)


def test_stages_may_be_left_out_and_fall_on_one_day() -> None:
    check_stages(date(2026, 3, 1), {}, TODAY)
    check_stages(date(2026, 3, 1), dict.fromkeys(STAGES, date(2026, 3, 2)), TODAY)
    check_stages(TODAY, {"received": date(2026, 3, 1), "planned": TODAY}, TODAY)


@pytest.mark.parametrize(
    ("opened", "days", "field"),
    [
        (TODAY + timedelta(days=1), {}, "opened_on"),
        (TODAY, {"reviewed": TODAY + timedelta(days=1)}, "reviewed_on"),
        (TODAY, {"received": TODAY, "approved": date(2026, 11, 22)}, "approved_on"),
        (TODAY, {"planned": TODAY, "approved": date(2026, 11, 22)}, "approved_on"),
    ],
)
def test_a_day_to_come_or_out_of_order_is_refused_at_its_field(
    opened: date, days: dict[str, date | None], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_stages(opened, days, TODAY)
    assert broken.value.field == field


def test_the_first_report_is_as_old_as_its_form() -> None:
    assert form("01", FIRST_REPORT)
    with pytest.raises(KeyError):
        form("01", FIRST_REPORT - timedelta(days=1))

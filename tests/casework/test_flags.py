"""Flags: set and lifted with a reason, raised by the birthday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import read_case
from caseapp.casework.flags import lift_flag, read_flags, set_flag
from caseapp.records.flags import CaseFlag
from caseapp.rules.access import Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, HOUR, STRANGER, SUPERVISOR, kept

WHY = "Cháu nói không muốn sống nữa"


def test_a_flag_stands_with_its_reason_until_it_is_lifted(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        set_flag(officer, case, flag="suicide_threat", reason=WHY, now=NOW)
        with pytest.raises(RuleBroken) as again:
            set_flag(officer, case, flag="suicide_threat", reason=WHY, now=NOW)
        assert again.value.field == "flag"
        (row,) = read_case(CHAIR, case, now=NOW).flags
        assert (row.flag, row.reason, row.by) == ("suicide_threat", WHY, officer.name)
        lift_flag(officer, case, row.number, reason="Đã ổn định", now=NOW + HOUR)
        with pytest.raises(Missing):
            lift_flag(officer, case, row.number, reason="Đã ổn định", now=NOW + HOUR)
        view = read_case(officer, case, now=NOW + HOUR)
    assert view.flags == []
    told = [(e.kind, e.detail, e.text) for e in view.events if e.kind.startswith("flag_")]
    assert told == [
        ("flag_lifted", "suicide_threat", "Đã ổn định"),
        ("flag_set", "suicide_threat", WHY),
    ]
    assert all(
        b"kh\xc3\xb4ng" not in (cell or b"") for (cell,) in kept(house, select(CaseFlag.reason))
    )


@pytest.mark.parametrize(
    ("flag", "reason", "field"), [("nonsense", WHY, "flag"), ("weapon", " ", "reason")]
)
def test_a_flag_of_the_list_with_a_reason(house: House, flag: str, reason: str, field: str) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            set_flag(officer, case, flag=flag, reason=reason, now=NOW)
        assert broken.value.field == field
        for actor, refusal in ((CHAIR, Denied), (SUPERVISOR, Denied), (STRANGER, Missing)):
            with pytest.raises(refusal):
                set_flag(actor, case, flag="weapon", reason=WHY, now=NOW)


def test_the_birthday_raises_a_flag_and_takes_nothing_out(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)  # born on 5 September 2015
    turns = NOW.replace(year=2031, month=9, day=5)
    for day, flag in ((turns - timedelta(days=30), "soon_sixteen"), (turns, "sixteen")):
        with house.app.app_context():
            (row,) = read_flags(officer, case, now=day)
            assert (row.number, row.flag) == (0, flag)
            assert read_case(officer, case, now=day).state == "open"
    assert date(2031, 9, 5) == turns.date()

"""The log of breaches: what is refused, what is late, and that nothing is told of it to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp.casework.data_breaches import (
    NewBreach,
    add_to_breach,
    list_untold,
    read_breach,
    record_breach,
)
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CITY, make_user

FOUND = NewBreach(NOW - timedelta(days=3), "lost", 4, "Mất máy", "4 hồ sơ", "")


def test_what_is_refused_and_when_it_is_late(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    wrong = (
        {"kind": "x"}, {"people": -1}, {"happened": ""}, {"whose": " "},
        {"found_at": NOW + timedelta(minutes=1)}, {"happened": "x" * 10_001},
    )  # fmt: skip
    with house.app.app_context():
        for fields in wrong:
            with pytest.raises(RuleBroken):
                record_breach(supervisor, replace(FOUND, **fields), now=NOW)  # type: ignore[arg-type]  # fields by name
        with pytest.raises(Denied):
            record_breach(officer_of(house), FOUND, now=NOW)
        code = record_breach(supervisor, FOUND, now=NOW)
        assert not read_breach(supervisor, code, now=NOW).late
        later = NOW + timedelta(seconds=1)
        assert [each.late for each in list_untold(supervisor, now=later)] == [True]
        at = NOW - timedelta(days=1)
        add_to_breach(supervisor, code, kind="measure", at=at, text="Khóa máy", now=later)
        assert len(list_untold(supervisor, now=later)) == 1
        add_to_breach(supervisor, code, kind="told", at=at, text="Số 9", now=later)
        assert list_untold(supervisor, now=later) == []
        view = read_breach(supervisor, code, now=later)
        assert [each.text for each in view.addenda] == ["Khóa máy", "Số 9"]
        assert not view.late


def test_what_was_entered_by_mistake_is_taken_back_and_the_warning_returns(house: House) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    later = NOW + timedelta(hours=1)
    with house.app.app_context():
        code = record_breach(supervisor, FOUND, now=NOW)

        def add(kind: str, at: timedelta) -> None:
            add_to_breach(supervisor, code, kind=kind, at=NOW + at, text="Ghi nhầm", now=later)

        with pytest.raises(RuleBroken, match="nothing to take back"):
            add("untold", timedelta())
        add("told", timedelta(days=-1))
        assert list_untold(supervisor, now=later) == []
        add("untold", timedelta())
        with pytest.raises(RuleBroken, match="nothing to take back"):
            add("untold", timedelta())
        (waits,) = list_untold(supervisor, now=later)
        assert (waits.code, waits.told_at, waits.late) == (code, None, True)
        add("told", timedelta(minutes=1))
        view = read_breach(supervisor, code, now=later)
        assert (view.told_at, view.late) == (NOW + timedelta(minutes=1), True)  # judged anew
        assert [(each.taken_back, each.takes_back) for each in view.addenda] == [
            (True, None), (False, NOW - timedelta(days=1)), (False, None),
        ]  # fmt: skip

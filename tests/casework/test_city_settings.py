"""Dated decisions: each holds from its day until the next, and a withdrawn one on no day."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.casework.city_settings import LONGEST, decide, held, history, withdraw
from caseapp.rules.access import Act
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import make_user

NAME = "made_up"


def _enter(house: House, value: str, day: date, decision: str = "12/QĐ-UBND") -> int:
    admin = actor_of(house, make_user(house, "administrator"))
    with desk.writing(admin, Act.CALENDAR_SET, now=NOW) as door:
        return decide(door, NAME, value, decision=decision, valid_from=day)


def _on(house: House, day: date) -> str | None:
    admin = actor_of(house, make_user(house, "administrator"))
    with desk.reading(admin, Act.HOME_READ, now=NOW) as door:
        row = held(door, NAME, day)
        return row.value if row is not None else None


def test_each_holds_from_its_day_until_the_next(house: House) -> None:
    with house.app.app_context():
        _enter(house, "một", date(2026, 11, 1))
        second = _enter(house, "hai", date(2026, 11, 20), "40/QĐ-UBND")
        days = (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 19), date(2026, 11, 20))
        assert [_on(house, day) for day in days] == [None, "một", "một", "hai"]
        admin = actor_of(house, make_user(house, "administrator"))
        with desk.writing(admin, Act.CALENDAR_SET, now=NOW) as door:
            withdraw(door, second, (NAME,))
        assert _on(house, date(2026, 11, 20)) == "một"
        with desk.reading(admin, Act.HOME_READ, now=NOW) as door:
            rows = history(door, (NAME,))
        assert [(row.value, row.decision, row.withdrawn, row.holds) for row in rows] == [
            ("hai", "40/QĐ-UBND", True, False),
            ("một", "12/QĐ-UBND", False, True),
        ]
        with desk.writing(admin, Act.CALENDAR_SET, now=NOW) as door:
            for number, names in ((second, (NAME,)), (rows[1].number, ("other",))):
                with pytest.raises(Missing):
                    withdraw(door, number, names)


def test_what_cannot_be_entered(house: House) -> None:
    day = date(2026, 11, 1)
    with house.app.app_context():
        _enter(house, "một", day)
        cases = (("hai", " ", day, "decision"), ("hai", "9", day, "valid_from"),
                 ("x" * (LONGEST + 1), "9", date(2026, 12, 1), "value"),
                 ("hai", "9" * 201, date(2026, 12, 1), "decision"))  # fmt: skip
        for value, decision, since, field in cases:
            with pytest.raises(RuleBroken) as refused:
                _enter(house, value, since, decision)
            assert refused.value.field == field

"""The city's calendar: by the administrator, with the decision's number, never erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp import desk
from caseapp.casework.calendars import add_days, calendar_of, list_days, withdraw_days
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import OFFICER, SUPERVISOR

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR)
SATURDAY = date(2026, 11, 28)


def enter(by: Actor = ADMINISTRATOR, **other: object) -> None:
    entry: dict[str, object] = {
        "kind": "worked", "first": SATURDAY, "last": None, "name": "Làm bù",
        "decision": "12/CV-UBND",
    }  # fmt: skip
    add_days(by, **entry | other, now=NOW)  # type: ignore[arg-type]


def works(day: date) -> bool:
    with desk.reading(OFFICER, Act.HOME_READ, now=NOW) as door:
        return calendar_of(door).works(day)


def test_a_swapped_day_is_worked_until_it_is_withdrawn(house: House) -> None:
    with house.app.app_context():
        enter()
        enter(kind="free", first=SATURDAY - timedelta(days=1))
        assert works(SATURDAY)
        assert not works(SATURDAY - timedelta(days=1))
        swapped = next(row for row in list_days(SUPERVISOR, now=NOW) if row.kind == "worked")
        assert (swapped.decision, swapped.withdrawn_at) == ("12/CV-UBND", None)
        withdraw_days(ADMINISTRATOR, swapped.number, now=NOW)
        assert not works(SATURDAY)
        with pytest.raises(Missing):
            withdraw_days(ADMINISTRATOR, swapped.number, now=NOW)
        assert len(list_days(SUPERVISOR, now=NOW)) == 2


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"kind": "half"}, "kind"),
        ({"name": " "}, "name"),
        ({"decision": ""}, "decision"),
        ({"last": SATURDAY - timedelta(days=1)}, "last"),
        ({"last": SATURDAY + timedelta(days=60)}, "last"),
    ],
)
def test_what_is_refused(house: House, other: dict[str, object], field: str) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        enter(**other)
    assert broken.value.field == field


@pytest.mark.parametrize("by", [OFFICER, SUPERVISOR])
def test_nobody_but_the_administrator_sets_it(house: House, by: Actor) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        enter(by)

"""A decision belongs to the unit that had the report at its moment, before a pass and after."""

from __future__ import annotations

import pytest

from caseapp.casework.deciders import list_deciders
from caseapp.casework.decisions import decide_measure
from caseapp.casework.forwarding import forward_report, receive_report
from caseapp.casework.report_reading import read_report
from caseapp.casework.spoken_decisions import Spoken, answer_decision, record_decision
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.first_hours import HOUR, SECOND, Night, a_night
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, make_user

PASSED = NOW + 13 * HOUR
SEEN = PASSED + HOUR


@pytest.fixture
def there(house: House) -> tuple[Night, Actor, Actor]:
    """A night whose report passed to Cái Khê thirteen hours later; officer and chair there."""
    night = a_night(house)
    for role, name in (("officer", "canbo2"), ("chair", "chair2")):
        make_user(house, role, CAI_KHE, username=name)
    officer, chair = actor_of(house, "canbo2"), actor_of(house, "chair2")
    with house.app.app_context():
        forward_report(night.officer, night.report, unit_code=CAI_KHE, contact="x", now=PASSED)
        receive_report(officer, night.report, now=PASSED + SECOND)
    return night, officer, chair


def test_a_unit_decides_nothing_before_it_had_the_report(
    house: House, there: tuple[Night, Actor, Actor]
) -> None:
    night, officer, chair = there
    how = {"kind": "none", "reason": "x", "signed_at": None, "now": SEEN}
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            decide_measure(chair, night.report, decided_at=PASSED - SECOND, **how)
        assert broken.value.field == "decided_at"
        decide_measure(chair, night.report, decided_at=PASSED, **how)  # a form knows no seconds
        clock = read_report(officer, night.report, now=SEEN).clock
        assert clock is not None
        assert clock.kind == "missed"


def test_what_the_first_unit_decided_can_still_be_entered_and_denied_but_not_confirmed(
    house: House, there: tuple[Night, Actor, Actor]
) -> None:
    night, officer, chair = there

    def record(by: str, hours: int) -> None:
        told = Spoken("none", NOW + hours * HOUR, by, "telephone", "Chị Lài", "x")
        record_decision(officer, night.report, told, now=SEEN)

    with house.app.app_context():
        named = [each.username for each in list_deciders(officer, night.report, now=SEEN)]
        assert named == ["chair2", "chair", "other"]
        for by, hours in (("chair2", 1), ("chair", 14)):
            with pytest.raises(RuleBroken):
                record(by, hours)
        record("chair", 1)
        (made,) = read_report(chair, night.report, now=SEEN).decisions
        assert made.spoken is not None
        assert made.spoken.deniable
        with pytest.raises(RuleBroken, match="another unit"):
            answer_decision(chair, night.report, 1, agreed=True, remark="", now=SEEN)
        answer_decision(chair, night.report, 1, agreed=False, remark="Đã hỏi lại", now=SEEN)
        clock = read_report(officer, night.report, now=SEEN).clock
        assert clock is not None
        assert clock.kind == "late"

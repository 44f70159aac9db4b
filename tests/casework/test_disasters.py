"""Who enters and corrects a disaster: a ward its own alone, a supervisor of all that it hit."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.disaster_reading import read_disaster
from caseapp.casework.disasters import correct_disaster, enter_disaster, insist_hit
from caseapp.casework.outcomes import Missing
from caseapp.desk import reading
from caseapp.rules.access import Act, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.disasters import a_disaster, a_line, enter, record
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def test_a_ward_enters_its_own_and_the_supervisor_what_hit_several(house: House) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    statistician = actor_of(house, make_user(house, "statistician"))
    number = enter(house, officer)
    with house.app.app_context():
        for units, field in (((NINH_KIEU, CAI_KHE), "units"), (("99999",), "units"), ((), "units")):
            with pytest.raises(RuleBroken) as refused:
                enter_disaster(officer, a_disaster(name="Bão", units=units), now=NOW)
            assert refused.value.field == field
        with pytest.raises(RuleBroken, match="began on that day already"):
            enter_disaster(officer, a_disaster(name="Ngap lut do  TRIỀU cường"), now=NOW)
        with pytest.raises(Denied):
            enter_disaster(statistician, a_disaster(name="Bão"), now=NOW)
        seen = read_disaster(officer, number, now=NOW)
        assert seen.may_correct
        wider = a_disaster(NINH_KIEU, CAI_KHE, ended_on=date(2026, 11, 20))
        correct_disaster(supervisor, number, wider, seen=seen.mark, now=NOW)
        view = read_disaster(officer, number, now=NOW)
        assert (view.units, view.ended_on) == ((CAI_KHE, NINH_KIEU), date(2026, 11, 20))
        assert not view.may_correct
        with pytest.raises(RuleBroken, match="other units too"):
            correct_disaster(officer, number, a_disaster(), seen=view.mark, now=NOW)
        with pytest.raises(RuleBroken, match="meanwhile"):  # filled from what stood before
            correct_disaster(supervisor, number, a_disaster(), seen=seen.mark, now=NOW)
        with pytest.raises(Missing):
            correct_disaster(supervisor, 2**40, a_disaster(), seen="", now=NOW)


def test_a_disaster_does_not_begin_after_the_harm_that_is_recorded(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    record(house, officer, number, [a_line()])
    with house.app.app_context():
        seen = read_disaster(officer, number, now=NOW).mark
        later = a_disaster(started_on=date(2026, 11, 17))
        with pytest.raises(RuleBroken) as refused:
            correct_disaster(officer, number, later, seen=seen, now=NOW)
        assert refused.value.field == "started_on"
        earlier = a_disaster(started_on=date(2026, 11, 10))
        correct_disaster(officer, number, earlier, seen=seen, now=NOW)


def test_one_without_units_may_have_hit_any_of_them(house: House) -> None:
    officer = officer_of(house)
    number = enter(house, officer)
    with house.app.app_context(), reading(SYSTEM, Act.HOME_READ, now=NOW) as door:
        insist_hit(door, number, int(NINH_KIEU))
        with pytest.raises(RuleBroken):
            insist_hit(door, number, int(CAI_KHE))
        insist_hit(door, number + 1, int(CAI_KHE))
        door.log("test:0")

"""Papers print what was decided on their own date: by the city for all, by a unit for its names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.form07 import gather_form07
from caseapp.casework.letterheads import department_on, heading_on
from caseapp.casework.paper_settings import (
    NewSetting,
    city_settings,
    decide_city,
    decide_unit,
    unit_settings,
    units_to_name,
    withdraw_city,
    withdraw_unit,
)
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.paper_settings import AGENCY, DEPARTMENT, PLACE, SUPERIOR, name_for
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import TODAY, a_desk, decide, prepare
from tests.factories.reports import last_logged
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

GROUNDS = name_for("grounds", "07")
DAY = timedelta(days=1)


@pytest.fixture
def admin(house: House) -> Actor:
    return actor_of(house, make_user(house, "administrator", CITY))


def new(typed: str, since: int = 0) -> NewSetting:
    return NewSetting(typed, "12/QĐ-UBND", TODAY + since * DAY)


def test_a_paper_stands_on_what_held_on_its_own_date(house: House, admin: Actor) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        decide_city(admin, GROUNDS, new("Căn cứ Luật Trẻ em năm 2030;", 1), now=NOW)
        decide_city(admin, SUPERIOR, new("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"), now=NOW)
        found = gather_form07(desk.officer, desk.case, 1, now=NOW + 5 * DAY)
        assert "Căn cứ Luật Trẻ em năm 2030;" not in found.form.grounds
        assert found.letterhead.heading["superior"] == "ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ"
        decide_city(admin, GROUNDS, new("Căn cứ Luật X;"), now=NOW)
        found = gather_form07(desk.officer, desk.case, 1, now=NOW + 5 * DAY)
        assert found.form.grounds == ("Căn cứ Luật X;",)


def test_a_draft_stands_on_what_holds_today(house: House, admin: Actor) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    with house.app.app_context():
        decide_city(admin, GROUNDS, new("Căn cứ Luật X;", 1), now=NOW)
        before, after = (
            gather_form07(desk.officer, desk.case, 1, now=NOW + days * DAY).form.grounds
            for days in (0, 1)
        )
    assert before != after == ("Căn cứ Luật X;",)


def test_what_was_decided_is_listed_with_all_before_it(house: House, admin: Actor) -> None:
    with house.app.app_context():
        decide_city(admin, DEPARTMENT, new("Sở A"), now=NOW)
        assert last_logged()[-1] == (admin.label, Act.PAPER_SET_RULES, "done")
        decide_city(admin, DEPARTMENT, new("Sở B", 3), now=NOW)
        (found,) = [row for row in city_settings(admin, now=NOW) if row.name == DEPARTMENT]
        assert found.value == "Sở A"
        assert [row.value for row in found.decisions] == ["Sở B", "Sở A"]
        assert (department_on(TODAY), department_on(TODAY + 3 * DAY)) == ("Sở A", "Sở B")
        withdraw_city(admin, DEPARTMENT, found.decisions[1].number, now=NOW)
        (found,) = [row for row in city_settings(admin, now=NOW) if row.name == DEPARTMENT]
        assert (found.held, found.value) == (None, "Sở Y tế")
        assert [row.withdrawn for row in found.decisions] == [False, True]
        with pytest.raises(Missing):
            withdraw_city(admin, DEPARTMENT, found.decisions[1].number, now=NOW)


def test_a_chair_names_the_own_unit_and_no_other(house: House, admin: Actor) -> None:
    chair = actor_of(house, make_user(house, "chair"))
    unit, other = int(NINH_KIEU), int(CAI_KHE)
    with house.app.app_context():
        decide_unit(chair, AGENCY, unit, new("Phường Ninh Kiều (mới)"), now=NOW)
        decide_unit(chair, PLACE, unit, new("Cần Thơ"), now=NOW)
        heading = heading_on(unit, TODAY)
        assert (heading["agency"], heading["place"]) == ("PHƯỜNG NINH KIỀU (MỚI)", "Cần Thơ")
        assert heading_on(unit, TODAY - DAY)["place"] == "Ninh Kiều"
        assert heading_on(other, TODAY)["place"] == "Cái Khế"
        for wrong in (other, int(CITY), 1):
            with pytest.raises(Missing):
                decide_unit(chair, AGENCY, wrong, new("Khác"), now=NOW)
        with pytest.raises(Denied):
            decide_city(chair, DEPARTMENT, new("Sở A"), now=NOW)
        assert [id_ for id_, _ in units_to_name(chair, now=NOW)] == [unit]
        assert len(units_to_name(admin, now=NOW)) == 103
        first = unit_settings(chair, unit, now=NOW)[0].decisions[0]
        with pytest.raises(Missing):
            withdraw_unit(chair, PLACE, unit, first.number, now=NOW)
        withdraw_unit(chair, AGENCY, unit, first.number, now=NOW)
        assert unit_settings(chair, unit, now=NOW)[0].value == "Phường Ninh Kiều"


def test_who_else_asks_is_refused(house: House) -> None:
    officer = an_actor(Role.OFFICER)
    with house.app.app_context():
        for refused in (
            lambda: decide_city(officer, DEPARTMENT, new("Sở A"), now=NOW),
            lambda: decide_unit(officer, AGENCY, int(NINH_KIEU), new("x"), now=NOW),
        ):
            with pytest.raises(Denied):
                refused()
        assert units_to_name(officer, now=NOW) == []


def test_a_second_decision_of_a_day_and_unknown_settings_are_refused(
    house: House, admin: Actor
) -> None:
    with house.app.app_context():
        decide_city(admin, DEPARTMENT, new("Sở A"), now=NOW)
        with pytest.raises(RuleBroken, match="withdraw it first"):
            decide_city(admin, DEPARTMENT, new("Sở B"), now=NOW)
        with pytest.raises(Missing):
            decide_city(admin, AGENCY, new("x"), now=NOW)
        with pytest.raises(Missing):
            decide_unit(admin, DEPARTMENT, int(NINH_KIEU), new("x"), now=NOW)
        with pytest.raises(Missing):
            unit_settings(admin, int(CITY), now=NOW)

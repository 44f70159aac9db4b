"""The head of a paper while nobody decided otherwise; what was decided is in test_paper_settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseapp import desk
from caseapp.casework.letterheads import Letterhead, department_on, heading_on, letterhead
from caseapp.rules.access import Act
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.units import CITY_ID, territory
from tests.factories.house import NOW, SYSTEM, House

DAY = date(2026, 11, 23)


def test_the_heading_is_that_of_the_unit(house: House) -> None:
    with house.app.app_context():
        assert heading_on(31135, DAY) == {
            "superior": "",
            "agency_parent": "ỦY BAN NHÂN DÂN",
            "agency": "PHƯỜNG NINH KIỀU",
            "agency_name": "Phường Ninh Kiều",
            "abbreviation": "UBND",
            "place": "Ninh Kiều",
            "day": DAY,
        }


def test_the_city_is_headed_by_its_name_alone(house: House) -> None:
    with house.app.app_context():
        heading = heading_on(CITY_ID, DAY)
        assert department_on(DAY) == "Sở Y tế"
    assert (heading["agency"], heading["place"]) == ("THÀNH PHỐ CẦN THƠ", "Cần Thơ")


def test_a_unit_with_a_number_is_named_with_its_kind(house: House) -> None:
    numbered = [u.id for u in territory().units.values() if u.name.isdecimal()]
    assert numbered
    with house.app.app_context():
        for unit in numbered[:3]:
            assert heading_on(unit, DAY)["place"] != territory().units[unit].name


def test_a_form_keeps_its_own_grounds_until_others_are_decided(house: House) -> None:
    form = FORMS["07"]
    with house.app.app_context(), desk.reading(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        found = letterhead(door, 31135, DAY, form)
        bare = letterhead(door, 31135, DAY)
    assert (found.grounds, found.recipients) == (form.grounds, ("Như Điều 3", "Lưu: VT"))
    assert found.form(form) == form
    assert (bare.grounds, bare.recipients, bare.form(form)) == ((), (), form)
    other = Letterhead({}, ("Căn cứ Luật X;",))
    assert other.form(form) == replace(form, grounds=("Căn cứ Luật X;",))

"""A service: whom it is for, until when it is offered, and whose number is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp.casework.agencies import verify_agency
from caseapp.casework.agency_reading import AgencyView, read_agency
from caseapp.casework.agency_services import NewService, add_service, change_service
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken, local_day
from tests.casework.test_agencies import SUPERVISOR, add
from tests.factories.house import NOW, SYSTEM, House, an_actor

LATER = NOW + timedelta(days=200)
WHOLE = NewService(
    "Tạm trú", "Trẻ dưới 16 tuổi", "Phường Ninh Kiều\nphuong cai khe\n", "Cả tuần", True, "0292111"
)


def read(number: int) -> AgencyView:
    return read_agency(SUPERVISOR, number, now=NOW)


def test_a_service_is_kept_as_it_was_told_and_its_changed_number_noted(house: House) -> None:
    with house.app.app_context():
        number = add("Trung tâm", "Tư vấn")
        add_service(SYSTEM, number, WHOLE, now=NOW)
        found = read(number).services[0]
        assert (found.name, found.eligibility, found.schedule) == (
            "Tạm trú",
            "Trẻ dưới 16 tuổi",
            "Cả tuần",
        )
        assert found.units == ("Phường Cái Khế", "Phường Ninh Kiều")
        assert (found.all_day, found.phone, found.offered) == (True, "0292111", True)
        new = replace(WHOLE, units="", phone="0292222", last_day=local_day(NOW))
        version = read(number).version
        change_service(SYSTEM, number, found.number, new, version=version, now=NOW)
        view = read(number)
        changed = next(each for each in view.services if each.number == found.number)
        assert (changed.units, changed.last_day, changed.offered) == ((), local_day(NOW), True)
        (phone,) = view.phones
        assert (phone.service, phone.before, phone.after) == ("Tạm trú", "0292111", "0292222")
        assert view.version > version
        tomorrow = read_agency(SUPERVISOR, number, now=NOW + timedelta(days=1))
        assert [each.offered for each in tomorrow.services] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "TU VAN"}, "name"),
        ({"phone": "x"}, "phone"),
        ({"units": "Phường Ninh Kiều\nHà Nội xa xôi"}, "units"),
        ({"units": "Ninh Khiều"}, "units"),
        ({"units": "Tân"}, "units"),
    ],
)
def test_what_cannot_be_kept(house: House, wrong: dict[str, str], field: str) -> None:
    with house.app.app_context():
        number = add("Trung tâm", "Tư vấn")
        with pytest.raises(RuleBroken) as broken:
            add_service(SYSTEM, number, replace(WHOLE, **wrong), now=NOW)
        assert broken.value.field == field
        assert len(read(number).services) == 1


def test_only_the_supervisor_changes_a_service_and_only_of_its_agency(house: House) -> None:
    with house.app.app_context():
        number, other = add("Trung tâm", "Tư vấn"), add("Bệnh viện", "Khám")
        service, version = read(number).services[0].number, read(other).version
        with pytest.raises(Missing):
            change_service(SYSTEM, other, service, WHOLE, version=version, now=NOW)
        with pytest.raises(Denied):
            add_service(an_actor(Role.OFFICER), number, WHOLE, now=NOW)


def test_one_service_or_all_that_are_given_are_verified(house: House) -> None:
    with house.app.app_context():
        number = add("Trung tâm", "Tư vấn")
        ended = replace(WHOLE, last_day=local_day(NOW))
        add_service(SYSTEM, number, ended, now=NOW)
        add_service(SYSTEM, number, replace(WHOLE, name="Khám"), now=NOW)
        found = {each.name: each.number for each in read(number).services}
        version = read(number).version
        verify_agency(SYSTEM, number, version=version, now=LATER, service=found["Khám"])
        view = read_agency(SUPERVISOR, number, now=LATER)
        days = {each.name: each.verified_on for each in view.services}
        before, after = local_day(NOW), local_day(LATER)
        assert (view.verified_on, view.stale) == (before, True)
        assert days == {"Khám": after, "Tư vấn": before, "Tạm trú": before}
        verify_agency(SYSTEM, number, version=view.version, now=LATER)
        view = read_agency(SUPERVISOR, number, now=LATER)
        days = {each.name: each.verified_on for each in view.services}
        assert view.verified_on == after
        assert days == {"Khám": after, "Tư vấn": after, "Tạm trú": before}  # over: not asked

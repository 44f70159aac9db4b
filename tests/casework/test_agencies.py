"""The directory of agencies: who keeps it, what is the same agency, which number it had before."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.agencies import NewAgency, add_offer, change_agency, verify_agency
from caseapp.casework.agency_reading import read_agency
from caseapp.casework.outcomes import Stale
from caseapp.records.agencies import Agency, Service
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import NINH_KIEU

SUPERVISOR = an_actor(Role.SUPERVISOR)


def add(agency: str, service: str, phone: str = "", kind: str = "") -> int:
    offer = {"agency": agency, "service": service, "phone": phone, "kind": kind}
    return int(add_offer(SYSTEM, **offer, now=NOW))


def test_an_agency_is_the_same_by_its_folded_name(house: House) -> None:
    with house.app.app_context():
        number = add(" Bệnh viện  Nhi ", "Khám", "115", "hospital")
        assert add("BENH VIEN NHI", "Điều trị") == number
        view = read_agency(SUPERVISOR, number, now=NOW)
    assert (view.name, view.kind, view.phone) == ("Bệnh viện Nhi", "hospital", "115")
    assert view.verified_on == local_day(NOW)
    assert [(each.name, each.verified_on) for each in view.services] == [
        ("Điều trị", local_day(NOW)),
        ("Khám", local_day(NOW)),
    ]
    assert view.phones == ()


def test_what_came_by_an_import_is_verified_by_adding_it(house: House) -> None:
    with house.app.app_context():
        agency = Agency(name="Công an", folded="cong an", phone="", entered_at=NOW)
        db.session.add(agency)
        db.session.flush()
        db.session.add(Service(agency_id=agency.id, name="Bảo vệ", folded="bao ve", entered_at=NOW))
        db.session.commit()
        before = read_agency(SUPERVISOR, 1, now=NOW)
        assert (before.kind, before.verified_on, before.stale) == ("other", None, True)
        add("Công an", "Bảo vệ", "113", "police")
        view = read_agency(SUPERVISOR, 1, now=NOW)
    assert (view.kind, view.phone, view.stale) == ("police", "113", False)
    assert view.phones == ()  # it had no number before


@pytest.mark.parametrize(
    ("agency", "service", "phone", "field"),
    [
        (" ", "Khám", "999", "agency"),
        ("Bệnh viện", "", "999", "service"),
        ("benh vien nhi", "kham", "999", "service"),
        ("Bệnh viện", "Khám", "gọi bà Lan", "phone"),
    ],
)
def test_what_cannot_be_added(
    house: House, agency: str, service: str, phone: str, field: str
) -> None:
    with house.app.app_context():
        number = add("Bệnh viện Nhi", "Khám", "115")
        with pytest.raises(RuleBroken) as broken:
            add(agency, service, phone)
        assert broken.value.field == field
        assert read_agency(SUPERVISOR, number, now=NOW).phone == "115"
        assert len(db.session.scalars(select(Agency)).all()) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_only_the_supervisor_keeps_the_directory(house: House, role: Role) -> None:
    actor = an_actor(role)
    with house.app.app_context():
        with pytest.raises(Denied):
            add_offer(actor, agency="A", service="B", phone="", now=NOW)
        with pytest.raises(Denied):
            change_agency(actor, 1, NewAgency("A", "police"), version=1, now=NOW)
        with pytest.raises(Denied):
            verify_agency(actor, 1, version=1, now=NOW)


def test_a_changed_number_shows_what_it_was_who_changed_it_and_when(house: House) -> None:
    with house.app.app_context():
        number = add("Công an phường", "Bảo vệ", "113")
        version = read_agency(SUPERVISOR, number, now=NOW).version
        new = NewAgency("Công an Phường", "police", "0292 3 111 222", " 12 Hòa Bình ", NINH_KIEU)
        change_agency(SYSTEM, number, new, version=version, now=NOW)
        view = read_agency(SUPERVISOR, number, now=NOW)
        assert (view.name, view.address, view.unit) == (
            "Công an Phường",
            "12 Hòa Bình",
            "Phường Ninh Kiều",
        )
        (change,) = view.phones
        assert (change.service, change.before, change.after) == ("", "113", "0292 3 111 222")
        assert change.at == NOW
        change_agency(SYSTEM, number, new, version=view.version, now=NOW)
        assert len(read_agency(SUPERVISOR, number, now=NOW).phones) == 1  # the same number: no line


def test_a_change_meets_the_one_before_and_no_name_of_another_agency(house: House) -> None:
    with house.app.app_context():
        number, other = add("Công an", "Bảo vệ"), add("Bệnh viện", "Khám")
        version = read_agency(SUPERVISOR, number, now=NOW).version
        new = NewAgency("BENH VIEN", "police")
        with pytest.raises(RuleBroken) as broken:
            change_agency(SYSTEM, number, new, version=version, now=NOW)
        assert broken.value.field == "name"
        verify_agency(SYSTEM, number, version=version, now=NOW)
        with pytest.raises(Stale):
            change_agency(SYSTEM, number, NewAgency("X", "police"), version=version, now=NOW)
        with pytest.raises(Stale):
            verify_agency(SYSTEM, number, version=version, now=NOW)
        assert read_agency(SUPERVISOR, other, now=NOW).name == "Bệnh viện"

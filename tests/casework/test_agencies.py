"""The directory of agencies: who adds to it, and what is the same agency."""

from __future__ import annotations

import pytest

from caseapp.casework.agencies import Offer, add_offer, list_offers
from caseapp.casework.referrals import offered
from caseapp.records.agencies import Agency, Service
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW, SYSTEM, House, an_actor

SUPERVISOR = an_actor(Role.SUPERVISOR)


def test_a_service_is_added_verified_today_and_offered(house: House) -> None:
    with house.app.app_context():
        add_offer(SUPERVISOR, agency=" Bệnh viện  Nhi ", service="Khám", phone="115", now=NOW)
        assert list_offers(SUPERVISOR, now=NOW) == [
            Offer(1, "Bệnh viện Nhi", "Khám", "115", local_day(NOW))
        ]
        assert [name for _, name in offered()] == ["Bệnh viện Nhi – Khám"]


def test_an_agency_is_the_same_by_its_folded_name(house: House) -> None:
    with house.app.app_context():
        add_offer(SUPERVISOR, agency="Bệnh viện Nhi", service="Khám", phone="115", now=NOW)
        name = add_offer(SUPERVISOR, agency="BENH VIEN NHI", service="Điều trị", phone="", now=NOW)
        assert name == "Bệnh viện Nhi"
        found = list_offers(SUPERVISOR, now=NOW)
    assert [(offer.agency, offer.service, offer.phone) for offer in found] == [
        ("Bệnh viện Nhi", "Điều trị", "115"),  # by the folded name: d before k
        ("Bệnh viện Nhi", "Khám", "115"),
    ]


def test_what_came_by_an_import_is_verified_by_adding_it(house: House) -> None:
    with house.app.app_context():
        agency = Agency(name="Công an", folded="cong an", phone="", entered_at=NOW)
        db.session.add(agency)
        db.session.flush()
        db.session.add(Service(agency_id=agency.id, name="Bảo vệ", folded="bao ve", entered_at=NOW))
        db.session.commit()
        assert [offer.verified_on for offer in list_offers(SUPERVISOR, now=NOW)] == [None]
        add_offer(SUPERVISOR, agency="Công an", service="Bảo vệ", phone="113", now=NOW)
        (offer,) = list_offers(SUPERVISOR, now=NOW)
    assert (offer.phone, offer.verified_on) == ("113", local_day(NOW))


@pytest.mark.parametrize(
    ("agency", "service", "field"),
    [(" ", "Khám", "agency"), ("Bệnh viện", "", "service"), ("benh vien nhi", "kham", "service")],
)
def test_what_cannot_be_added(house: House, agency: str, service: str, field: str) -> None:
    with house.app.app_context():
        add_offer(SYSTEM, agency="Bệnh viện Nhi", service="Khám", phone="115", now=NOW)
        with pytest.raises(RuleBroken) as broken:
            add_offer(SUPERVISOR, agency=agency, service=service, phone="999", now=NOW)
        assert broken.value.field == field
        assert [offer.phone for offer in list_offers(SUPERVISOR, now=NOW)] == ["115"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_only_the_supervisor_keeps_the_directory(house: House, role: Role) -> None:
    with house.app.app_context():
        with pytest.raises(Denied):
            add_offer(an_actor(role), agency="A", service="B", phone="", now=NOW)
        with pytest.raises(Denied):
            list_offers(an_actor(role), now=NOW)


def test_the_directory_stands_in_vietnamese_order(house: House) -> None:
    with house.app.app_context():
        for agency in ("Đội Công an", "Ấp 4", "Duyên Hội", "An Tâm"):
            for service in ("Ở tạm", "Đón trẻ", "Dạy nghề"):
                add_offer(SYSTEM, agency=agency, service=service, phone="", now=NOW)
        listed = [f"{offer.agency} – {offer.service}" for offer in list_offers(SYSTEM, now=NOW)]
        assert listed == [name for _, name in offered()]
    assert listed[:4] == [
        "An Tâm – Dạy nghề", "An Tâm – Đón trẻ", "An Tâm – Ở tạm", "Ấp 4 – Dạy nghề",
    ]  # fmt: skip
    assert [name.split(" – ")[0] for name in listed[6::3]] == ["Duyên Hội", "Đội Công an"]

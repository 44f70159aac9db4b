"""To what a child can be referred: services for its ward that are given today, the ward's first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.agencies import NewAgency, change_agency
from caseapp.casework.agency_reading import read_agency
from caseapp.casework.agency_services import NewService, add_service
from caseapp.casework.offers import offers_for
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import draft_referral
from caseapp.rules.values import RuleBroken, local_day
from tests.casework.test_agencies import SUPERVISOR, add
from tests.factories.children import officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.referrals import open_a_case
from tests.factories.web import CAI_KHE, NINH_KIEU


def labels(unit: str, days: int = 0) -> list[str]:
    offers = offers_for(int(unit), now=NOW + timedelta(days=days))
    return [offer.label for offer in offers]


def fill(house: House) -> int:
    """Return the number of a station that serves Cái Khế alone, until today, by its own number."""
    with house.app.app_context():
        add("Bệnh viện Nhi", "Khám", "115", "hospital")
        add("Ánh Dương", "Tư vấn", "111", "social_work")
        centre = add("Ninh Kiều xanh", "Tư vấn", "111", "social_work")
        version = read_agency(SUPERVISOR, centre, now=NOW).version
        new = NewAgency("Ninh Kiều xanh", "social_work", "111", "", NINH_KIEU)
        change_agency(SYSTEM, centre, new, version=version, now=NOW)
        only = NewService(
            "Tiêm chủng", "", "Phường Cái Khế", "Sáng thứ Hai", False, "0292777", local_day(NOW)
        )
        add_service(SYSTEM, add("Trạm y tế", "Khám", "113", "health_station"), only, now=NOW)
        offers = offers_for(int(CAI_KHE), now=NOW)
        return next(offer.number for offer in offers if offer.service == "Tiêm chủng")


def test_services_for_the_ward_stand_by_kind_its_own_first(house: House) -> None:
    fill(house)
    with house.app.app_context():
        assert labels(NINH_KIEU) == [
            "Trạm y tế – Khám",
            "Bệnh viện Nhi – Khám",
            "Ninh Kiều xanh – Tư vấn",  # lies in the ward
            "Ánh Dương – Tư vấn",
        ]
        assert labels(CAI_KHE)[:2] == ["Trạm y tế – Tiêm chủng", "Trạm y tế – Khám"]
        own, other = offers_for(int(CAI_KHE), now=NOW)[:2]
        assert (own.phone, own.schedule, own.own) == ("0292777", "Sáng thứ Hai", True)
        assert (other.phone, other.own) == ("113", False)  # the agency's number
        assert "Trạm y tế – Tiêm chủng" not in labels(CAI_KHE, days=1)  # withdrawn


def test_what_is_not_offered_is_refused_also_when_it_is_sent(house: House) -> None:
    station = fill(house)
    officer = officer_of(house)
    case = open_a_case(house, officer)
    told = {"service_id": station, "reason": "Cần giúp"}
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        draft_referral(officer, case, **told, now=NOW)  # for another ward
    assert broken.value.field == "service_id"


def test_a_withdrawn_service_stays_with_its_referral(house: House) -> None:
    station = fill(house)
    officer = officer_of(house, CAI_KHE)
    case = open_a_case(house, officer, CAI_KHE)
    later = NOW + timedelta(days=1)
    with house.app.app_context():
        code = draft_referral(officer, case, service_id=station, reason="Cần giúp", now=NOW)
        view = read_referral(officer, code, now=later)
        assert (view.service, view.phone) == ("Tiêm chủng", "0292777")
        with pytest.raises(RuleBroken):
            draft_referral(officer, case, service_id=station, reason="Nữa", now=later)

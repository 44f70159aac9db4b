"""The directory's list: narrowed down by kind, ward and words; what is due to be checked again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.agency_reading import Wanted, list_agencies, list_unchecked
from caseapp.casework.agency_services import NewService, add_service
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import local_day
from tests.casework.test_agencies import SUPERVISOR, add
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.web import CAI_KHE, NINH_KIEU

LATER = NOW + timedelta(days=200)


def named(wanted: Wanted) -> list[str]:
    lines, more = list_agencies(an_actor(Role.OFFICER), now=NOW, wanted=wanted)
    assert not more
    return [line.name for line in lines]


def test_the_list_is_narrowed_down_and_stands_in_vietnamese_order(house: House) -> None:
    with house.app.app_context():
        for name in ("Đội Công an", "Ấp 4", "Duyên Hội", "An Tâm"):
            add(name, "Tư vấn", "111", "police" if "Công an" in name else "other")
        station = add("Trạm y tế Ninh Kiều", "Tiêm chủng", kind="health_station")
        only = NewService("Khám", "Trẻ mồ côi", "Phường Ninh Kiều")
        add_service(SYSTEM, station, only, now=NOW)
        everyone = ["An Tâm", "Ấp 4", "Duyên Hội", "Đội Công an", "Trạm y tế Ninh Kiều"]
        assert named(Wanted()) == everyone
        assert named(Wanted(kind="police")) == ["Đội Công an"]
        assert named(Wanted(words="doi CONG")) == ["Đội Công an"]
        assert named(Wanted(words="mồ coi")) == ["Trạm y tế Ninh Kiều"]
        assert named(Wanted(unit=CAI_KHE)) == everyone  # one of the station's is for all
        lines, _ = list_agencies(SUPERVISOR, now=NOW, wanted=Wanted("health_station", CAI_KHE))
        assert lines[0].services == ("Tiêm chủng",)
        lines, _ = list_agencies(SUPERVISOR, now=NOW, wanted=Wanted("", NINH_KIEU, "tram"))
        assert lines[0].services == ("Khám", "Tiêm chủng")


def test_what_was_not_checked_for_six_months_is_listed_for_the_supervisor(house: House) -> None:
    with house.app.app_context():
        number = add("Bệnh viện", "Khám", "115")
        ended = NewService("Trị liệu", last_day=local_day(NOW))
        add_service(SYSTEM, number, ended, now=NOW)
        assert list_unchecked(SUPERVISOR, now=NOW) == []
        found = list_unchecked(SUPERVISOR, now=LATER)
        assert [(each.agency, each.service, each.phone) for each in found] == [
            ("Bệnh viện", "", "115"),
            ("Bệnh viện", "Khám", "115"),
        ]
        with pytest.raises(Denied):
            list_unchecked(an_actor(Role.OFFICER), now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.CHAIR, Role.SUPERVISOR}))
def test_who_refers_nobody_reads_no_directory(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        list_agencies(an_actor(role), now=NOW)

from __future__ import annotations

from datetime import date

from caseapp import desk
from caseapp.exchange.directory_recorded import Recorded, read_recorded
from caseapp.exchange.directory_writing import write_agency, write_service
from caseapp.rules.access import Act, Role
from tests.factories.house import NOW, House, an_actor


def test_columns_that_a_file_lacks_stay_as_they_are(house: House) -> None:
    with (
        house.app.app_context(),
        desk.writing(an_actor(Role.SUPERVISOR), Act.AGENCY_MANAGE, now=NOW) as door,
    ):
        write_agency(
            door, Recorded(), {"agency": "Trạm", "phone": "111", "verified_on": date(2026, 1, 2)}
        )
        recorded = read_recorded(door)
        row = {"agency": "TRẠM", "service": "Khám", "area_codes": "31135", "all_day": "yes"}
        write_service(door, recorded, row)
        recorded = read_recorded(door)
        write_agency(door, recorded, {"agency": "trạm", "address": "Số 1"})
        write_service(door, recorded, {"agency": "Trạm", "service": "khám", "schedule": "Thứ hai"})
        found = read_recorded(door)
        (agency,), (service,) = found.agencies.values(), found.services.values()
        assert (agency.name, agency.phone, agency.address) == ("Trạm", "111", "Số 1")
        assert (agency.verified_on, agency.version > 1) == (date(2026, 1, 2), True)
        assert (service.all_day, service.schedule) == (True, "Thứ hai")
        assert found.units == {service.id: [31135]}
        write_service(door, found, {"agency": "Trạm", "service": "Khám", "area_codes": ""})
        assert read_recorded(door).units == {}

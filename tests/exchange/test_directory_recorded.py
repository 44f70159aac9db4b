from __future__ import annotations

from datetime import date

import pytest

from caseapp.exchange.directory_recorded import Recorded, agency_row, rows_to_write, service_row
from caseapp.records.agencies import Agency, Service


def service(name: str, **more: object) -> Service:
    given = {"eligibility": "", "schedule": "", "phone": "", "all_day": False} | more
    return Service(name=name, folded=name.lower(), **given)


@pytest.fixture
def agency() -> Agency:
    return Agency(id=1, name="Trạm Y tế", folded="tram y te", kind="other", phone="", address="")


def test_a_row_says_what_its_sheet_would(agency: Agency) -> None:
    assert agency_row(agency)["area_code"] == ""
    given = service("Khám", valid_until=date(2027, 1, 1), eligibility="Trẻ\r\nem")
    row = service_row(agency.name, given, [31150, 31135])
    assert row["area_codes"] == "31135;31150"
    assert row["last_day"] == date(2026, 12, 31)
    assert row["eligibility"] == "Trẻ\nem"
    assert row["all_day"] == "no"


def test_rows_come_by_name(agency: Agency) -> None:
    other = Agency(id=2, name="Áo ấm", folded="ao am", kind="other", phone="", address="")
    found = Recorded(
        {row.folded: row for row in (agency, other)},
        {("tram y te", "b"): service("B"), ("ao am", "a"): service("A")},
    )
    (_, agencies), (_, services) = rows_to_write(found)
    assert [row["agency"] for row in agencies] == ["Áo ấm", "Trạm Y tế"]
    assert [row["service"] for row in services] == ["A", "B"]

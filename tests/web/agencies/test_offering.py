"""A service's page says nothing of another agency's service, and a new one has no last day yet."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import CITY, signed_in


def test_a_new_service_has_no_last_day_and_is_of_its_agency(house: House) -> None:
    client = signed_in(house, "supervisor", CITY)
    for name in ("Công an", "Bệnh viện"):
        client.post("/agencies/new", data={"agency": name, "service": "Khám"})
    assert b"last_day" not in client.get("/agencies/1/services/new").data
    assert b"last_day" in client.get("/agencies/1/services/1").data
    assert client.get("/agencies/1/services/2").status_code == 404
    assert client.post("/agencies/2/services/new", data={"name": "kham"}).status_code == 422

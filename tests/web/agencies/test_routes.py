"""The directory's pages: for the supervisor alone."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, signed_in

OFFER = {"agency": "Bệnh viện Nhi", "service": "Khám", "phone": "02923 555 111"}


def test_what_is_added_is_listed_and_verified_today(house: House) -> None:
    client = signed_in(house, "supervisor", CITY)
    assert "Danh bạ còn trống" in client.get("/agencies").get_data(as_text=True)
    answer = client.post("/agencies/new", data=OFFER)
    assert (answer.status_code, answer.location) == (302, "/agencies")
    shown = client.get("/agencies").get_data(as_text=True)
    for words in (*OFFER.values(), "23/11/2026"):
        assert words in shown


@pytest.mark.parametrize(
    ("wrong", "field"), [({"agency": ""}, "agency"), ({"service": " "}, "service"), ({}, "service")]
)
def test_a_refused_entry_names_the_field(house: House, wrong: dict[str, str], field: str) -> None:
    client = signed_in(house, "supervisor", CITY)
    client.post("/agencies/new", data=OFFER)
    answer = client.post("/agencies/new", data=OFFER | wrong)  # the last: there already
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        ("officer", NINH_KIEU),
        ("chair", NINH_KIEU),
        ("statistician", CITY),
        ("administrator", CITY),
    ],
)
def test_nobody_else_finds_the_directory(house: House, role: str, unit: str) -> None:
    client = signed_in(house, role, unit)
    assert client.get("/agencies").status_code == 404
    assert client.get("/agencies/new").status_code == 404
    assert client.post("/agencies/new", data=OFFER).status_code == 404

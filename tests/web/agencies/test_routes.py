"""The directory's pages: read by who refers, kept by the supervisor alone."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.web import CITY, NINH_KIEU, search, signed_in

OFFER = {"agency": "Bệnh viện Nhi", "service": "Khám", "phone": "02923 555 111", "kind": "hospital"}
SERVICE = {
    "name": "Tạm trú",
    "eligibility": "Trẻ dưới 16 tuổi",
    "units": "Phường Ninh Kiều",
    "all_day": "y",
    "schedule": "Cả tuần",
    "phone": "02923 777",
}


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def page_of(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


@pytest.fixture
def keeper(house: House) -> FlaskClient:
    """A supervisor with one agency in the directory."""
    client = signed_in(house, "supervisor", CITY)
    answer = client.post("/agencies/new", data=OFFER)
    assert (answer.status_code, answer.location) == (302, "/agencies/1")
    return client


def test_what_is_added_is_listed_and_verified_today(keeper: FlaskClient) -> None:
    both = search(keeper, "/agencies", kind="hospital", words="benh KHAM")
    for path in ("/agencies", "/agencies/1", both):
        shown = page_of(keeper, path)
        for words in ("Bệnh viện Nhi", "Khám", "02923 555 111", "23/11/2026", "Bệnh viện"):
            assert words in shown
    for asked in ({"kind": "police"}, {"words": "truong"}):
        shown = page_of(keeper, search(keeper, "/agencies", **asked))
        assert "Không có cơ quan nào trong danh bạ phù hợp" in shown
        assert "Nhi" not in shown
    assert "đều đã được xác minh" in page_of(keeper, "/agencies/unchecked")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agency": ""}, "agency"),
        ({"service": " "}, "service"),
        ({"kind": "bank"}, "kind"),
        ({"phone": "bà Lan"}, "phone"),
        ({}, "service"),
    ],
)
def test_a_refused_entry_names_the_field(
    keeper: FlaskClient, wrong: dict[str, str], field: str
) -> None:
    answer = keeper.post("/agencies/new", data=OFFER | wrong)  # the last: there already
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.get_data(as_text=True)


def test_a_service_is_added_changed_and_withdrawn(keeper: FlaskClient) -> None:
    wrong = keeper.post("/agencies/1/services/new", data=SERVICE | {"units": "Nơi nào đó"})
    assert wrong.status_code == 422
    assert "Không có phường, xã nào tên là “Nơi nào đó”" in wrong.get_data(as_text=True)
    answer = keeper.post("/agencies/1/services/new", data=SERVICE)
    assert (answer.status_code, answer.location) == (302, "/agencies/1")
    shown = page_of(keeper, "/agencies/1")
    for words in ("Trẻ dưới 16 tuổi", "Phường Ninh Kiều", "24 giờ", "Cả tuần", "02923 777"):
        assert words in shown
    form = page_of(keeper, "/agencies/1/services/2")
    assert ">Phường Ninh Kiều</textarea>" in form
    ended = {"last_day-day": "22", "last_day-month": "11", "last_day-year": "2026"}
    sent = SERVICE | ended | {"version": version_of(form), "phone": "02923 888"}
    assert keeper.post("/agencies/1/services/2", data=sent).location == "/agencies/1"
    shown = page_of(keeper, "/agencies/1")
    for words in ("Đã ngừng cung cấp", "Số điện thoại đã thay đổi", "02923 777", "02923 888"):
        assert words in shown
    assert keeper.get("/agencies/1/services/99").status_code == 404


def test_the_agency_is_changed_and_two_versions_meet(keeper: FlaskClient) -> None:
    form = page_of(keeper, "/agencies/1/change")
    sent = {
        "name": "Bệnh viện Nhi",
        "kind": "hospital",
        "phone": "02923 1",
        "address": "12 Hòa Bình",
    }
    sent |= {"version": version_of(form), "unit": "Phường Ninh Kiều"}
    refused = keeper.post("/agencies/1/change", data=sent | {"phone": "x"})
    assert refused.status_code == 422
    assert 'href="#phone"' in refused.get_data(as_text=True)
    assert keeper.post("/agencies/1/change", data=sent).status_code == 302
    shown = page_of(keeper, "/agencies/1")
    for words in ("12 Hòa Bình, Phường Ninh Kiều", "02923 555 111", "sửa ngày 23/11/2026"):
        assert words in shown
    meeting = keeper.post("/agencies/1/change", data=sent | {"address": "99 Trần Phú"})
    assert meeting.status_code == 409
    assert "12 Hòa Bình" in meeting.get_data(as_text=True)
    assert "99 Trần Phú" not in page_of(keeper, "/agencies/1")


def test_verified_today_is_one_post_of_the_version_that_was_read(keeper: FlaskClient) -> None:
    version = version_of(page_of(keeper, "/agencies/1"))
    for _ in range(2):  # the second comes too late: it was not read since
        answer = keeper.post("/agencies/1/verify", data={"version": version, "service": "1"})
        assert (answer.status_code, answer.location) == (302, "/agencies/1")
        said = page_of(keeper, "/agencies/1")
        assert ("Đã ghi nhận: xác minh hôm nay" in said) != ("hãy xem lại" in said)
    assert "hãy xem lại" in said
    assert keeper.post("/agencies/9/verify", data={"version": "1"}).status_code == 404


@pytest.mark.parametrize(("role", "unit"), [("officer", NINH_KIEU), ("statistician", CITY)])
def test_who_refers_reads_and_nobody_else_keeps_it(
    house: House, keeper: FlaskClient, role: str, unit: str
) -> None:
    client = signed_in(house, role, unit)
    reads = 200 if role == "officer" else 404
    assert client.get("/agencies").status_code == reads
    assert client.get("/agencies/1").status_code == reads
    assert b"/agencies/1/change" not in client.get("/agencies/1").data
    for path in ("new", "unchecked", "1/change", "1/services/new", "1/services/1", "1/accounts"):
        assert client.get(f"/agencies/{path}").status_code == 404
    assert client.post("/agencies/new", data=OFFER).status_code == 404
    assert client.post("/agencies/1/verify", data={"version": "1"}).status_code == 404
    assert b"/agencies/1/change" in keeper.get("/agencies/1").data

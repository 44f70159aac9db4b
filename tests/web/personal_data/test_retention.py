"""Retention through the browser: decided by the city, listed for the supervisor, never deleted."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of


def test_the_city_decides_and_takes_back(house: House) -> None:
    admin, supervisor = signed_in(house, "administrator"), signed_in(house, "supervisor", "92")
    assert "chưa quyết định thời hạn" in text_of(supervisor, "/retention/files")
    form = {"decision": "Số 12/QĐ-UBND"} | boxes("valid_from", "2026-11-01")
    for years, status in (("0", 422), ("mười", 422), ("10", 302)):
        sent = form | {"years": years, "post_key": key()}
        assert admin.post("/retention/new", data=sent).status_code == status
    assert "10 năm" in text_of(admin, "/retention")
    assert "Không có hồ sơ nào" in text_of(supervisor, "/retention/files")
    assert supervisor.get("/retention/new").status_code == 404
    assert admin.get("/retention/files").status_code == 404
    page = admin.get("/retention").text
    address = page.partition('action="/retention/')[2].partition('"')[0]
    assert admin.post(f"/retention/{address}").status_code == 302
    assert "chưa quyết định thời hạn" in text_of(supervisor, "/retention/files")

"""The papers that follow a separation as PDFs: linked from its page, in the copy asked for."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.measures import HOST, separated
from tests.factories.printed_text import texts_of
from tests.factories.web import boxes, key, make_user, post_case, post_report, sign_in


def drawn(content: bytes) -> str:
    return " ".join(texts_of(content))


@pytest.mark.parametrize(("query", "named"), [("", False), ("?copy=file", True)])
def test_an_extension_is_printed_in_its_copy(house: House, query: str, named: bool) -> None:
    officer = sign_in(house, make_user(house, "officer"))
    chair = sign_in(house, make_user(house, "chair"))
    case = f"/cases/{post_case(officer, post_report(officer))}"
    page = separated(officer, chair, case)
    asked = {"post_key": key(), "why": "Cần thêm thời gian", **boxes("last_day", "2026-12-05")}
    assert officer.post(f"{page}/extensions/new", data=asked).status_code == 302
    address = f"{case}/separation-orders/1/decision.pdf"
    said = officer.get(page).get_data(as_text=True)
    assert f'href="{address}"' in said
    assert f'href="{address}?copy=file"' in said
    answer = officer.get(f"{address}{query}")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].endswith('-extension-1.pdf"')
    assert (HOST in " ".join(drawn(answer.data).split())) is named
    assert "chưa quyết định" in drawn(answer.data)
    assert officer.get(address.replace("/1/", "/2/")).status_code == 404

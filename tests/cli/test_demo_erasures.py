"""Made-up erasures: one is done, the other waits for a second person of the city."""

from __future__ import annotations

import pytest

from caseapp.casework.child_search import Search, find_children
from caseapp.casework.data_request_reading import list_requests
from caseapp.casework.erasure_reading import list_erasures, read_erasure
from caseapp.casework.erasures import refuse_erasure
from caseapp.cli.demo_erasures import show_erasures
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CITY, make_user

BINH_THUY = "31168"


def test_one_is_erased_and_one_waits(house: House) -> None:
    make_user(house, "supervisor", CITY, "giamsat")
    make_user(house, "officer", BINH_THUY, "canbo.binhthuy")
    make_user(house, "chair", BINH_THUY, "chutich.binhthuy")
    with house.app.app_context():
        done, waits = show_erasures(NOW)
        first, second = actor_of(house, "giamsat"), actor_of(house, "giamsat2")
        states = {row.number: row.state for row in list_erasures(second, now=NOW)}
        assert states == {done: "done", waits: "proposed"}
        assert read_erasure(second, waits, now=NOW).against == ()
        officer = actor_of(house, "canbo.binhthuy")
        (request,) = list_requests(officer, now=NOW)
        assert (request.code, request.kind, request.state) == (
            read_erasure(second, done, now=NOW).request, "erasure", "executed",
        )  # fmt: skip
        names = [line.full_name for line in find_children(officer, Search(""), now=NOW).lines]
        assert "Sơn Văn Chim Sẻ" in names
        assert "Lâm Thị Vàng Anh" not in names
        with pytest.raises(RuleBroken, match="Another person"):
            refuse_erasure(first, waits, answer="Giữ lại", now=NOW)
        refuse_erasure(second, waits, answer="Giữ lại", now=NOW)

"""A program is told by documents: at every address of its own, also one that is not there."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.web import client

FIGURES = "/api/v1/indicators?period=2026"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/none", 404), ("GET", "/api/", 404), ("GET", "/api/v1/frozen/x", 404),
        ("POST", FIGURES, 405), ("DELETE", FIGURES, 405), ("PUT", "/api/v1/frozen/1", 405),
        ("GET", FIGURES, 401),
    ],
)  # fmt: skip
def test_refusals_are_documents_and_never_pages(
    house: House, method: str, address: str, status: int
) -> None:
    answer = client(house, csrf=True).open(address, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    told = answer.get_json(force=True)
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert told["instance"] == address.partition("?")[0]
    assert answer.headers["Cache-Control"] == "no-store"
    if status == 405:
        assert "GET" in answer.headers["Allow"]


def test_what_was_asked_is_told_as_an_address(house: House) -> None:
    answer = client(house).get("/api/v1/frozen/Nguyễn %1d<b>")
    assert answer.get_json(force=True)["instance"] == "/api/v1/frozen/Nguy%E1%BB%85n%20%1D%3Cb%3E"


def test_what_breaks_inside_tells_nothing_of_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("secret of the machine")

    monkeypatch.setattr("caseapp.web.figures_api.routes.document", broken)
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client(house).get("/api/v1/openapi.json")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "ZeroDivision" not in answer.text


def test_pages_are_still_pages(house: House) -> None:
    answer = client(house).get("/apis")
    assert answer.mimetype == "text/html"

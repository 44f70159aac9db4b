"""What an act could not do becomes a page: missing and forbidden cannot be told apart."""

from __future__ import annotations

import sqlite3

import pytest

from caseapp.casework.file_reading import CHANGED, ERASED, Unreadable
from caseapp.casework.outcomes import Missing, Stale, StoreRefused
from caseapp.rules.access import Act, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.house import House
from tests.factories.web import client, faceless

FULL = StoreRefused(
    "INSERT", {"narrative": "the child said"}, sqlite3.OperationalError("disk full")
)


def answered(house: House, error: Exception) -> tuple[int, bytes]:
    def view() -> str:
        raise error

    view.__act__ = "public"  # type: ignore[attr-defined]
    house.app.add_url_rule("/act", "act", view)
    answer = client(house).get("/act")
    return answer.status_code, answer.data


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Denied(Act.CASE_READ), 404),
        (Missing("cases:HS-26-1"), 404),
        (Stale("HS-26-1"), 409),
        (RuleBroken("no"), 422),
        (FULL, 503),
        (Unreadable(CHANGED), 422),
        (Unreadable(ERASED), 422),
    ],
)
def test_each_has_its_status_and_tells_nothing_of_the_row(
    house: House, error: Exception, status: int
) -> None:
    found, page = answered(house, error)
    assert found == status
    assert b"HS-26-1" not in page
    assert b"narrative" not in page
    assert b"the child said" not in page


def test_a_forbidden_page_is_the_missing_page_to_the_letter(house: House) -> None:
    _, forbidden = answered(house, Denied(Act.CASE_READ))
    missing = client(house).get("/no/such/page").get_data(as_text=True)
    assert faceless(forbidden.decode(), "/act") == faceless(missing, "/no/such/page")


def test_a_store_that_refused_is_named_in_the_log_without_its_values(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    answered(house, FULL)
    assert "OperationalError" in caplog.text
    assert "the child said" not in caplog.text

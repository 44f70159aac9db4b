"""How often a sign-in may fail: each limit one failure before and at it, and nobody locked out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.limits import TRIES, TRIES_WITHIN, Caller, Refused, TooManyTries
from caseapp.casework.sign_in import sign_in
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.records.users import KnownBrowser, SignInAttempt
from tests.factories.house import NOW, House
from tests.factories.web import PASSWORD, make_user

OFFICE = "192.0.2.7"


@pytest.fixture
def name(house: House) -> str:
    make_user(house, "officer", username="dongnghiep")
    return make_user(house, "officer", username="canbo")


def tried(
    username: str = "canbo",
    password: str = PASSWORD,
    *,
    source: str = OFFICE,
    browser: str = "",
    clock: object = NOW,
) -> str:
    """How a try ended: the browser's token when it was let in, else what refused it."""
    try:
        entry = sign_in(username, password, caller=Caller(source, browser), clock=clock)  # type: ignore[arg-type]
    except (Refused, TooManyTries) as refused:
        return type(refused).__name__
    return entry.browser_token


def fail(times: int, username: str = "canbo", **more: object) -> set[str]:
    return {tried(username, "wrong password", **more) for _ in range(times)}  # type: ignore[arg-type]


def others(number: int) -> list[str]:
    """Addresses all over the world."""
    return [f"198.51.100.{at}" for at in range(number)]


def test_an_address_waits_after_ten_failures_whoever_is_tried(house: House, name: str) -> None:
    with house.app.app_context():
        for at in range(TRIES - 1):
            assert fail(1, f"ten-{at}") == {"Refused"}
        assert len(tried()) > 20  # nine failures: still open
        assert fail(1, "ten-cuoi") == {"Refused"}
        assert tried() == "TooManyTries"
        assert len(tried(source="192.0.2.8")) > 20


@pytest.mark.parametrize("username", ["canbo", "kokhongco"])
def test_a_name_waits_in_unknown_browsers_whether_it_exists_or_not(
    house: House, name: str, username: str
) -> None:
    with house.app.app_context():
        for source in others(TRIES - 1):
            assert fail(1, username, source=source) == {"Refused"}
        assert fail(1, username, source="203.0.113.1") == {"Refused"}  # the tenth is looked at
        assert fail(1, username, source="203.0.113.2") == {"TooManyTries"}
        assert fail(1, "dongnghiep", source="203.0.113.2") == {"Refused"}


def test_a_name_is_open_after_nine_failures(house: House, name: str) -> None:
    with house.app.app_context():
        for source in others(TRIES - 1):
            fail(1, source=source)
        assert len(tried(source="203.0.113.1")) > 20


def test_a_known_browser_is_not_locked_out_by_strangers_nor_by_colleagues(
    house: House, name: str
) -> None:
    with house.app.app_context():
        own = tried()
        for source in others(TRIES):
            fail(1, source=source)
        fail(TRIES, "dongnghiep")  # in the same office
        assert tried() == "TooManyTries"
        assert tried(source="203.0.113.1") == "TooManyTries"
        assert tried(browser=own) == own


def test_a_known_browser_has_ten_tries_of_its_own(house: House, name: str) -> None:
    with house.app.app_context():
        own = tried()
        assert fail(TRIES - 1, browser=own) == {"Refused"}
        assert tried(browser=own) == own
        assert fail(1, browser=own) == {"Refused"}
        assert tried(browser=own) == "TooManyTries"
        # What it failed is counted against nobody else.
        assert len(tried()) > 20
        assert len(tried("dongnghiep")) > 20


def test_a_browser_is_known_to_who_signed_in_there_alone(house: House, name: str) -> None:
    with house.app.app_context():
        own = tried()
        fail(TRIES, "dongnghiep", browser=own)
        assert tried("dongnghiep", browser=own) == "TooManyTries"
        assert tried(browser=own) == own


def test_two_who_share_a_browser_keep_one_token_and_two_allowances(house: House, name: str) -> None:
    with house.app.app_context():
        first = tried()
        second = tried("dongnghiep", browser=first)
        assert second != first  # a token somebody planted serves nobody
        assert tried(browser=second) == second
        fail(TRIES, browser=second)
        assert tried(browser=second) == "TooManyTries"
        assert tried("dongnghiep", browser=second) == second
        assert db.session.query(KnownBrowser).count() == 2


def test_failures_cease_to_count_after_a_quarter_of_an_hour(house: House, name: str) -> None:
    with house.app.app_context():
        fail(TRIES)
        assert tried(clock=NOW + TRIES_WITHIN - timedelta(seconds=1)) == "TooManyTries"
        assert len(tried(clock=NOW + TRIES_WITHIN)) > 20


def test_who_must_wait_does_not_wait_longer_for_trying(house: House, name: str) -> None:
    with house.app.app_context():
        fail(TRIES)
        assert fail(5, clock=NOW + timedelta(minutes=14)) == {"TooManyTries"}
        assert len(tried(clock=NOW + TRIES_WITHIN)) > 20


def test_who_must_wait_is_written_down_as_well(house: House, name: str) -> None:
    with house.app.app_context():
        fail(TRIES)
        assert tried() == "TooManyTries"
        denied = select(AuditEntry).where(AuditEntry.outcome == "denied")
        told = {row.act for row in db.session.scalars(denied)}
        assert (len(db.session.scalars(denied).all()), told) == (TRIES + 1, {"account.sign_in"})


def test_neither_address_nor_name_is_kept_and_nothing_for_long(house: House, name: str) -> None:
    with house.app.app_context():
        fail(1)
        (row,) = db.session.scalars(select(SignInAttempt)).all()
        for secret in (OFFICE, "canbo"):
            assert secret.encode() not in row.source + row.name
        fail(1, clock=NOW + timedelta(days=2))
        assert db.session.query(SignInAttempt).count() == 1

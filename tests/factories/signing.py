"""Second factors as people have them: an app that shows codes, and what signing in asks of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from caseapp import desk
from caseapp.casework import second_factor
from caseapp.casework.limits import Caller
from caseapp.casework.sign_in import Entry, sign_in
from caseapp.records.users import User
from caseapp.rules.stages import Demands
from tests.factories.house import NOW, House
from tests.factories.web import PASSWORD

HERE = Caller("192.0.2.7")
ALL = Demands(first_password=True, second_factor=True)
STEP = timedelta(seconds=30)


def code_at(secret: str, moment: datetime) -> str:
    """What the app shows at a moment."""
    return pyotp.TOTP(secret).at(moment)


def give_factor(
    house: House, username: str, moment: datetime = NOW - 9 * STEP
) -> tuple[str, tuple[str, ...]]:
    """Give an account a second factor past the pages; return its key and the paper codes."""
    secret = pyotp.random_base32()
    with house.app.app_context(), desk.ledger(write=True) as session:
        user = session.scalars(select(User).where(User.username == username)).one()
        step = int(moment.timestamp()) // 30
        codes = second_factor.keep_secret(session, user, secret, step)
        session.flush()
    return secret, codes


def must_change(house: House, username: str) -> None:
    """Let an account have a password that somebody else chose."""
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.scalars(
            select(User).where(User.username == username)
        ).one().must_change_password = True
        session.flush()


def entered(username: str, **more: object) -> Entry:
    """Sign in to an account below the pages, with the right password and from one place."""
    given: dict[str, object] = {"password": PASSWORD, "caller": HERE, "clock": NOW, "demands": ALL}
    return sign_in(username, **(given | more))  # type: ignore[arg-type]  # keywords by name


def secret_on(page: str) -> str:
    """The key that a page shows in groups of four."""
    found = re.search(r"<strong translate=\"no\">([A-Z2-7 ]+)</strong>", page)
    assert found, "the page shows no key"
    return found[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<strong>([0-9a-z]{5}-[0-9a-z]{5})</strong>", page)


def post_code(browser: FlaskClient, address: str, secret: str, **more: str) -> TestResponse:
    """Send what the app shows now."""
    return browser.post(address, data={"code": code_at(secret, datetime.now(UTC)), **more})


@contextmanager
def in_production(house: House) -> Iterator[None]:
    """Let the application ask what it asks in production, on an instance of the tests."""
    before = house.app.extensions["caseapp.settings"]
    house.app.extensions["caseapp.settings"] = type(before)(
        "production", before.instance, fixed_now=before.fixed_now
    )
    try:
        yield
    finally:
        house.app.extensions["caseapp.settings"] = before

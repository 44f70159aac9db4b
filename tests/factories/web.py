"""People who sign in: accounts of any role and unit, and a browser of the test client for each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from itertools import count
from secrets import token_urlsafe

from flask.testing import FlaskClient

from caseapp import desk
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.limits import hashed
from caseapp.casework.sign_in import named
from caseapp.records.users import SignIn
from caseapp.rules.access import CITY_ROLES, NOBODY, Act, Role
from caseapp.web.actor import COOKIE
from tests.factories.house import SYSTEM, House

PASSWORD = "correct horse battery"
NINH_KIEU = "31135"
"""Ward Ninh Kiều, in force since 1 July 2025."""
CAI_KHE = "31120"
"""Ward Cái Khế, its neighbour."""
CITY = "92"

_NUMBERS = count(1)
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def make_user(
    house: House, role: str, area_code: str | None = None, username: str | None = None
) -> str:
    """Make an account with one role in one unit; return its sign-in name.

    Without a unit: the city for who serves it alone, ward Ninh Kiều for others.
    """
    name = username or f"{role}-{next(_NUMBERS)}"
    unit = area_code or (CITY if Role(role) in CITY_ROLES else NINH_KIEU)
    new = NewAccount(name, f"Người dùng {name}", PASSWORD, role, unit, handed_over=False)
    with house.app.app_context():
        return add_account(SYSTEM, new, now=house.settings.now()).username


def client(house: House, *, csrf: bool = False) -> FlaskClient:
    """Return a browser of its own; forms need no token unless `csrf` asks for the real guard."""
    house.app.config["WTF_CSRF_ENABLED"] = csrf
    return house.app.test_client()


def sign_in(house: House, username: str, *, csrf: bool = False) -> FlaskClient:
    """Return the browser of somebody who has signed in.

    Their session is written as the sign-in page leaves it: thousands of tests begin with one, and
    those of tests/web/account send the page itself.
    """
    browser, clock, token = client(house, csrf=csrf), datetime.now(UTC), token_urlsafe(32)
    with house.app.app_context(), desk.writing(NOBODY, Act.SIGN_IN, now=clock) as door:
        user = named(door.session, username)
        assert user is not None, username
        assert user.disabled_at is None, username
        door.session.add(
            SignIn(
                token_hash=hashed(token), user_id=user.id, browser="",
                created_at=clock, seen_at=clock, strong=False, wrong_codes=0,
            )
        )  # fmt: skip
        door.log(f"user:{user.id}", None, strong=False)
    browser.set_cookie(COOKIE, token)
    return browser


def signed_in(house: House, role: str, area_code: str | None = None) -> FlaskClient:
    """Return the browser of a new account with this role in this unit."""
    return sign_in(house, make_user(house, role, area_code))


def search(browser: FlaskClient, page: str, **fields: str) -> str:
    """Look for something on a page as its form does; return the address to which that leads."""
    answer = browser.post(f"{page}/search", data=fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def faceless(page: str, address: str) -> str:
    """Return a page without what differs between any two of them: its address and its token."""
    return _TOKEN.sub("", page).replace(f'value="{address}"', "")


def token_in(page: str) -> str:
    """Return the CSRF token of a page."""
    found = _TOKEN.search(page)
    assert found, "the page holds no CSRF token"
    return found[1]


def key() -> str:
    """Return a one-time key for a form, never the same twice."""
    return f"one-time-key-{next(_NUMBERS):08}"


def boxes(name: str, text: str) -> dict[str, str]:
    """Return the boxes of a moment or day: boxes("received_at", "2026-11-23 07:30")."""
    day, _, clock = text.partition(" ")
    parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
    if clock:
        parts |= dict(zip(("hour", "minute"), clock.split(":"), strict=True))
    return {f"{name}-{part}": typed for part, typed in parts.items()}


def post_report(browser: FlaskClient, received: str = "2026-11-23 07:30", **answers: str) -> str:
    """Log a report on Mẫu 01 as an officer does; return its code."""
    form = {
        "post_key": key(),
        "works_here": "no",
        "channel": "phone",
        "event_area": NINH_KIEU,
        "child_name": "Thạch Thị Sa Rương",
        "birth-age": "8",
        "sex": "female",
        **boxes("received_at", received),
        **answers,
    }
    answer = browser.post("/reports/new", data=form)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    # An officer is led on to whom to call, a collaborator to what is told of it.
    return answer.headers["Location"].removesuffix("/calls").rpartition("/")[2]


def post_case(browser: FlaskClient, report: str, **answers: str) -> str:
    """Open a case from a report for a new child; return its code."""
    form = {
        "post_key": key(),
        "full_name": "Thạch Thị Sa Rương",
        "born-age": "8",
        "sex": "female",
        "area_code": NINH_KIEU,
        "distinct": "y",
        **answers,
    }
    answer = browser.post(f"/reports/{report}/case", data=form)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"].rpartition("/")[2]


def text_of(browser: FlaskClient, address: str) -> str:
    """Return the words of a page, without its tags, blanks made single; it must be there."""
    answer = browser.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    words = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    return " ".join(unescape(words).split())


def version_in(page: str) -> str:
    """Return the version of the row that a form was filled from."""
    found = re.search(r'name="version" value="([0-9]+)"', page)
    assert found, "the page holds no version"
    return found[1]

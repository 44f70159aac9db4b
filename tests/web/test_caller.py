"""Where a request comes from."""

from __future__ import annotations

from caseapp.web.caller import BROWSER_COOKIE, caller
from tests.factories.house import House


def test_a_caller_is_an_address_a_browser_and_its_token(house: House) -> None:
    headers = {"Cookie": f"{BROWSER_COOKIE}=known", "User-Agent": "curl"}
    with house.app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        found = caller()
    assert (found.source, found.browser_token, found.terminal) == ("192.0.2.7", "known", False)

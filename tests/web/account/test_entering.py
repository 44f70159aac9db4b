"""What signing in leaves in the browser, and where it leads."""

from __future__ import annotations

from caseapp.casework.account_changes import RoleEntry, ask_role
from caseapp.casework.sign_in import Entry
from caseapp.rules.stages import Stage
from caseapp.rules.values import local_day
from caseapp.web.account.entering import at, onward
from caseapp.web.actor import COOKIE
from caseapp.web.caller import BROWSER_COOKIE, caller
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, PASSWORD, client, make_user

CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"


def test_a_caller_is_an_address_a_token_and_a_browser_in_words(house: House) -> None:
    headers = {"User-Agent": CHROME, "Cookie": f"{BROWSER_COOKIE}=known; {COOKIE}=mine"}
    around = {"REMOTE_ADDR": "192.0.2.7"}
    with house.app.test_request_context(headers=headers, environ_base=around):
        found = caller()
        assert (found.source, found.browser_token) == ("192.0.2.7", "known")
        assert found.browser == "Chrome, Windows"
        assert (at().token, at().caller, at().now) == ("mine", found, NOW)


def test_a_step_that_is_owed_keeps_where_one_was_going(house: House) -> None:
    owed = Entry("token", Stage.CODE)
    for going, there in (
        ("/reports", "/sign-in/code?next=/reports"),
        ("//evil.example", "/sign-in/code"),
        ("/", "/sign-in/code"),
    ):
        with house.app.test_request_context(query_string={"next": going}):
            assert onward(owed) == there


def test_a_complete_sign_in_leads_to_what_others_changed_first(house: House) -> None:
    name = make_user(house, "officer")
    entry = RoleEntry("statistician", CITY, local_day(NOW), None)
    with house.app.app_context():
        ask_role(SYSTEM, name, entry, now=NOW)
    browser = client(house)
    form = {"username": name, "password": PASSWORD}
    answer = browser.post("/sign-in?next=/reports", data=form)
    assert answer.location == "/account/changes?next=/reports"


def test_the_browsers_token_stays_and_the_sessions_is_new(house: House) -> None:
    browser, form = client(house), {"username": make_user(house, "officer"), "password": PASSWORD}
    browser.post("/sign-in", data=form)
    first = [browser.get_cookie(each) for each in (COOKIE, BROWSER_COOKIE)]
    browser.post("/sign-out")
    browser.post("/sign-in", data=form)
    second = [browser.get_cookie(each) for each in (COOKIE, BROWSER_COOKIE)]
    values = [each.value for each in first + second if each is not None]
    assert len(values) == 4
    assert values[0] != values[2]
    assert values[1] == values[3]

"""What every answer says to the browser, errors and assets among them; posts from other sites."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from tests.factories.house import House
from tests.factories.web import client, signed_in

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def guarded(answer: TestResponse) -> bool:
    """Whether an answer bears every header, and a policy without a way for foreign content."""
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert {policy[f"{kind}-src"] for kind in ("script", "style", "font", "img", "connect")} == {
        "'self'"
    }
    assert policy["form-action"] == "'self'"
    assert not {name for name, _ in answer.headers if name.startswith("Access-Control-")}
    if answer.mimetype.startswith("text/"):
        assert answer.content_type.endswith("; charset=utf-8")
    return answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/", "/nowhere", "/reports", "/static/nowhere.css", "/static/"]
)
def test_pages_redirects_and_errors_are_guarded_and_never_kept(house: House, path: str) -> None:
    assert guarded(client(house).get(path))
    assert guarded(client(house).head(path))
    assert guarded(client(house).delete(path))
    assert guarded(signed_in(house, "officer").get(path))


@pytest.mark.parametrize(
    "path",
    ["/.git/HEAD", "/.env", "/setup.cfg", "/instance/caseapp.db", "/static/", "/static/vendor/",
     "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"],
)  # fmt: skip
def test_nothing_of_the_checkout_and_no_list_of_a_folder_is_served(house: House, path: str) -> None:
    answer = signed_in(house, "officer").get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"  # the page of the house, nothing of a file


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_what_was_asked_is_never_echoed(house: House, method: str) -> None:
    answer = signed_in(house, "officer").open("/", method=method, headers={"X-Told": "a secret"})
    assert answer.status_code == 405
    assert "a secret" not in answer.text
    assert guarded(answer)


def test_a_fault_of_the_program_is_guarded_too_and_tells_nothing(house: House) -> None:
    def broken() -> str:
        raise RuntimeError("the narrative of a child")

    broken.__act__ = "public"  # type: ignore[attr-defined]
    house.app.add_url_rule("/broken", "broken", broken)
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client(house).get("/broken")
    assert answer.status_code == 500
    assert guarded(answer)
    assert b"narrative" not in answer.data


def test_assets_are_guarded_and_kept_only_when_their_name_says_what_they_hold(
    house: House,
) -> None:
    browser = client(house)
    page = browser.get("/sign-in").get_data(as_text=True)
    links = {part.split('"')[0] for part in page.split('"') if part.startswith("/static/")}
    assert links
    for link in links:
        answer = browser.get(link, buffered=True)
        assert answer.status_code == 200
        assert not guarded(answer)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        bare = link.partition("?")[0]
        if not bare.startswith("/static/vendor/"):
            assert browser.get(bare, buffered=True).headers["Cache-Control"] == "no-cache"


def test_nothing_in_a_page_needs_what_the_policy_forbids(house: House) -> None:
    for browser in (client(house), signed_in(house, "officer")):
        page = browser.get("/", follow_redirects=True).get_data(as_text=True)
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "javascript:" not in page
        assert all("src=" in tag for tag in page.split("<script")[1:])


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_a_post_that_another_site_sent_is_refused(house: House, origin: str) -> None:
    browser = signed_in(house, "officer")
    answer = browser.post("/sign-out", headers={"Sec-Fetch-Site": origin})
    assert answer.status_code == 400
    assert guarded(answer)
    assert browser.get("/").status_code == 200  # still signed in


@pytest.mark.parametrize("origin", ["same-origin", "none", None])
def test_a_post_of_this_site_passes(house: House, origin: str | None) -> None:
    headers = {"Sec-Fetch-Site": origin} if origin else {}
    assert signed_in(house, "officer").post("/sign-out", headers=headers).status_code == 302


def test_a_link_from_another_site_may_be_followed(house: House) -> None:
    answer = client(house).get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200

"""Names of cookies: behind TLS no other host and no plain line can plant one; in a demo plain."""

from __future__ import annotations

from werkzeug.wrappers import Response

from caseapp.web.cookies import LANGUAGE, cookie_name, forget_cookie, keep_cookie, kept_cookie
from tests.factories.house import House
from tests.factories.signing import in_production
from tests.factories.web import client


def test_the_prefix_is_there_in_production_alone(house: House) -> None:
    with house.app.app_context():
        assert cookie_name("a") == "a"
        assert cookie_name("a", production=True) == "__Host-a"
        with in_production(house):
            assert cookie_name("a") == "__Host-a"


def test_a_cookie_kept_is_read_again_and_forgotten_under_the_same_terms(house: House) -> None:
    with in_production(house):
        with house.app.test_request_context(headers={"Cookie": "__Host-a=mine; a=planted"}) as at:
            assert kept_cookie(at.request, "a") == "mine"
            kept, gone = Response(), Response()
            keep_cookie(kept, "a", "mine", lasts=60)
            forget_cookie(gone, "a")
        with house.app.test_request_context(headers={"Cookie": "a=planted"}) as at:
            assert kept_cookie(at.request, "a") is None
    terms = {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"}
    for answer, value, age in ((kept, "mine", "60"), (gone, "", "0")):
        first, *rest = answer.headers["Set-Cookie"].split("; ")
        assert first == f"__Host-a={value}"
        assert terms <= set(rest)
        assert f"Max-Age={age}" in rest
        assert "Domain" not in answer.headers["Set-Cookie"]


def test_the_language_of_somebody_who_is_not_signed_in_is_kept_so_too(house: House) -> None:
    with in_production(house):
        browser = client(house)
        answer = browser.post("/language", data={"language": "en", "next": "/sign-in"})
        assert answer.headers["Set-Cookie"].startswith(f"__Host-{LANGUAGE}=en; ")
        assert '<html lang="en"' in browser.get("/sign-in").text or 'lang="en"' in answer.text

"""A form that the page's script sends is told where it leads; all other answers stay as they are."""

from __future__ import annotations

from flask import Flask, redirect

from caseapp.web.sent_by_script import LEAD_TO, SENT_BY, register_sent_by_script


def _app() -> Flask:
    app = Flask("x")
    register_sent_by_script(app)
    app.add_url_rule("/lead", "lead", lambda: redirect("/there"), methods=["GET", "POST"])
    app.add_url_rule("/page", "page", lambda: ("<main></main>", 422), methods=["POST"])
    return app


def test_only_a_redirect_of_what_the_script_posted_is_told_in_a_header() -> None:
    browser, by = _app().test_client(), {SENT_BY: "page"}
    told = browser.post("/lead", headers=by)
    assert (told.status_code, told.headers[LEAD_TO], told.data) == (204, "/there", b"")
    assert "Location" not in told.headers
    for answer in (browser.post("/lead"), browser.get("/lead", headers=by)):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/there")
    assert browser.post("/page", headers=by).status_code == 422

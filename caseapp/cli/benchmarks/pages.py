"""What a page costs against its bare template: for any page that an officer may open."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from typing import Any, Final

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseapp.casework.accounts import NewAccount, add_account
from caseapp.cli.benchmarks.places import NOW
from caseapp.rules.access import Role, operator
from caseapp.upkeep.bench.measure import compare
from caseapp.upkeep.bench.statements import counted

WHO: Final = "do.kiem"
"""The account that measures."""
PASSWORD: Final = "một câu dài để đo"  # noqa: S105 - of accounts that live for one measurement


def page_and_bare(
    app: Flask, ward: str, asked: str | Callable[[FlaskClient], str]
) -> tuple[float, float, int]:
    """Measure a page as the ward's officer sees it, and its bare template with the same rows.

    `asked` is its address, or finds it in the officer's browser. Return both in milliseconds, and
    the number of SQL statements of the page.
    """
    client = officer_of(app, ward)
    page = asked if isinstance(asked, str) else asked(client)
    with counted() as statements:
        bare = _bare(app, client, page)
    ours, yardstick = compare(lambda: fetch(client, page), lambda: fetch(bare, page))
    return ours, yardstick, len(statements)


def fetch(client: FlaskClient, page: str) -> TestResponse:
    """Fetch a page as the server would: outside the application context that is open here."""
    return Context().run(client.get, page)


def led_to(client: FlaskClient, page: str, form: dict[str, str]) -> str:
    """Send a form as the officer does; return the address to which it leads."""
    answer = Context().run(client.post, page, data=form)
    assert answer.location, answer.status
    return str(answer.location)


def officer_of(app: Flask, ward: str) -> FlaskClient:
    """Give a ward an officer, by the name WHO, and return a client in which they are signed in."""
    named = (WHO, "Người Đo", PASSWORD, Role.OFFICER, ward)
    add_account(operator(production=False), NewAccount(*named, handed_over=False), now=NOW)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    who = {"username": WHO, "password": PASSWORD}
    answer = Context().run(client.post, "/sign-in", data=who)
    assert answer.status_code == 302, answer.status  # noqa: PLR2004
    return client


def _bare(app: Flask, client: FlaskClient, page: str) -> FlaskClient:
    """Return a client of an application that only draws the page's template with its rows."""
    drawn: list[tuple[Any, dict[str, Any]]] = []

    def keep(_sender: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:  # noqa: ANN401
        drawn.append((template, context))

    with template_rendered.connected_to(keep, app):
        answer = fetch(client, page)
    assert answer.status_code == 200, answer.status  # noqa: PLR2004
    template, context = drawn[-1]
    kept = {k: v for k, v in context.items() if k not in {"request", "session", "g"}}
    bare = Flask("bare")
    bare.secret_key = app.secret_key
    bare.url_map, bare.jinja_env = app.url_map, app.jinja_env
    bare.view_functions = dict.fromkeys(app.view_functions, lambda: template.render(kept))
    bare.extensions = app.extensions
    return bare.test_client()

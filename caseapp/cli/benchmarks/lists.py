"""The list of 50 reports from a million against the bare template with the same rows."""

from __future__ import annotations

from contextvars import Context
from typing import Any, Final

from flask import Flask, template_rendered, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseapp.casework.accounts import NewAccount, add_account
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.rules.access import Role, operator
from caseapp.upkeep.bench.measure import Ratio, compare
from caseapp.upkeep.bench.reports import fill_reports
from caseapp.upkeep.bench.statements import counted

_PASSWORD: Final = "mật khẩu để đo"  # noqa: S105 - of an account that lives for one measurement
_LIMIT: Final = 2.0


def measure(children: int, reports: int = 1_000_000) -> Ratio:
    """Measure the page of a signed-in officer: session, policy, scope, rows, log and template."""
    del children
    with new_instance() as app:
        ward = fill_reports(reports, NOW)
        who = ("do.kiem", "Người Đo", _PASSWORD, Role.OFFICER, ward)
        add_account(operator(production=False), NewAccount(*who, handed_over=False), now=NOW)
        client = _signed_in(app)
        with app.test_request_context():
            page = url_for("reports.index")
        with counted() as statements:
            bare = _bare(app, client, page)
        ours, yardstick = compare(lambda: _get(client, page), lambda: _get(bare, page))
    return Ratio(
        "list",
        f"list of 50 from {reports:,} reports, signed in, scoped, logged",
        "the same template and rows without anything else",
        ours,
        yardstick,
        _LIMIT,
        {"SQL statements": len(statements)},
    )


def _get(client: FlaskClient, page: str) -> TestResponse:
    """Fetch a page as the server would: outside the application context that is open here."""
    return Context().run(client.get, page)


def _signed_in(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    who = {"username": "do.kiem", "password": _PASSWORD}
    answer = Context().run(client.post, "/sign-in", data=who)
    assert answer.status_code == 302, answer.status  # noqa: PLR2004
    return client


def _bare(app: Flask, client: FlaskClient, page: str) -> FlaskClient:
    """Return a client of an application that only draws the page's template with its rows."""
    drawn: list[tuple[Any, dict[str, Any]]] = []

    def keep(_sender: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:  # noqa: ANN401
        drawn.append((template, context))

    with template_rendered.connected_to(keep, app):
        answer = _get(client, page)
    assert answer.status_code == 200, answer.status  # noqa: PLR2004
    template, context = drawn[-1]
    kept = {k: v for k, v in context.items() if k not in {"request", "session", "g"}}
    bare = Flask("bare")
    bare.secret_key = app.secret_key
    bare.url_map, bare.jinja_env = app.url_map, app.jinja_env
    bare.view_functions = dict.fromkeys(app.view_functions, lambda: template.render(kept))
    bare.extensions = app.extensions
    return bare.test_client()

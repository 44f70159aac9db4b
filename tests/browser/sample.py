"""A small site that shows every part of the layout once, served to the browser under the strict CSP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, flash, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.serving import make_server

from caseapp.rules.clocks import Standing, standing
from caseapp.web.assets import register_assets
from caseapp.web.errors import register_error_pages
from caseapp.web.filters import register_filters

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
)

LIST = """
{% extends "_layout/base.html" %}
{% from "_parts/table.html" import list_table %}
{% from "_parts/clock.html" import clock %}
{% from "_parts/timeline.html" import timeline %}
{% from "_parts/summary.html" import summary_section %}
{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}
{% from "govuk_frontend_jinja/components/back-link/macro.html" import govukBackLink %}
{% block title %}Danh sách trường hợp{% endblock %}
{% block back %}{{ govukBackLink({"text": "Quay lại", "href": "/form"}) }}{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">Danh sách trường hợp</h1>
{% call(row, column) list_table("Trường hợp", ["Trẻ em", "Mức nguy cơ", "Hạn xử lý"], rows) %}
{% if column == 0 %}<a class="govuk-link" href="/form">{{ row[0] }}</a>
{% elif column == 1 %}{{ govukTag({"text": row[1], "classes": "govuk-tag--orange"}) }}
{% else %}{{ clock(row[2]) }}{% endif %}
{% endcall %}
{{ summary_section("Lai lịch", [("Ngày sinh", none), ("Nơi ở", "Phường Ninh Kiều", "/form", "Sửa")]) }}
{{ timeline([{"title": "Tiếp nhận", "at": rows[0][2].due_at, "by": "Cán bộ A", "text": "111"}]) }}
{% endblock %}
"""

FORM = """
{% extends "_layout/base.html" %}
{% from "govuk_frontend_jinja/components/radios/macro.html" import govukRadios %}
{% from "govuk_frontend_jinja/components/input/macro.html" import govukInput %}
{% from "govuk_frontend_jinja/components/error-summary/macro.html" import govukErrorSummary %}
{% block title %}Tiếp nhận{% endblock %}
{% block content %}
{{ govukErrorSummary({"titleText": "Có lỗi cần sửa", "errorList":
  [{"text": "Nhập họ tên", "href": "#name"}]}) }}
<h1 class="govuk-heading-l">Tiếp nhận thông tin trẻ em bị xâm hại hoặc có nguy cơ bị xâm hại</h1>
{{ govukInput({"id": "name", "name": "name", "label": {"text": "Họ và tên trẻ em"},
  "errorMessage": {"text": "Nhập họ tên", "visuallyHiddenText": "Lỗi"}}) }}
{% set who %}{{ govukInput({"id": "who", "name": "who", "label": {"text": "Ai báo?"}}) }}{% endset %}
{{ govukRadios({"name": "told", "idPrefix": "told", "fieldset": {"legend": {"text": "Có người báo?"}},
  "items": [{"value": "no", "text": "Không"},
            {"value": "yes", "text": "Có", "conditional": {"html": who}}]}) }}
{% endblock %}
"""


def clocks() -> list[Standing]:
    """Clocks of every kind: running, soon, late, kept and missed."""
    now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    due = [now + timedelta(hours=hours) for hours in (9, 2, -5, 1, -6)]
    stops = [None, None, None, now, now]
    return [standing(end, now, stop) for end, stop in zip(due, stops, strict=True)]


def make_sample() -> Flask:
    """Make the site: /list, /form and an error page for every other address."""
    app = Flask("caseapp")
    app.config.update(SECRET_KEY="only for this test", WTF_CSRF_ENABLED=True)
    Babel(app, default_locale="vi", locale_selector=lambda: request.args.get("language"))
    CSRFProtect(app)
    loaders = [
        DictLoader({"list.html": LIST, "form.html": FORM}),
        FileSystemLoader(TEMPLATES),
        PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    ]
    app.jinja_env.loader = ChoiceLoader(loaders)
    register_assets(app)
    register_filters(app)
    register_error_pages(app)
    app.jinja_env.globals["demo"] = True
    app.context_processor(_around)
    app.after_request(_strict)

    @app.get("/list")
    def show_list() -> str:
        flash("Đã lưu trường hợp CT-2026-0417.", "success")
        flash("Còn 2 giờ là đến hạn.")
        names = ("Nguyễn Thị Ngọc Hưởng", "Thạch Sa Rương", "Danh Sóc Kha", "Lê Phúc", "Hoàng An")
        rows = [
            (name, "Nguy cơ trung bình", clock) for name, clock in zip(names, clocks(), strict=True)
        ]
        return render_template("list.html", rows=rows)

    @app.get("/form")
    def show_form() -> str:
        return render_template("form.html")

    return app


def _around() -> dict[str, object]:
    labels = (
        "Việc cần làm",
        "Thông báo nhận được",
        "Trường hợp",
        "Trẻ em",
        "Chuyển gửi",
        "Số liệu",
    )
    return {
        "navigation": [(label, "/list", label == "Trường hợp") for label in labels],
        "signed_in": SimpleNamespace(name="Cán bộ A", unit="Phường Ninh Kiều", role="cán bộ"),
        "sign_out_url": "/sign-out",
        "language_url": "/language",
    }


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

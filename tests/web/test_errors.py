from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, abort, request
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import TooManyRequests

from caseapp.web.assets import register_assets
from caseapp.web.errors import error_page, register_error_pages
from caseapp.web.filters import register_filters

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def app() -> Flask:
    made = Flask("caseapp")
    made.config["SECRET_KEY"] = "only for this test"
    made.config["PROPAGATE_EXCEPTIONS"] = False
    Babel(made, default_locale="vi", locale_selector=lambda: request.args.get("language"))
    made.jinja_env.loader = ChoiceLoader(
        [
            FileSystemLoader(TEMPLATES),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    register_assets(made)
    register_filters(made)
    register_error_pages(made)
    made.jinja_env.globals["demo"] = True

    @made.get("/status/<int:code>")
    def status(code: int) -> str:
        abort(code)

    @made.get("/break")
    def broken() -> str:
        raise RuntimeError("the narrative of a child")

    @made.get("/slow")
    def slow() -> str:
        raise TooManyRequests(retry_after=60)

    return made


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        (400, "Không đọc được nội dung vừa gửi"),
        (404, "Không có gì để hiển thị ở đây"),
        (409, "Trong lúc đó đã có người khác sửa nội dung này"),
        (413, "Nội dung gửi lên quá lớn"),
        (422, "Không thực hiện được việc này"),
        (429, "Thử quá nhiều lần trong thời gian ngắn"),
        (500, "Phần mềm gặp lỗi"),
        (503, "Phần mềm đang bận hoặc đang bảo trì"),
    ],
)
def test_each_error_has_its_words(app: Flask, code: int, heading: str) -> None:
    answer = app.test_client().get(f"/status/{code}")
    assert answer.status_code == code
    assert answer.mimetype == "text/html"
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in answer.text
    assert 'href="/"' in answer.text
    assert "DỮ LIỆU THỬ – không nhập trẻ thật" in answer.text


def test_forbidden_looks_like_missing(app: Flask) -> None:
    client = app.test_client()
    forbidden, missing = client.get("/status/403"), client.get("/status/404")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.text == missing.text
    assert dict(forbidden.headers) == dict(missing.headers)


def test_an_exception_nobody_caught_tells_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    answer = app.test_client().get("/break")
    assert answer.status_code == 500
    assert "Exception on /break [GET]" in caplog.text  # whoever looks after the machine is told
    assert "Phần mềm gặp lỗi" in answer.text
    assert "narrative" not in answer.text
    assert "Traceback" not in answer.text


def test_the_page_of_500_does_not_ask_what_may_be_broken(app: Flask) -> None:
    @app.context_processor
    def signed_in() -> dict[str, object]:
        raise RuntimeError("no database")

    answer = app.test_client().get("/break")
    assert answer.status_code == 500
    assert "Phần mềm gặp lỗi" in answer.text


def test_when_nothing_can_be_drawn_there_are_still_words(app: Flask) -> None:
    del app.jinja_env.globals["asset"]
    answer = app.test_client().get("/status/503")
    assert answer.status_code == 503
    assert "Vui lòng thử lại sau vài phút" in answer.text


def test_what_the_error_asks_of_the_browser_is_kept(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/slow").headers["Retry-After"] == "60"
    refused = client.post("/slow")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    assert "Không đọc được nội dung vừa gửi" in refused.text


def test_an_english_page_is_english(app: Flask) -> None:
    answer = app.test_client().get("/status/404?language=en")
    assert '<html lang="en"' in answer.text
    assert "Nothing to show here" in answer.text


def test_a_reason_stands_on_the_page_escaped_and_never_on_a_forbidden_one(app: Flask) -> None:
    with app.test_request_context():
        assert "Đã đóng &lt;b&gt;" in error_page(422, "Đã đóng <b>").get_data(as_text=True)
        assert "secret" not in error_page(403, "secret").get_data(as_text=True)

from __future__ import annotations

import pytest
from flask import Flask

from caseapp.web.assets import OWN, asset, integrity, register_assets


@pytest.fixture
def app() -> Flask:
    made = Flask("caseapp")
    register_assets(made)
    return made


def _status(app: Flask, address: str) -> int:
    with app.test_client().get(address) as answer:  # closes the file it sends
        return answer.status_code


def test_a_vendored_file_bears_its_hash_in_its_name(app: Flask) -> None:
    with app.test_request_context():
        address = asset("app.css")
    assert address.startswith("/static/vendor/app-")
    assert _status(app, address) == 200


@pytest.mark.parametrize("name", OWN)
def test_our_own_files_bear_their_hash_in_the_query(app: Flask, name: str) -> None:
    with app.test_request_context():
        address = asset(name)
    assert address.startswith(f"/static/{name}?v=")
    assert _status(app, address) == 200


def test_integrity_is_of_the_kind_browsers_read(app: Flask) -> None:
    with app.test_request_context():
        assert integrity("app.css").startswith("sha384-")
        assert integrity("boot.js") != integrity("init.js")


def test_a_name_that_is_not_there_is_refused(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(KeyError):
        asset("jquery.js")

"""Files that tests attach and hand out through the pages, and what the log and database hold."""

from __future__ import annotations

import json
import re

from flask.testing import FlaskClient
from sqlalchemy import text

from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from tests.factories.files import (
    post_file,
)
from tests.factories.house import House
from tests.factories.web import (
    key,
)


def code_in(browser: FlaskClient, address: str) -> str:
    """The code of the only file that a page lists."""
    found = set(
        re.findall(r'href="/files/(TL-26-\w+)"', browser.get(address).get_data(as_text=True))
    )
    assert len(found) == 1
    return found.pop()


def attached(browser: FlaskClient, address: str, content: bytes, **more: str) -> str:
    answer = post_file(browser, address, content, **more)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert answer.location == f"{address}#files"
    return code_in(browser, address)


def handed_out(browser: FlaskClient, code: str) -> str:
    """Record a hand-out; return the address of the download that the page then offers."""
    form = {"post_key": key(), "recipient": "Công an phường", "paper": "Số 12/CV-CAP"}
    answer = browser.post(f"/files/{code}/hand-outs/new", data=form)
    assert answer.status_code == 302
    page = browser.get(f"/files/{code}").get_data(as_text=True)
    found = re.search(rf'action="(/files/{code}/hand-outs/[0-9]+)"', page)
    assert found
    return found[1]


def entries(house: House, act: str) -> list[tuple[str, str, dict[str, object]]]:
    with house.app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT outcome, subject, detail FROM audit_entries WHERE act = :a ORDER BY id"),
            {"a": act},
        )
        return [(row[0], row[1], json.loads(row[2])) for row in rows]


def spoil(house: House, statement: str, **values: object) -> None:
    """Change the database past every guard, as who holds its key could."""
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        connection.rollback()
        driver.execute("BEGIN IMMEDIATE")
        driver.execute(statement, values)
        driver.execute("COMMIT")

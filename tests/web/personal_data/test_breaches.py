"""The log of breaches through the browser: written down, late at home, told, never changed."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from caseapp.records.db import WRITE, db
from tests.factories.house import House
from tests.factories.web import boxes, key, signed_in, text_of

BREACH = {"kind": "disclosed", "people": "12", "happened": "Gửi nhầm thư", "whose": "12 trẻ em"}


def test_a_breach_until_a05_was_told(house: House) -> None:
    browser = signed_in(house, "administrator")
    form = BREACH | boxes("found_at", "2026-11-19 08:00")
    assert "Không ghi tên trẻ em" in text_of(browser, "/data-breaches/new")
    for wrong in ({"people": "mười"}, {"people": "-1"}, {"happened": " "}, {"kind": ""}):
        sent = form | wrong | {"post_key": key()}
        assert browser.post("/data-breaches/new", data=sent).status_code == 422
    made = browser.post("/data-breaches/new", data=form | {"post_key": key()})
    assert made.status_code == 302, made.text
    supervisor = signed_in(house, "supervisor", "92")
    for each in (browser, supervisor):
        home = each.get("/").text
        assert made.location in home
        assert "govuk-tag--red" in home
    told = {"kind": "told", "text": "Công văn số 12"} | boxes("happened_at", "2026-11-20 08:00")
    address = f"{made.location}/addendum"
    early = told | boxes("happened_at", "2026-11-18 08:00") | {"post_key": key()}
    assert supervisor.post(address, data=early).status_code == 422
    assert supervisor.post(address, data=told | {"post_key": key()}).status_code == 302
    assert made.location not in supervisor.get("/").text
    shown = text_of(browser, made.location)
    for words in ("Công văn số 12", "20/11/2026", "19/11/2031", "Gửi nhầm thư"):
        assert words in shown
    assert "govuk-tag--red" not in browser.get(made.location).text
    for role in ("officer", "chair", "statistician", "auditor"):
        assert signed_in(house, role).get(made.location).status_code == 404
    with house.app.app_context():
        for table in ("data_breaches", "breach_addenda"):
            for act in (f"DELETE FROM {table}", f"UPDATE {table} SET code = 'x'"):
                connection = db.engine.connect().execution_options(**{WRITE: True})
                with connection, pytest.raises(DatabaseError, match="only added to"):
                    connection.execute(text(act))

"""Buttons ask the same policy as the door."""

from __future__ import annotations

import pytest
from flask import g
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from caseapp.casework.sessions import Person
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Act, Role
from caseapp.web.rights import allowed, allowed_over_all, insist
from tests.factories.house import House, an_actor


def test_an_officer_is_allowed_in_the_own_unit_only(house: House) -> None:
    with house.app.test_request_context():
        actor = an_actor(Role.OFFICER, 31135)
        g.person = Person(actor, "officer", "vi", "officer", "Phường Ninh Kiều", 31135)
        assert allowed(Act.CASE_EDIT)
        assert allowed(Act.CASE_EDIT, 31135)
        assert not allowed(Act.CASE_EDIT, 31120)
        assert not allowed(Act.CASE_CLOSE, 31135)
        insist(Act.CASE_EDIT, 31135)
        with pytest.raises(NotFound):
            insist(Act.CASE_EDIT, 31120)


@pytest.mark.parametrize(("units", "over_all"), [((), True), ((31135,), False)])
def test_a_part_of_the_city_is_not_all_of_it(
    house: House, units: tuple[int, ...], over_all: bool
) -> None:
    with house.app.test_request_context():
        actor = an_actor(Role.SUPERVISOR, *units)
        g.person = Person(actor, "supervisor", "vi", "supervisor", "", None)
        assert allowed(Act.RELEASE_READ)
        assert allowed_over_all(Act.RELEASE_READ) is over_all
        assert not allowed_over_all(Act.RELEASE_PROPOSE)


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/cases/HS-26-7KQ4MX2B/level", "cases:HS-26-7KQ4MX2B"),
        ("/cases/Nguyễn Văn A/level", "cases:-"),
        ("/referrals/new?case=HS-26-7KQ4MX2B", "cases:HS-26-7KQ4MX2B"),
        ("/children/new", ""),
    ],
)
def test_what_was_refused_is_written_down_with_its_mark_alone(
    house: House, address: str, subject: str
) -> None:
    with house.app.test_request_context(address):
        actor = an_actor(Role.OFFICER, 31135, user_id=7)
        g.person = Person(actor, "officer", "vi", "officer", "Phường Ninh Kiều", 31135)
        with pytest.raises(NotFound):
            insist(Act.CASE_EDIT, 31120)
        with db.engine.connect() as connection:
            newest = select(AuditEntry.__table__).order_by(AuditEntry.id.desc())
            entry = connection.execute(newest).mappings().first()
    assert entry is not None
    assert [entry[name] for name in ("actor", "act", "outcome", "subject")] == [
        "user:7", "case.edit", "denied", subject,
    ]  # fmt: skip

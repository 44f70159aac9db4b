"""A print bears a number before it shows, and the hash of what was made stands under it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.printed import Printed, begin, finish
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Act, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER, SUPERVISOR
from tests.factories.web import NINH_KIEU

UNIT = int(NINH_KIEU)


def _begun(reason: str = "") -> Printed:
    with desk.reading(OFFICER, Act.CASE_PRINT, now=NOW) as door:
        return begin(door, "case:7", UNIT, reason=reason, form="05")


def _logged() -> list[tuple[str, str]]:
    db.session.expire_all()
    asked = select(AuditEntry).where(AuditEntry.act == "case.print").order_by(AuditEntry.id)
    return [(row.subject, row.detail) for row in db.session.scalars(asked)]


def test_the_number_is_logged_with_the_reason_and_the_hash_under_the_number(house: House) -> None:
    with house.app.app_context():
        first, second = _begun("court"), _begun()
        assert first.number != second.number
        assert (first.by, first.at, first.reason) == (OFFICER.name, NOW, "court")
        digest = finish(OFFICER, first, b"%PDF", now=NOW + timedelta(seconds=1))
        assert digest == hashlib.sha256(b"%PDF").hexdigest()
        begun, other, made = _logged()
        assert (begun[0], other[0], made[0]) == ("case:7", "case:7", f"print:{first.number}")
        assert all(word in begun[1] for word in (first.number, "court", "05"))
        assert "reason" not in other[1]
        assert digest in made[1]


def test_a_reason_that_no_list_has_and_who_may_not_print_are_refused(house: House) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken) as refused:
            _begun("tò mò")
        assert refused.value.field == "reason"
        with pytest.raises(Denied):
            finish(replace(SUPERVISOR, grants=()), _begun(), b"", now=NOW)

"""A summary is gathered for those who may print it, and the log says that it was printed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.outcomes import Missing
from caseapp.casework.summaries import gather
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Denied, Role
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import post_case, post_report, signed_in

NINH_KIEU, CAI_KHE = 31135, 31120


@pytest.fixture
def case(house: House) -> str:
    officer = signed_in(house, "officer")
    return post_case(officer, post_report(officer))


def test_the_log_tells_a_print_from_a_look(house: House, case: str) -> None:
    with house.app.app_context():
        gather(an_actor(Role.OFFICER, NINH_KIEU, user_id=1), case, now=NOW)
        with desk.ledger() as session:
            last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
            assert last is not None
            assert (last.act, last.actor, last.outcome) == ("case.print", "user:1", "done")
            assert last.subject.startswith("case:")
            assert case not in last.subject


def test_nobody_else_gathers_it(house: House, case: str) -> None:
    with house.app.app_context():
        with pytest.raises(Missing):
            gather(an_actor(Role.OFFICER, CAI_KHE), case, now=NOW)
        with pytest.raises(Denied):
            gather(an_actor(Role.STATISTICIAN), case, now=NOW)

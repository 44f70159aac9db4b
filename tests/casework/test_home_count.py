"""How much waits: every task and every notice that no task says, counted once."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.casework import home, notices
from caseapp.casework.home import Desk
from caseapp.casework.home_count import count, is_of_task, look, words_of
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import log_one, statements
from tests.factories.web import make_user


def test_a_task_and_what_is_told_of_it_are_one(house: House) -> None:
    chair = actor_of(house, make_user(house, "chair"))
    for _ in range(2):
        log_one(house, by=officer_of(house))
    with house.app.app_context():
        told = notices.list_own(chair, now=NOW)
        desk = home.gather(chair, now=NOW)
        assert all(is_of_task(each, {task.code for task in desk.tasks}) for each in told)
        assert not any(is_of_task(each, set()) for each in told)
        assert (len(told), count(chair, now=NOW)) == (2, "2")
        cut = Desk(desk.tasks, more=True)
        assert [words_of(*each) for each in ((cut, 1), (Desk([], more=False), 0))] == ["3+", ""]


def test_a_look_is_written_down_in_one_go_with_a_line_for_each_list(house: House) -> None:
    officer = officer_of(house)
    log_one(house, by=officer)
    with house.app.app_context():
        before = len(logged())
        home.gather(officer, now=NOW)
        notices.list_own(officer, now=NOW)
        apart = logged()[before:]
        with statements() as seen:
            desk, told = look(officer, now=NOW)
        assert logged()[before + len(apart) :] == apart
        assert (desk, told) == (home.gather(officer, now=NOW), notices.list_own(officer, now=NOW))
    written = [values for sql, values in seen if sql.startswith("INSERT INTO audit_entries")]
    assert [len(each) for each in written] == [len(apart)]


def logged() -> list[tuple[str, str, str]]:
    """Return act, subject and detail of each line of the log."""
    with db.engine.connect() as connection:
        asked = select(AuditEntry.act, AuditEntry.subject, AuditEntry.detail)
        return [(*row,) for row in connection.execute(asked.order_by(AuditEntry.id))]

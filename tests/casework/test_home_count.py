"""How much waits: every task and every notice that no task says, counted once."""

from __future__ import annotations

from caseapp.casework import home, notices
from caseapp.casework.home import Desk
from caseapp.casework.home_count import count, is_of_task, words_of
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import log_one
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

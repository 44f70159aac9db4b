"""How much waits for somebody on the home page: each task, and each notice that no task says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from caseapp.casework import home, jobs, notices
from caseapp.casework.home import Desk
from caseapp.casework.notices import NoticeView
from caseapp.desk import together
from caseapp.rules.access import Actor
from caseapp.rules.notice_kinds import KINDS


def is_of_task(notice: NoticeView, tasks: Collection[str]) -> bool:
    """Tell whether the list of tasks says already what the notice says."""
    return not notice.known and not KINDS[notice.kind].apart and notice.mark in tasks


def words_of(desk: Desk, lines: int) -> str:
    """Return the number of tasks and other lines as the frame shows it: '' for none, 20+ if cut."""
    number = len(desk.tasks) + lines
    return f"{number}{'+' if desk.more else ''}" if number else ""


def look(actor: Actor, *, now: datetime) -> tuple[Desk, list[NoticeView]]:
    """Return what waits for this person and what they are told, written down in one go."""
    with together():
        return home.gather(actor, now=now), notices.list_own(actor, now=now)


def count(actor: Actor, *, now: datetime) -> str:
    """Return how much waits for this person, read anew."""
    desk, told = look(actor, now=now)
    tasks = {task.code for task in desk.tasks}
    apart = [each for each in told if not is_of_task(each, tasks)]
    return words_of(desk, len(apart) + jobs.count_untold(actor))

"""A server that is killed in the middle of writing loses no report that it had acknowledged."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import func, select

from caseapp.records.cases import Deadline
from caseapp.records.db import db
from caseapp.records.reports import Answers, Report
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep import checking, log
from tests.factories.house import NOW, SYSTEM, House, make_template, opened
from tests.factories.long_run import turns
from tests.factories.served import Caller, Server
from tests.factories.web import NINH_KIEU, boxes, make_user

KILLS = turns(1, 1000)
"""How often it is killed. The promise is proven by the long run, on each database; in every run of
the tests once, since most of the time is spent starting it; tests/journeys/test_loss.py kills
writers more often."""

WRITERS = 4
CHANCE = random.Random(20261123)


@dataclass
class Sent:
    """One report: the name it bears, its form, and the marks it was acknowledged by."""

    name: str
    form: dict[str, str]
    marks: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """Officers who send reports all the time, and remember what was answered."""

    caller: Caller
    sent: list[Sent] = field(default_factory=list)
    under_way: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        self._stop.clear()
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]
        for thread in self._threads:
            thread.start()

    def wait_for_an_answer(self, first: int) -> None:
        """Wait until a report from the first on was acknowledged, however slow the machine is."""
        while not any(one.marks for one in self.sent[first:]):
            assert any(thread.is_alive() for thread in self._threads)
            time.sleep(0.01)

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                one = a_report(len(self.sent))
                self.sent.append(one)
                self.under_way += 1
            answered = self.send(one)
            with self._lock:
                self.under_way -= 1
            if not answered:
                return  # the line is dead until the server is there again

    def send(self, one: Sent) -> bool:
        """Send it; keep the mark when it was acknowledged, False when no answer came."""
        caller = Caller(self.caller.port, dict(self.caller.cookies), self.caller.token)
        try:
            answer = caller.ask("POST", "/reports/new", one.form)
        except (OSError, HTTPException):
            return False
        assert answer.status == 302, (answer.status, answer.text[-3000:])
        one.marks.append(answer.location.removesuffix("/calls").rpartition("/")[2])
        return True


def a_report(number: int) -> Sent:
    name = f"Trẻ thứ {number:06d}"
    form = {
        "post_key": f"killed-server-key-{number:08d}",
        "works_here": "no",
        "channel": "phone",
        "event_area": NINH_KIEU,
        "child_name": name,
        "child_state": "Bầm tím",
        **boxes("received_at", "2026-11-23 07:30"),
    }
    return Sent(name, form)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_acknowledged_report_is_lost_and_none_is_kept_twice(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path
) -> None:
    cluster = request.getfixturevalue("cluster") if kind == "postgresql" else None
    template = make_template(tmp_path / "template", cluster)
    with opened(template, tmp_path / "instance", NOW) as house:
        name = make_user(house, "officer", NINH_KIEU)
        with house.app.app_context():
            db.engine.dispose()
        server = Server(house.settings, tmp_path / "said")
        server.start()
        desk = Desk(Caller(server.port).sign_in(name))
        try:
            in_the_middle = kill_again_and_again(server, desk)
        finally:
            server.end()
        assert in_the_middle >= max(1, KILLS * 3 // 4)  # else the test proves less than it says
        look_over(house, desk.sent)
        assert "Traceback" not in (tmp_path / "said").read_text("utf-8")


def kill_again_and_again(server: Server, desk: Desk) -> int:
    """Kill it while reports are sent; return how often some were under way."""
    in_the_middle = 0
    for _ in range(KILLS):
        first = len(desk.sent)
        desk.begin()
        desk.wait_for_an_answer(first)
        time.sleep(CHANCE.uniform(0.05, 0.5))
        in_the_middle += desk.under_way > 0
        server.end(signal.SIGKILL)
        desk.end()
        server.start()
        # Whoever saw no answer sends once more, and so does one who had: both are one report.
        round_ = desk.sent[first:]
        again = [one for one in round_ if not one.marks] + [one for one in round_ if one.marks][:3]
        assert all(desk.send(one) for one in again)
    return in_the_middle


def look_over(house: House, sent: list[Sent]) -> None:
    """Every report is there once, under the mark that was told, with its clock and its answers."""
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        with db.engine.connect() as connection:
            rows = connection.execute(select(Report.id, Report.code, Report.child_name)).all()
            clocks = Counter(connection.scalars(select(Deadline.report_id)))
            answers = Counter(connection.scalars(select(Answers.report_id)))
            kept = connection.scalar(select(func.count()).select_from(Report))
        assert kept == len(sent)
        assert Counter(row.child_name for row in rows) == Counter(one.name for one in sent)
        marks = {row.child_name: {row.code} for row in rows}
        assert {one.name: set(one.marks) for one in sent} == marks
        assert clocks == answers == Counter(row.id for row in rows)
        assert log.verify(SYSTEM, now=NOW) == []
        assert checking.check(SYSTEM, house.settings, now=NOW) == []
    assert any(len(one.marks) > 1 for one in sent)

"""The people of a report's first hours with accounts of their own, and what they enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.spoken_decisions import Spoken, record_decision
from caseapp.rules.access import Actor
from caseapp.rules.file_kinds import Copies
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.reports import log_one
from tests.factories.web import CITY, make_user

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
RECEIVED = NOW - 2 * HOUR
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Night:
    """A report of Ninh Kiều two hours old, and who is there: accounts `chair`, `other`, …"""

    house: House
    officer: Actor
    chair: Actor
    other: Actor
    supervisor: Actor
    report: str

    def record(self, decided: datetime, *, now: datetime | None = None, **more: str) -> None:
        """Enter a decision of the chair's, given by telephone."""
        told = {"kind": "none", "decided_by": "chair", "way": "telephone"}
        told |= {"witness": "Chị Lài, trực ban", "reason": "Bé ở với bà ngoại"} | more
        with self.house.app.app_context():
            spoken = Spoken(decided_at=decided, **told)
            record_decision(self.officer, self.report, spoken, now=now or decided)

    def seen(self, now: datetime = NOW, by: Actor | None = None) -> ReportView:
        with self.house.app.app_context():
            return read_report(by or self.officer, self.report, now=now)

    def attach(self, now: datetime) -> str:
        """Attach a scan to the report; return its code."""
        new = NewFile(PDF, "Quyết định đã ký", None, Copies(b"x", (b"x",), 1))
        with self.house.app.app_context():
            return attach_file(self.officer, new, report=self.report, room=Room(100, 1000), now=now)


def a_night(house: House) -> Night:
    """Make the accounts and log the report."""
    names = (
        ("officer", None, "canbo"),
        ("chair", None, "chair"),
        ("chair", None, "other"),
        ("supervisor", CITY, "giamsat"),
    )
    for role, unit, name in names:
        make_user(house, role, unit, username=name)
    people = [actor_of(house, name) for *_, name in names]
    return Night(house, *people, log_one(house, RECEIVED, by=people[0]))

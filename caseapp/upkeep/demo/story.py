"""One made-up report and what became of it: the facts from which its rows are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp.rules.values import local_day
from caseapp.upkeep.demo.people import Person


@dataclass(frozen=True)
class Decision:
    """What the chair decided on emergency measures, and when."""

    kind: str
    decided_at: datetime


@dataclass(frozen=True)
class CaseFile:
    """A case from its opening to where it stands at the end of the data."""

    id: int
    code: str
    opened_at: datetime
    level: str
    level_at: datetime | None
    proposed_at: datetime | None
    closed_at: datetime | None

    @property
    def state(self) -> str:
        """The state that these steps lead to."""
        if self.closed_at is not None:
            return "closed"
        return "open" if self.proposed_at is None else "closing_proposed"


@dataclass(frozen=True)
class Story:
    """A report: `area_id` answers for it; about nobody known, `person` is None.

    `linked`: the report stands in the child's file, which before a case is opened it does not;
    until then what it seals lies under a key of its own.
    """

    report_id: int
    code: str
    area_id: int
    event_unit: int
    received: datetime
    entered: datetime
    imported: bool
    person: Person | None
    linked: bool
    key_id: int
    certainty: str
    channel: str
    officer: int | None
    chair: int | None
    first: int | None = None
    """The report about another child of the same event that was logged first."""

    @property
    def day(self) -> date:
        """The local day of receipt."""
        return local_day(self.received)

    def earliest(self, floor: date) -> date:
        """Return the first day from `floor` on that the child has lived."""
        if self.person is None or self.person.born is None:
            return floor
        return max(floor, self.person.born)

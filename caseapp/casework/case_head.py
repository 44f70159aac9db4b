"""The head of a case for the pages of its steps: whose it is and where it stands, in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.homes import newest_stay
from caseapp.casework.one_child import root_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.taking_over import ended_before_use
from caseapp.rules.values import LOCAL


@dataclass(frozen=True)
class CaseHead:
    """A case as the pages of its steps name it; `report` is its newest report, '' without one."""

    code: str
    unit_id: int
    state: str
    child_code: str
    child_name: str
    report: str


def read_head(actor: Actor, code: str, *, now: datetime, act: Act) -> CaseHead:
    """Return the head of a case to whoever may do the act with it."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id)
        child = door.session.get_one(Child, case.child_id)
        newest = door.session.scalar(
            select(Report.code)
            .where(Report.case_id == case.id, Report.deleted_at.is_(None))
            .order_by(Report.received_at.desc())
            .limit(1)
        )
        return CaseHead(
            case.code,
            case.area_id,
            case.state,
            child.code,
            name_shown(door, child),
            newest or "",
        )


@dataclass(frozen=True)
class Entry:
    """How a case began: `kind` is `report`, `direct` or `paper`; the last two fields are a paper's.

    A clock that ended before `taken_over_on` belongs to the time before this software.
    """

    kind: str
    paper_number: str = ""
    taken_over_on: date | None = None

    def before_use(self, due_at: datetime) -> bool:
        """Tell whether a clock of the case ended before the software was used for it."""
        return ended_before_use(due_at, self.taken_over_on)


def entry_of(case: Case) -> Entry:
    """Return how a case began."""
    return Entry(case.entry, case.paper_number, case.taken_over_on)


def is_paper_day(case: Case, happened_at: datetime) -> bool:
    """Tell whether only the day is known of what a paper file brought: it stands at its start."""
    local = happened_at.astimezone(LOCAL)
    return (
        case.taken_over_on is not None
        and local.date() <= case.taken_over_on
        and local.time() == time()
    )


def child_named(actor: Actor, code: str, *, now: datetime) -> tuple[str, str] | None:
    """Return code, and name with the unit of today, of a child that a case can be opened for."""
    with desk.reading(actor, Act.CASE_EDIT, now=now) as door:
        child = door.session.scalars(
            select(Child).where(Child.code == code.strip().upper(), Child.deleted_at.is_(None))
        ).first()
        if child is None:
            return None
        child = root_of(door, child)
        door.log(f"child:{child.id}")
        stay = newest_stay(door, child.id)
        home = areas.label(stay.unit_id) if stay is not None else ""
        return child.code, ", ".join(filter(None, (name_shown(door, child), home)))

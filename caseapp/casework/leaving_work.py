"""What hangs on one person in a unit: cases, reports, drafts, papers, what waits for a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.duty import DutyEntry
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.handed_works import lines_about, passed_to
from caseapp.records.notices import Notice
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.standing_in import Naming
from caseapp.rules.notices import NO_WORK
from caseapp.rules.referral_states import LIVE
from caseapp.rules.values import local_day

CASE: Final = "case"
REPORT: Final = "report"
REFERRAL: Final = "referral"
PAPER: Final = "paper"
PROPOSAL: Final = "proposal"

_UNFINISHED: Final = ("draft", "returned", "submitted")
"""States of a paper that somebody still writes, mends, or waits for a word about."""

_NAME: Final = func.coalesce(Child.full_name, "").label("about")


@dataclass(frozen=True)
class Thing:
    """One thing that somebody has: of which kind, its row, of which file, about whom.

    `what` is the kind of a paper, `state` that of a paper or referral.
    """

    kind: str
    number: int
    mark: str
    about: str
    what: str = ""
    state: str = ""


@dataclass(frozen=True)
class Staying:
    """What no hand-over moves, since it is no work on a file: told so that nobody forgets it."""

    on_duty: bool
    stands_in: bool
    files: int


@dataclass(frozen=True)
class Had:
    """A thing, the unit that answers for it, and whose it was by what its row says."""

    thing: Thing
    area_id: int
    officer: int | None
    writers: frozenset[int]


def things_of(door: desk.Door, user_id: int, area_id: int) -> list[Thing]:
    """Return all that a person has in a unit, within the reach of whoever asks."""
    return [
        had.thing
        for had, people in shared_out(door, in_unit=area_id, officer=user_id)
        if user_id in people
    ]


def shared_out(
    door: desk.Door, *, in_unit: int | None = None, officer: int | None = None
) -> Iterator[tuple[Had, set[int]]]:
    """Yield what is open in a unit, or in all within reach, and who has each by now.

    A case is its officer's; a paper that of the case's officer as well as of who wrote it. Cases
    are those of one `officer`; without one they are left out, for they are counted at once.
    """
    found = {had.thing: had for had in _open_things(door, in_unit=in_unit, officer=officer)}
    lines = lines_about(door.session, {thing.mark for thing in found})
    for thing, had in found.items():
        followed = lines.get((thing.mark, had.area_id), [])
        people = {passed_to(followed, each) for each in had.writers}
        yield had, people | ({had.officer} if had.officer is not None else set())


def _open_things(door: desk.Door, *, in_unit: int | None, officer: int | None) -> Iterator[Had]:
    def rows(asked: Select[Any], area: Any) -> list[Any]:  # noqa: ANN401 - a column
        asked = asked if in_unit is None else asked.where(area == in_unit)
        return list(door.session.execute(asked).all())

    if officer is not None:
        for row in rows(cases_of(officer), Case.area_id):
            thing = Thing(CASE, row.id, row.code, row.about)
            yield Had(thing, row.area_id, officer, frozenset())
    for row in rows(_REPORTS, Report.area_id):
        thing = Thing(REPORT, row.id, row.code, row.child_name)
        yield Had(thing, row.area_id, None, _people(row.entered_by))
    for row in rows(_REFERRALS, Referral.area_id):
        thing = Thing(REFERRAL, row.id, row.code, row.about, state=row.state)
        yield Had(thing, row.area_id, None, _people(row.entered_by))
    for row in rows(_PAPERS, Paper.area_id):
        thing = Thing(PAPER, row.id, row.case or row.report, row.about, row.kind, row.state)
        wrote = _people(row.submitted_by or row.entered_by)
        yield Had(thing, row.area_id, row.officer_id, wrote)
    for row in rows(_PROPOSALS, Proposal.area_id):
        thing = Thing(PROPOSAL, row.id, row.case or row.report, row.about, row.kind)
        yield Had(thing, row.area_id, row.officer_id, _people(row.entered_by))


def _people(*users: int | None) -> frozenset[int]:
    return frozenset(user for user in users if user is not None)


def open_cases() -> tuple[ColumnElement[bool], ...]:
    """Return what tells the cases that somebody still works on."""
    return Case.state != "closed", Case.deleted_at.is_(None)


def cases_of(user_id: int) -> Select[Any]:
    """Return the select of a person's open cases: code, about, area_id."""
    return (
        select(Case.id, Case.code, Case.area_id, _NAME)
        .join(Child, Child.id == Case.child_id)
        .where(Case.officer_id == user_id, *open_cases())
        .order_by(Case.id)
    )


_REPORTS: Final = (
    select(Report.id, Report.code, Report.area_id, Report.child_name, Report.entered_by)
    .where(
        Report.state == "received", Report.deleted_at.is_(None), Report.imported.is_(False),
    )
    .order_by(Report.id)
)  # fmt: skip

_REFERRALS: Final = (
    select(Referral.id, Referral.code, Referral.area_id, Referral.state, Referral.entered_by, _NAME)
    .join(Child, Child.id == Referral.child_id)
    .outerjoin(Case, Case.id == Referral.case_id)
    .where(
        or_(
            Referral.state == "draft",
            Referral.case_id.is_(None) & Referral.state.in_(LIVE),
        ),
        Case.deleted_at.is_(None),
        Referral.imported.is_(False),
    )
    .order_by(Referral.id)
)
"""Drafts, and what was sent for a report alone: of a case's the officer of the case is told."""


def _on_a_file(model: type[Paper | Proposal], *columns: Any) -> Select[Any]:  # noqa: ANN401
    """Return the select of rows on a case or a report: the file's code, and about whom it is."""
    about = func.coalesce(Child.full_name, Report.child_name, "").label("about")
    return (
        select(
            Case.code.label("case"), Report.code.label("report"), Case.officer_id, about,
            model.id, model.area_id, model.kind, *columns,
        )
        .outerjoin(Case, Case.id == model.case_id)
        .outerjoin(Report, Report.id == model.report_id)
        .outerjoin(Child, Child.id == func.coalesce(Case.child_id, Report.child_id))
        .where(
            or_(Case.id.is_not(None), Report.id.is_not(None)),
            or_(Case.id.is_(None), Case.state != "closed"),
            Case.deleted_at.is_(None),
            Report.deleted_at.is_(None),
        )
        .order_by(model.id)
    )  # fmt: skip


_PAPERS: Final = _on_a_file(Paper, Paper.state, Paper.submitted_by, Paper.entered_by).where(
    Paper.state.in_(_UNFINISHED)
)
_PROPOSALS: Final = _on_a_file(Proposal, Proposal.entered_by).where(Proposal.state == "proposed")


def count_activities(door: desk.Door, user_id: int, area_id: int) -> int:
    """Return how many activities of plans a person's cases in a unit still have before them."""
    asked = (
        select(func.count(PlanActivity.id))
        .join(Case, Case.id == PlanActivity.case_id)
        .where(
            PlanActivity.state == "planned",
            Case.officer_id == user_id,
            Case.area_id == area_id,
            *open_cases(),
        )
    )
    return door.session.scalar(asked) or 0


def notices_to(door: desk.Door, user_id: int, area_id: int) -> list[Notice]:
    """Return what waits for a person by name about the files of a unit."""
    asked = select(Notice).where(
        Notice.user_id == user_id, Notice.area_id == area_id, Notice.ended_at.is_(None)
    )
    return [row for row in door.session.scalars(asked) if row.kind not in NO_WORK]


def staying_with(door: desk.Door, user_id: int, area_id: int) -> Staying:
    """Return in what else a person stands in a unit: duty lists, standing in for others."""
    today = local_day(door.now)
    listed = select(func.count(DutyEntry.id)).where(
        DutyEntry.user_id == user_id,
        DutyEntry.area_id == area_id,
        DutyEntry.ended_at.is_(None),
        or_(DutyEntry.valid_until.is_(None), DutyEntry.valid_until > today),
    )
    named = select(func.count(Naming.id)).where(
        Naming.user_id == user_id,
        Naming.area_id == area_id,
        Naming.ended_at.is_(None),
        Naming.valid_until > today,
    )
    files = select(func.count(FileStandIn.id)).where(
        FileStandIn.user_id == user_id,
        FileStandIn.area_id == area_id,
        FileStandIn.ended_at.is_(None),
    )
    asked = (door.session.scalar(each) or 0 for each in (listed, named, files))
    on_duty, stands_in, lent = asked
    return Staying(bool(on_duty), bool(stands_in), lent)

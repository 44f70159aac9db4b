"""Alternative care on its pages: its decision, hand-over, follow-ups and end, without the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assistance_reading import has_help
from caseapp.casework.care import FOLLOW_UP, KIND
from caseapp.casework.care_endings import KIND as ENDING
from caseapp.casework.carer_cells import named_carer, rows_in
from caseapp.casework.carer_suspects import Doubt, doubt_for
from caseapp.casework.carers import lacks_of
from caseapp.casework.case_clocks import ClockView, clocks_of, views_of
from caseapp.casework.measures_reading import VisitView, people_in
from caseapp.casework.papers import Content, contents_of, papers_of, words_of
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.carers import Carer
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
from caseapp.rules.care_states import ASKED, CARE, ENDINGS, OPEN
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

KINDS: Final = (KIND, FOLLOW_UP, ENDING)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Decided:
    """What was prepared by whom, and what the chair said of it."""

    number: int
    version: int
    state: str
    why: str
    submitted_at: datetime
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    decision: str
    words: str
    signed_at: datetime | None
    moves: tuple[str, ...]


@dataclass(frozen=True)
class EndingView:
    """The end that was asked for; `last_day` is included."""

    paper: Decided
    way: str
    last_day: date


@dataclass(frozen=True)
class CareView:
    """Alternative care; `lacks` and `doubt` are told of the carer while it is open.

    `carer` is their number in the register, 0 once it is over.
    """

    paper: Decided
    relative: bool
    first_day: date
    last_day: date | None
    handed_at: datetime | None
    handed: str
    ended: str
    way: str
    carer: int
    despite: str
    lacks: tuple[str, ...]
    doubt: Doubt
    visits: tuple[VisitView, ...]
    endings: tuple[EndingView, ...]
    clocks: tuple[ClockView, ...]

    @property
    def ending(self) -> EndingView | None:
        """The end that waits for the chair, or was returned to the officer."""
        return next((each for each in self.endings if each.paper.state in ASKED), None)


@dataclass(frozen=True)
class CaseCare:
    """All alternative care of a case's child, the newest first.

    `helped`: the care that holds is recorded as help given.
    """

    code: str
    child: str
    child_code: str
    unit_id: int
    unit_code: str
    unit: str
    closed: bool
    cares: tuple[CareView, ...]
    helped: bool = False

    @property
    def open(self) -> CareView | None:
        """The one that waits or holds."""
        return next((each for each in self.cares if each.paper.state in OPEN), None)


@dataclass
class _Loaded:
    """The rows of a case that tell of its care."""

    door: desk.Door
    papers: list[Paper]
    said: Mapping[int, Content]
    clocks: list[CaseClock]
    carers: Mapping[int, tuple[int, Carer]]
    case: Case
    at: datetime

    def carer_of(self, care: Paper) -> tuple[int, Carer | None]:
        """Return the carer of what is open, with their number in the register."""
        if care.state not in OPEN:
            return 0, None
        number = int(self.said.get(care.id, {}).get("carer", 0))
        return self.carers.get(number, (0, None))

    def of_kind(self, kind: str, care: Paper | None = None) -> list[tuple[int, Paper]]:
        """Return the papers of a kind with their numbers, those of one care alone if given."""
        rows = enumerate((row for row in self.papers if row.kind == kind), 1)
        return [(n, row) for n, row in rows if care is None or row.follows_id == care.id]


def read_care(actor: Actor, code: str, *, now: datetime) -> CaseCare:
    """Return the alternative care of a case's child, without any name or place of a carer."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, care=True)
        child = door.session.get_one(Child, case.child_id)
        papers = papers_of(door, case, *KINDS)
        # Held meanwhile, so that none of them is read again for each paper.
        held = people_in(door, papers)
        said = contents_of(door, papers)
        carers = _carers(door, case, papers)
        cares = _cares(_Loaded(door, papers, said, clocks_of(door, case), carers, case, now))
        del held
        return CaseCare(
            code=case.code,
            child=child.full_name,
            child_code=child.code,
            unit_id=case.area_id,
            unit_code=territory().units[case.area_id].code,
            unit=areas.label(case.area_id),
            closed=case.state == "closed",
            cares=tuple(cares),
            helped=_is_helped(door, child, cares[::-1]),
        )


def cares_as_of(
    door: desk.Door,
    case: Case,
    papers: Iterable[Paper],
    said: Mapping[int, Content],
    clocks: Iterable[CaseClock],
    at: datetime,
) -> list[CareView]:
    """Return the same as it stood at a moment, from rows of then, the newest first.

    What is lacking with a carer, and whether they may be suspected, is told of today alone: the
    entries of the register are not kept as they stood.
    """
    return _cares(_Loaded(door, list(papers), said, list(clocks), {}, case, at))


def _cares(loaded: _Loaded) -> list[CareView]:
    return [_care(loaded, row, number) for number, row in loaded.of_kind(KIND)][::-1]


def _is_helped(door: desk.Door, child: Child, cares: list[CareView]) -> bool:
    """Tell whether help of this kind is recorded since the child was handed over."""
    since = [local_day(each.handed_at) for each in cares if each.handed_at and not each.last_day]
    return bool(since) and has_help(door, child, "alternative_care", since[-1])


def _carers(door: desk.Door, case: Case, papers: list[Paper]) -> dict[int, tuple[int, Carer]]:
    """Return the unit's carers with their numbers, by id, while something is open."""
    if not any(row.kind == KIND and row.state in OPEN for row in papers):
        return {}
    return {row.id: (number, row) for number, row in enumerate(rows_in(door, case.area_id), 1)}


def _decided(loaded: _Loaded, row: Paper, number: int, moves: tuple[str, ...]) -> Decided:
    door, said = loaded.door, loaded.said.get(row.id, {})
    return Decided(
        number=number,
        version=row.version,
        state=row.state,
        why=str(said.get("why", "")),
        submitted_at=row.submitted_at or row.entered_at,
        submitted_by=name_of(door, row.submitted_by),
        decided_at=row.happened_at if row.decided_at is not None else None,
        decided_by=decider_name(door, row.decided_by, row.naming_id) if row.decided_at else "",
        decision=str(said.get("number", "")),
        words=words_of(door, row) if row.decision else "",
        signed_at=row.signed_at,
        moves=moves,
    )


def _care(loaded: _Loaded, row: Paper, number: int) -> CareView:
    said: dict[str, Any] = loaded.said.get(row.id, {})
    place, carer = loaded.carer_of(row)
    moves = tuple(move.name for move in CARE.moves_from(row.state))
    handed = said.get("handed_at")
    own = [each for each in loaded.clocks if each.paper_id == row.id]
    assert row.valid_from is not None
    return CareView(
        paper=_decided(loaded, row, number, moves),
        relative=bool(said.get("relative")),
        first_day=row.valid_from,
        last_day=row.valid_until - _DAY if row.valid_until else None,
        handed_at=datetime.fromisoformat(handed) if handed else None,
        handed=str(said.get("handed", "")),
        ended=str(said.get("ended", "")),
        way=str(said.get("way", "")),
        carer=place,
        despite=str(said.get("despite", "")),
        lacks=lacks_of(loaded.door, carer) if carer is not None else (),
        doubt=_doubt(loaded, carer),
        visits=tuple(_visit(loaded, each) for _, each in loaded.of_kind(FOLLOW_UP, row)[::-1]),
        endings=tuple(_ending(loaded, each, n) for n, each in loaded.of_kind(ENDING, row)[::-1]),
        clocks=tuple(view for view in views_of(own, loaded.at) if view.runs),
    )


def _doubt(loaded: _Loaded, carer: Carer | None) -> Doubt:
    if carer is None:
        return Doubt()
    return doubt_for(loaded.door, loaded.case, named_carer(loaded.door, carer))


def _visit(loaded: _Loaded, row: Paper) -> VisitView:
    told = loaded.said.get(row.id, {})
    by, seen, how = (str(told.get(name, "")) for name in ("by", "seen", "how"))
    return VisitView(row.happened_at, by, seen, how, name_of(loaded.door, row.entered_by))


def _ending(loaded: _Loaded, row: Paper, number: int) -> EndingView:
    moves = tuple(move.name for move in ENDINGS.moves_from(row.state))
    assert row.valid_from is not None
    way = str(loaded.said.get(row.id, {}).get("way", ""))
    return EndingView(_decided(loaded, row, number, moves), way, row.valid_from)

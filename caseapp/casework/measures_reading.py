"""The measures of a case on their pages: separations and placements, and the place by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.either_chair import Elsewhere, elsewhere
from caseapp.casework.measure_papers import (
    ORDERS,
    PLACEMENT,
    PROTECTED,
    SEPARATION,
    VISIT,
    Place,
    place_of,
)
from caseapp.casework.papers import Content, contents_of, numbered, papers_of
from caseapp.casework.separation_reading import SeparationView, view_separations
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.measure_states import PLACEMENTS
from caseapp.rules.outcomes import Missing

KINDS: Final = (SEPARATION, *ORDERS, PLACEMENT, VISIT)
"""The papers that these pages show; the place is none of them."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class VisitView:
    """A visit at a placement."""

    visited_at: datetime
    by: str
    seen: str
    how: str
    entered_by: str


@dataclass(frozen=True)
class PlacementView:
    """A placement without its place; `last_day` is included."""

    number: int
    state: str
    kept_with: str
    relation: str
    first_day: date
    last_day: date | None
    protected: bool
    by_separation: bool
    remark: str
    ended: str
    visits: tuple[VisitView, ...]
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Measures:
    """The measures of a case; `elsewhere` is a separation that holds by another unit's case."""

    code: str
    child: str
    child_code: str
    unit_id: int
    unit: str
    closed: bool
    separations: tuple[SeparationView, ...]
    placements: tuple[PlacementView, ...]
    elsewhere: Elsewhere | None

    @property
    def separation(self) -> SeparationView | None:
        """The separation that waits, was returned, or holds."""
        return next((each for each in self.separations if each.is_open), None)

    @property
    def passed_on(self) -> SeparationView | None:
        """The last separation, when the court or another competent body decided on it."""
        last = max(self.separations, key=lambda each: each.number, default=None)
        return last if last is not None and last.state == "passed_on" else None

    @property
    def placement(self) -> PlacementView | None:
        """Where the child stays now."""
        return next((each for each in self.placements if each.state == "current"), None)


def read_measures(actor: Actor, code: str, *, now: datetime, act: Act = Act.CASE_READ) -> Measures:
    """Return the measures of a case, without any place."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, measures=True)
        papers = papers_of(door, case, *KINDS)
        # Held meanwhile, so that none of them is read again for each paper.
        held = (door.session.get_one(Child, case.child_id), people_in(door, papers))
        view = view_measures(door, case, papers, contents_of(door, papers))
        del held
        return view


def view_measures(
    door: desk.Door, case: Case, papers: Iterable[Paper], contents: Mapping[int, Content]
) -> Measures:
    """Turn the loaded papers of a case into its measures, inside an open door.

    One statement more, for a separation in another case of the child.
    """
    # In the order by which addresses number them.
    rows = sorted(papers, key=lambda row: (row.entered_at, row.id))
    child = door.session.get_one(Child, case.child_id)
    return Measures(
        code=case.code,
        child=child.full_name,
        child_code=child.code,
        unit_id=case.area_id,
        unit=areas.label(case.area_id),
        closed=case.state == "closed",
        separations=tuple(view_separations(door, rows, contents)),
        placements=tuple(view_placements(door, rows, contents)),
        elsewhere=elsewhere(door, case),
    )


def people_in(door: desk.Door, papers: Iterable[Paper]) -> Sequence[User]:
    """Return all who are named in some papers."""
    named = {
        user_id
        for row in papers
        for user_id in (row.entered_by, row.submitted_by, row.decided_by)
        if user_id is not None
    }
    return door.session.scalars(select(User).where(User.id.in_(sorted(named)))).all()


def view_placements(
    door: desk.Door, papers: Iterable[Paper], contents: Mapping[int, Content]
) -> list[PlacementView]:
    """Turn the loaded papers of a case into its placements, the newest first."""
    rows = list(papers)
    visits = [(row, contents.get(row.id, {})) for row in rows if row.kind == VISIT]
    found = [row for row in rows if row.kind == PLACEMENT]
    views = [
        _placement(door, row, contents.get(row.id, {}), number, visits)
        for number, row in enumerate(found, 1)
    ]
    return views[::-1]


def _placement(
    door: desk.Door, row: Paper, said: Content, number: int, visits: list[tuple[Paper, Content]]
) -> PlacementView:
    assert row.valid_from is not None
    return PlacementView(
        number=number,
        state=row.state,
        kept_with=str(said.get("kept_with", "")),
        relation=str(said.get("relation", "")),
        first_day=row.valid_from,
        last_day=row.valid_until - _DAY if row.valid_until else None,
        protected=row.level == PROTECTED,
        by_separation=row.follows_id is not None,
        remark=str(said.get("remark", "")),
        ended=str(said.get("ended", "")),
        visits=tuple(
            VisitView(
                visit.happened_at,
                str(told.get("by", "")),
                str(told.get("seen", "")),
                str(told.get("how", "")),
                name_of(door, visit.entered_by),
            )
            for visit, told in sorted(visits, key=lambda pair: pair[0].happened_at, reverse=True)
            if visit.follows_id == row.id
        ),
        moves=tuple(move.name for move in PLACEMENTS.moves_from(row.state)),
    )


def read_place(actor: Actor, code: str, kind: str, number: int, *, now: datetime) -> Place:
    """Return where the child stays by a separation or placement; each look is logged.

    For the officers and chairs of the case, and the supervisor who opens it.
    """
    with desk.reading(actor, Act.PLACE_SEE, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        paper = numbered(door, case, number, kind)
        place = place_of(door, paper)
        if place is None:
            raise Missing(f"papers:{case.code},{number}")
        door.log(f"case:{case.id}", case.area_id, place=paper.id)
        return place

"""Separations, placements, alternative care and meetings of a case as they stood on a past moment.

What is shown is what the pages of today show: never a place, nor the name of a carer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.care_reading import KINDS as OF_CARE
from caseapp.casework.care_reading import CareView, cares_as_of
from caseapp.casework.either_chair import Elsewhere
from caseapp.casework.measure_papers import ORDERS, PLACEMENT, SEPARATION, VISIT
from caseapp.casework.measures_reading import PlacementView, view_placements
from caseapp.casework.papers import Content
from caseapp.casework.past_rows import PastRows
from caseapp.casework.plan_views import MINUTES
from caseapp.casework.separation_reading import SeparationView, view_separations
from caseapp.casework.staff import name_of
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper
from caseapp.records.pasts import PAPER, CasePast
from caseapp.rules.forms import minutes
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.spec import Form

KINDS: Final = (SEPARATION, *ORDERS, PLACEMENT, VISIT, *OF_CARE, MINUTES)
"""The papers that are told here; those that name a place are none of them."""


@dataclass(frozen=True)
class PastMinutes:
    """The minutes of a meeting in the words of then."""

    number: int
    met_at: datetime
    form: Form
    values: Mapping[str, Value]
    by: str


@dataclass(frozen=True)
class PastMeasures:
    """What had been entered of measures, the newest first.

    `elsewhere` is a separation that held by another unit's case.
    """

    separations: list[SeparationView]
    placements: list[PlacementView]
    cares: list[CareView]
    meetings: list[PastMinutes]
    elsewhere: Elsewhere | None


@dataclass(frozen=True)
class Told:
    """The papers of a case as they stood, what they said, and its clocks."""

    papers: Sequence[Paper]
    said: Mapping[int, Content]
    clocks: Sequence[CaseClock]

    def of(self, *kinds: str) -> list[Paper]:
        """Return the papers of these kinds, the first entered first."""
        return [row for row in self.papers if row.kind in kinds]


def measures_as_of(
    door: desk.Door, case: Case, told: Told, records: Collection[int], moment: datetime
) -> PastMeasures:
    """Return the measures as they stood: two statements, for a separation in another case.

    `records` are those that were one child with the case's then.
    """
    parted = told.of(SEPARATION, *ORDERS)
    return PastMeasures(
        view_separations(door, parted, told.said, moment),
        view_placements(door, told.of(PLACEMENT, VISIT), told.said),
        cares_as_of(door, case, told.of(*OF_CARE), told.said, told.clocks, moment),
        _minutes(door, told),
        _elsewhere(door, case, records, moment),
    )


def _minutes(door: desk.Door, told: Told) -> list[PastMinutes]:
    found = []
    for number, row in enumerate(told.of(MINUTES), 1):
        form = edition(minutes.FORM.number, row.edition)
        values = restore(form, told.said.get(row.id, {}))
        met_at = values.get("met_at")
        at = met_at if isinstance(met_at, datetime) else row.happened_at
        found.append(PastMinutes(number, at, form, values, name_of(door, row.entered_by)))
    return found[::-1]


def _elsewhere(
    door: desk.Door, case: Case, records: Collection[int], moment: datetime
) -> Elsewhere | None:
    """Return the separation of the child that held by another case, and nothing else of it."""
    asked = (
        select(
            Paper.id, Paper.version, Paper.state, Paper.happened_at, Paper.valid_until,
            Paper.area_id,
        )
        .join(Case, Case.id == Paper.case_id)
        .where(
            Case.child_id.in_(sorted(records)),
            Case.id != case.id,
            Case.deleted_at.is_(None),
            Paper.kind == SEPARATION,
            Paper.entered_at <= moment,
        )
        .order_by(Paper.happened_at)
    )  # fmt: skip
    with at_the_tables(door.session):
        found = [Paper(**row._asdict()) for row in door.session.execute(asked)]
        pasts = _pasts(door, found)
    stood = PastRows(pasts, moment)
    for row in map(stood.then, found):
        if row.state == "in_force" and row.valid_until is not None:
            last = row.valid_until - timedelta(days=1)
            return Elsewhere(areas.label(row.area_id), row.happened_at, last)
    return None


def _pasts(door: desk.Door, papers: Iterable[Paper]) -> list[CasePast]:
    marks = [f"{PAPER}{row.id}" for row in papers]
    if not marks:
        return []
    asked = select(
        CasePast.column.label("column"), CasePast.was, CasePast.version, CasePast.changed_at
    )
    rows = door.session.execute(asked.where(CasePast.column.in_(marks)).order_by(CasePast.id))
    return [CasePast(**row._asdict()) for row in rows]

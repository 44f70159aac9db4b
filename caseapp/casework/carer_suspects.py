"""Carers who may be suspects, or from whom a child's file is kept: warned of, never silently.

A carer is compared as the people around a child are: by name and by telephone, with whom the
reports of the unit name, and for one child with whom its own file names, of any unit. Nobody is
refused by the house itself: who prepares writes why, who decides reads it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.carer_cells import NamedCarer, carers_of
from caseapp.casework.consent_bars import is_kept_from, suspects_around
from caseapp.casework.named_suspects import Named, named_in
from caseapp.casework.notices import Subject, holders, tell, tell_officers
from caseapp.casework.papers import contents_of
from caseapp.casework.suspects import names_somebody
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.access import Role
from caseapp.rules.care_states import OPEN
from caseapp.rules.namesakes import likely_same

CARE: Final = "care"
TOLD: Final = "carer_suspected"


@dataclass(frozen=True)
class Doubt:
    """What makes a carer doubtful: the reports that may name them, and the child's own file.

    `reports` are marks that the reader may open; `own_file` says that this child's file names them
    as a suspect, or is kept from them: by the fact alone.
    """

    reports: tuple[str, ...] = ()
    own_file: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to warn of."""
        return bool(self.reports) or self.own_file


def doubts(
    door: desk.Door, area_id: int, carers: Iterable[NamedCarer]
) -> Mapping[int, tuple[str, ...]]:
    """Return by each carer's number the reports of the unit that may name them as a suspect.

    Of reports that the person at the door may not open nothing is told.
    """
    carers = list(carers)
    named = list(named_in(door, Report.area_id == area_id)) if carers else []
    return {carer.id: tuple(_naming(carer, named)) for carer in carers}


def _naming(carer: NamedCarer, named: Iterable[Named]) -> list[str]:
    return sorted({each.report for each in named if _may_be(carer, each)})


def _may_be(carer: NamedCarer, named: Named) -> bool:
    suspect = named.suspect
    return likely_same((carer.name, carer.phone), (suspect.name, suspect.phone))


def doubt_for(door: desk.Door, case: Case, carer: NamedCarer) -> Doubt:
    """Return what makes a carer doubtful for the child of a case."""
    child = door.session.get_one(Child, case.child_id)
    own = any(_may_be(carer, each) for each in suspects_around(door, child))
    kept = is_kept_from(door, child, carer.name, carer.phone)
    return Doubt(doubts(door, case.area_id, [carer])[carer.id], own or kept)


def tell_of_carers(door: desk.Door, report: Report, named: Named) -> None:
    """Tell officer, chair and supervisor of each child that is with somebody who is suspected now.

    Asked of the tables: whoever names the suspect need not see the other child's case.
    """
    if not names_somebody(named.suspect):
        return
    alike = {each.id for each in carers_of(door, report.area_id) if _may_be(each, named)}
    if not alike:
        return
    with at_the_tables(door.session):
        held = list(
            door.session.scalars(
                select(Paper).where(
                    Paper.kind == CARE, Paper.area_id == report.area_id, Paper.state.in_(OPEN)
                )
            )
        )
        said = contents_of(door, held)
        cases = [
            door.session.get_one(Case, row.case_id)
            for row in held
            if said.get(row.id, {}).get("carer") in alike
        ]
    for case in cases:
        about = Subject(case.code, case.area_id)
        tell_officers(door, TOLD, about, case.officer_id, cause=report.id)
        for role in (Role.CHAIR, Role.SUPERVISOR):
            for each in sorted(holders(door, role, case.area_id)):
                tell(door, TOLD, about, to=each, cause=report.id)

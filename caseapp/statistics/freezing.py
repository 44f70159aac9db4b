"""Freezes the figures of a period: counted and kept in one transaction, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import FromClause, Select, select
from sqlalchemy.orm import defer

from caseapp import desk
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.populations import Population
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.freezing import check_freeze
from caseapp.rules.units import territory
from caseapp.rules.values import Period, local_day
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.figures import read_facts
from caseapp.statistics.indicator import Basis
from caseapp.statistics.kept_sheet import Kept, as_plain, pack, used
from caseapp.statistics.members import BY, as_lists, members_of
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.territory import Ground

_POPULATIONS: Final[FromClause] = Population.__table__
_LIGHT: Final = (defer(FrozenSheet.figures), defer(FrozenSheet.members))
"""What a list of editions leaves unread: the sealed contents are long."""


@dataclass(frozen=True)
class Edition:
    """A frozen sheet as a list names it; `newer` is the number of the edition that supersedes it.

    `reason` is empty for who holds units: a free text may speak of others.
    """

    number: int
    period: Period
    basis: Basis
    edition: int
    definition: str
    reason: str
    frozen_at: datetime
    frozen_by: str
    newer: int | None


@dataclass(frozen=True)
class Preview:
    """What would be frozen now, and the edition that it would supersede."""

    sheet: Sheet
    newest: Edition | None

    @property
    def seen(self) -> int:
        """The number of the last edition, 0 before the first."""
        return self.newest.edition if self.newest else 0


def cell_of(row: FrozenSheet, column: str) -> str:
    """Return the place that a cell of a frozen sheet is sealed for."""
    return f"{FrozenSheet.__tablename__}.{column}:{row.id}"


def question(period: Period, basis: Basis) -> Ask:
    """Return what a frozen sheet is asked by: every area, the whole and by sex and age band."""
    return Ask(period, each_ward=True, by=BY, basis=basis)


def preview(actor: Actor, period: Period, basis: Basis, *, now: datetime) -> Preview:
    """Count what would be frozen; the read is logged."""
    ask = question(period, basis)
    with desk.figures(actor, Act.FIGURES_FREEZE, now=now) as door:
        desk.insist_on_all(door)
        sheet = count_sheet(ask, read_facts(door.session, ask), territory())
        found = [
            each for each in editions(door) if _same(each, period, basis) and each.newer is None
        ]
        door.log("frozen_sheets:new", None, period=period.id, basis=basis)
        return Preview(sheet, found[0] if found else None)


def freeze(
    actor: Actor,
    period: Period,
    basis: Basis,
    *,
    reason: str,
    seen: int,
    now: datetime,
    post: str = "",
) -> int:
    """Keep the figures of the period as they count now, as its next edition; return its number.

    `seen` is the last edition that whoever freezes looked at. RuleBroken while the period runs,
    when another edition was made meanwhile, and for a further one without a reason.
    """
    reason = reason.strip()
    ask = question(period, basis)
    with desk.writing(actor, Act.FIGURES_FREEZE, now=now, post=post, mode="figures") as door:
        last = door.session.scalars(
            _of(period, basis).options(*_LIGHT).order_by(FrozenSheet.edition.desc()).limit(1)
        ).first()
        newest, by = (last.edition, _name(door, last)) if last else (0, "")
        check_freeze(period, today=local_day(now), newest=newest, by=by, seen=seen, reason=reason)
        facts = read_facts(door.session, ask)
        row = _add(door, ask, newest + 1, _kept(door, ask, facts), reason)
        members = as_lists(members_of(facts, period, basis))
        row.members = door.place.vault.seal_own(cell_of(row, "members"), pack(members))
        door.log(f"frozen_sheet:{row.id}", None, period=period.id, basis=basis, edition=row.edition)
        door.made = str(row.id)
        return row.id


def _add(door: desk.Door, ask: Ask, edition: int, kept: Kept, reason: str) -> FrozenSheet:
    """Write the sheet down as an edition of its period; the number of the row is in its seals."""
    row = FrozenSheet(
        period=ask.period.id,
        first_day=ask.period.start,
        last_day=ask.period.end,
        basis=ask.basis,
        edition=edition,
        definition=kept.sheet.definition,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    seal = door.place.vault.seal_own
    row.reason = seal(cell_of(row, "reason"), reason) if reason else None
    row.figures = seal(cell_of(row, "figures"), pack(as_plain(kept)))
    return row


def _kept(door: desk.Door, ask: Ask, facts: Facts) -> Kept:
    ground = Ground(territory(), ask.period.end)
    figures = used(facts.figures, ground)
    wholes = {(f.unit, f.day) for f in figures if not f.sex and not f.age_band}
    cell = _POPULATIONS.c
    rows = door.session.execute(
        select(cell.unit_id, cell.reference_date, cell.source).where(
            cell.sex == "", cell.age_band == "", cell.source != ""
        )
    )
    return Kept(
        count_sheet(ask, facts, territory()),
        facts.relief_days,
        figures,
        {unit: source for unit, day, source in rows if (unit, day) in wholes},
    )


def _of(period: Period, basis: Basis) -> Select[tuple[FrozenSheet]]:
    return select(FrozenSheet).where(
        FrozenSheet.first_day == period.start,
        FrozenSheet.last_day == period.end,
        FrozenSheet.basis == basis,
    )


def _same(edition: Edition, period: Period, basis: Basis) -> bool:
    days = (period.start, period.end)
    return (edition.period.start, edition.period.end, edition.basis) == (*days, basis)


def editions(door: desk.Door) -> list[Edition]:
    """Return every edition, the latest period first and in it the newest edition."""
    rows = door.session.scalars(
        select(FrozenSheet)
        .options(*_LIGHT)
        .order_by(
            FrozenSheet.last_day.desc(),
            FrozenSheet.first_day,
            FrozenSheet.basis,
            FrozenSheet.edition.desc(),
        )
    ).all()
    newest: dict[tuple[date, date, str], int] = {}
    found = []
    for row in rows:
        newer = newest.setdefault((row.first_day, row.last_day, row.basis), row.id)
        found.append(_edition(door, row, newer if newer != row.id else None))
    return found


def _edition(door: desk.Door, row: FrozenSheet, newer: int | None) -> Edition:
    shown = row.reason is not None and door.scope.units is None
    return Edition(
        number=row.id,
        period=Period(row.period, row.first_day, row.last_day),
        basis=cast("Basis", row.basis),
        edition=row.edition,
        definition=row.definition,
        reason=door.place.vault.unseal_own(cell_of(row, "reason"), row.reason or b"")
        if shown
        else "",
        frozen_at=row.entered_at,
        frozen_by=_name(door, row),
        newer=newer,
    )


def _name(door: desk.Door, row: FrozenSheet) -> str:
    user = door.session.get(User, row.entered_by) if row.entered_by is not None else None
    return user.full_name if user else ""

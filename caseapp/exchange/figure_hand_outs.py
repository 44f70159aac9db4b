"""Exact figures handed to somebody by name: the file with its mark, the record of it, the list.

The record stands before the file leaves. It holds no figure: the hash of the file tells a copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.sent_forms import sent_before
from caseapp.casework.staff import name_of
from caseapp.records.figure_hand_outs import FigureHandOut
from caseapp.records.marks import HANDED, new_mark
from caseapp.rules.access import Act, Actor
from caseapp.rules.figure_kinds import handed_mark
from caseapp.rules.hand_outs import Addressee, checked
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day, msgid
from caseapp.statistics.counting import Ask
from caseapp.statistics.exchange_mapping import MappingFault
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.frozen_reading import read_frozen_sheet
from caseapp.statistics.narrowing import of_choice
from caseapp.statistics.observations import FreeRange
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.written import check_form, printed, write_sheet

LISTED: Final = 200
_FREE: Final = msgid(
    "Other systems take a year, a half-year, a quarter or a month: choose such a period"
)
_NO_ID: Final = msgid("The file of ids lacks something: %(what)s")
_EXCEL: Final = "\ufeff"


@dataclass(frozen=True)
class Wanted:
    """What is handed out: the question, with wards and divisions, or those of a frozen edition."""

    ask: Ask
    form: str
    frozen: int | None = None


@dataclass(frozen=True)
class Handed:
    """A file that was made and recorded, with the number that stands in it."""

    code: str
    content: bytes


@dataclass(frozen=True)
class HandOutView:
    """A hand-out as the list names it."""

    code: str
    at: datetime
    by: str
    to: Addressee
    period: str
    unit: int
    each_ward: bool
    divided: bool
    frozen: int | None
    definition: str
    form: str
    sha256: str


Draw = Callable[[Sheet, str, str], bytes]
"""Draws a sheet on paper, with its number and its mark."""


def require_whole(actor: Actor, *, now: datetime) -> None:
    """Raise Denied, written down, unless the person may hand out figures of the whole city."""
    with desk.figures(actor, Act.FIGURES_HAND_OUT, now=now) as door:
        desk.insist_on_all(door)
        door.log("figure_hand_outs:new")


def hand_out(
    actor: Actor,
    wanted: Wanted,
    to: Addressee,
    draw: Draw,
    *,
    instance: Path,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> Handed:
    """Make the file, take a fresh second factor, record who got it and why; return the file.

    RuleBroken names the field to mend; AlreadyDone when this form was taken before.
    """
    ask = wanted.ask
    to = checked(to, wanted.form, each_ward=ask.each_ward, divided=bool(ask.by))
    require_whole(actor, now=now)
    code = new_mark(HANDED, local_day(now).year)
    mark = handed_mark(to.named, code)
    try:
        check_form(wanted.form, ask.period)
        sheet = _sheet(actor, wanted, now)
        content = _written(sheet, wanted.form, instance, mark) or draw(sheet, code, mark)
    except FreeRange:
        raise RuleBroken(_FREE, field="form") from None
    except MappingFault as fault:
        raise RuleBroken(_NO_ID, field="form", params={"what": str(fault)}) from fault
    if not sent_before(actor, post):
        prove(actor, fresh, now=now)
    with desk.writing(actor, Act.FIGURES_HAND_OUT, now=now, post=post, mode="figures") as door:
        _record(door, wanted, to, sheet, code, content)
        door.made = code
    return Handed(code, content)


def _sheet(actor: Actor, wanted: Wanted, now: datetime) -> Sheet:
    ask = wanted.ask
    if wanted.frozen is None:
        return read_indicators(actor, ask, now=now)
    _, sheet = read_frozen_sheet(actor, wanted.frozen, now=now)
    return of_choice(sheet, ask.area, each_ward=ask.each_ward, divided=bool(ask.by))


def _written(sheet: Sheet, form: str, instance: Path, mark: str) -> bytes:
    """Write the sheet down; nothing where it is drawn. Spreadsheets take CSV by its first mark."""
    if form == "pdf":
        return b""
    text = printed(write_sheet(sheet, form, instance, mark))
    return ((_EXCEL if form == "csv" else "") + text).encode()


def _record(
    door: desk.Door, wanted: Wanted, to: Addressee, sheet: Sheet, code: str, content: bytes
) -> None:
    ask = wanted.ask
    row = FigureHandOut(
        code=code,
        period=ask.period.id,
        area_id=ask.ground(territory()).area(ask.area),
        each_ward=ask.each_ward,
        divided=bool(ask.by),
        basis=ask.basis,
        frozen_id=wanted.frozen,
        definition=sheet.definition,
        form=wanted.form,
        sha256=hashlib.sha256(content).digest(),
        size=len(content),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    seal = door.place.vault.seal_own
    row.office = seal(_cell(row, "office"), to.office)
    row.person = seal(_cell(row, "person"), to.person)
    row.purpose = seal(_cell(row, "purpose"), to.purpose)
    door.log(
        f"figure_hand_out:{code}", row.area_id,
        form=row.form, period=row.period, each_ward=row.each_ward, frozen=wanted.frozen or 0,
    )  # fmt: skip


def _cell(row: FigureHandOut, column: str) -> str:
    return f"{FigureHandOut.__tablename__}.{column}:{row.id}"


def list_hand_outs(actor: Actor, *, now: datetime) -> list[HandOutView]:
    """Return the last hand-outs, the newest first, to who may hand out themselves."""
    with desk.figures(actor, Act.FIGURES_HAND_OUT, now=now) as door:
        desk.insist_on_all(door)
        rows = door.session.scalars(
            select(FigureHandOut).order_by(FigureHandOut.id.desc()).limit(LISTED)
        ).all()
        door.log("figure_hand_outs:list", None, rows=len(rows))
        return [_view(door, row) for row in rows]


def read_hand_out(actor: Actor, code: str, *, now: datetime) -> HandOutView:
    """Return the hand-out of a number; Missing when there is none."""
    with desk.figures(actor, Act.FIGURES_HAND_OUT, now=now) as door:
        desk.insist_on_all(door)
        row = door.session.scalars(select(FigureHandOut).where(FigureHandOut.code == code)).first()
        if row is None:
            raise Missing("figure_hand_outs:-")
        door.log(f"figure_hand_out:{code}")
        return _view(door, row)


def _view(door: desk.Door, row: FigureHandOut) -> HandOutView:
    def opened(column: str) -> str:
        return door.place.vault.unseal_own(_cell(row, column), getattr(row, column) or b"")

    return HandOutView(
        code=row.code,
        at=row.entered_at,
        by=name_of(door, row.entered_by),
        to=Addressee(opened("office"), opened("person"), opened("purpose")),
        period=row.period,
        unit=row.area_id,
        each_ward=row.each_ward,
        divided=row.divided,
        frozen=row.frozen_id,
        definition=row.definition,
        form=row.form,
        sha256=row.sha256.hex(),
    )

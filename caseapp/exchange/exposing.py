"""Exact figures that were for the office alone and that everybody can read by now.

They stay in the registry of what is known: what is released later must stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.sent_forms import sent_before
from caseapp.exchange.release_registry import source_of
from caseapp.records.figure_hand_outs import FigureHandOut
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.releases import FigureExposure
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.releasing import check_seen_at
from caseapp.rules.units import territory
from caseapp.rules.values import Period, RuleBroken, local_day
from caseapp.statistics.releases.exposed import Exposed

_RECEIVED: Final = "received"


@dataclass(frozen=True)
class Exposure:
    """What is known of an exposure: the hand-out, when and where it was seen."""

    code: str
    seen_on: date
    seen_at: str


def expose(
    actor: Actor,
    code: str,
    *,
    seen_on: date,
    seen_at: str,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Write down that what was handed out under a number can be read by everybody.

    RuleBroken at `seen_on` for a day that is none of it, at `seen_at` without a place, and where it
    is written down already; Missing for a number that is not there.
    """
    seen_at = check_seen_at(seen_at)
    if not sent_before(actor, post):
        with desk.reading(actor, Act.RELEASE_SIGN, now=now) as door:
            desk.insist_on_all(door)
            _check(door, _hand_out(door, code), seen_on)
            door.log(f"figure_hand_out:{code}")
        prove(actor, fresh, now=now)
    with desk.writing(actor, Act.RELEASE_SIGN, now=now, post=post) as door:
        desk.insist_on_all(door)
        handed = _hand_out(door, code)
        _check(door, handed, seen_on)
        row = FigureExposure(
            hand_out_id=handed.id,
            seen_on=seen_on,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        row.seen_at = door.place.vault.seal_own(_cell(row), seen_at)
        door.log(f"figure_hand_out:{code}", None, exposed=str(seen_on))
        door.made = code


def _hand_out(door: desk.Door, code: str) -> FigureHandOut:
    found = door.session.scalars(select(FigureHandOut).where(FigureHandOut.code == code)).first()
    if found is None:
        raise Missing("figure_hand_outs:-")
    return found


def _check(door: desk.Door, handed: FigureHandOut, seen_on: date) -> None:
    if not local_day(handed.entered_at) <= seen_on <= local_day(door.now):
        raise RuleBroken(
            "Enter a day between the hand-out and today: on it the figures were seen",
            field="seen_on",
        )
    asked = select(FigureExposure.id).where(FigureExposure.hand_out_id == handed.id)
    if door.session.scalar(asked) is not None:
        raise RuleBroken("This is written down already: these figures are public")


def _cell(row: FigureExposure) -> str:
    return f"{FigureExposure.__tablename__}.seen_at:{row.id}"


def list_exposures(actor: Actor, *, now: datetime) -> dict[str, Exposure]:
    """Return what became public, by the number of its hand-out; the read is logged."""
    with desk.reading(actor, Act.FIGURES_HAND_OUT, now=now) as door:
        desk.insist_on_all(door)
        rows = door.session.execute(
            select(FigureExposure, FigureHandOut.code).join(
                FigureHandOut, FigureHandOut.id == FigureExposure.hand_out_id
            )
        ).all()
        door.log("figure_exposures:list", None, rows=len(rows))
        unseal = door.place.vault.unseal_own
        return {
            code: Exposure(code, row.seen_on, unseal(_cell(row), row.seen_at or b""))
            for row, code in rows
        }


def exposed_before(door: desk.Door) -> list[Exposed]:
    """Return all figures that became public, as far as frozen editions tell what they were.

    A hand-out of a frozen edition is that edition's; of another the edition that was frozen nearest
    to it tells. Where none was frozen of its period nothing is known of it.
    """
    rows = door.session.scalars(
        select(FigureHandOut)
        .join(FigureExposure, FigureExposure.hand_out_id == FigureHandOut.id)
        .where(FigureHandOut.basis == _RECEIVED)
        .order_by(FigureHandOut.id)
    ).all()
    return list(_opened(door, rows))


def _opened(door: desk.Door, rows: Iterable[FigureHandOut]) -> Iterator[Exposed]:
    land = territory()
    for row in rows:
        frozen = row.frozen_id or _nearest(door, row)
        if frozen is not None:
            unit = land.units[row.area_id].code
            yield Exposed(row.code, source_of(door, frozen), unit, row.each_ward, row.divided)


def _nearest(door: desk.Door, handed: FigureHandOut) -> int | None:
    period = Period.parse(handed.period)
    editions = door.session.execute(
        select(FrozenSheet.id, FrozenSheet.entered_at).where(
            FrozenSheet.first_day == period.start,
            FrozenSheet.last_day == period.end,
            FrozenSheet.basis == _RECEIVED,
        )
    ).all()
    near = min(editions, key=lambda row: abs(row.entered_at - handed.entered_at), default=None)
    return None if near is None else int(near.id)

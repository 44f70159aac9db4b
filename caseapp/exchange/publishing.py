"""A release from beginning to end, as the command makes it: frozen, prepared, signed, written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.exchange.release_preparations import Refusal, make
from caseapp.exchange.releasing import propose_made, register_signed, withdraw
from caseapp.rules.access import Act, Actor
from caseapp.rules.releasing import check_signer
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.disclosure.joint import Stage
from caseapp.statistics.freezing import Edition, editions, freeze
from caseapp.statistics.observations import FreeRange, span_of
from caseapp.statistics.releases.files import content_hash
from caseapp.statistics.releases.sources import OddPeriod


class Refused(Exception):
    """Nothing was released: the refusal says which cells stand in the way, and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


@dataclass(frozen=True)
class Wanted:
    """What is to be released; `again` is why the period is frozen once more, '' for its newest."""

    period: Period
    layout: str
    again: str = ""


@dataclass(frozen=True)
class Done:
    """A release that stands in the registry."""

    number: str
    cells: int
    hidden: int
    sha256: str


def publish(proposer: Actor, signer: Actor, wanted: Wanted, *, now: datetime, stage: Stage) -> Done:
    """Release a period by a layout: the newest frozen edition, or one that is frozen for it.

    For two people who have proved who they are. Refused, RuleBroken and Denied leave nothing that
    is public; the frozen edition stays.
    """
    desk.require(proposer, Act.RELEASE_PROPOSE, now=now)
    desk.require(signer, Act.RELEASE_SIGN, now=now)
    check_signer(proposer.user_id, signer.user_id)
    _insist_on_whole(wanted.period)
    frozen = _frozen(proposer, wanted, now)
    made = make(proposer, frozen, wanted.layout, now=now, stage=stage)
    if made.refusal is not None or made.prepared is None:
        raise Refused(made.refusal or Refusal("Malformed", (), ""))
    shown = content_hash(made.prepared.files)
    proposal = int(propose_made(proposer, made, note="", now=now))
    try:
        number = register_signed(signer, proposal, shown=shown, now=now)
    except RuleBroken:
        withdraw(proposer, proposal, now=now)  # else it would wait for a hand that has signed
        raise
    return Done(number, made.prepared.cells, made.prepared.hidden, shown)


def _insist_on_whole(period: Period) -> None:
    """Refuse other days than a release can be of before they are frozen for nothing."""
    try:
        span_of(period)
    except FreeRange:
        why = f"{period.id}: a release is of a year, a half-year, a quarter or a month"
        raise Refused(Refusal(OddPeriod.__name__, (), why)) from None


def _frozen(actor: Actor, wanted: Wanted, now: datetime) -> int:
    """Return the number of the period's newest edition, frozen now where there is none."""
    newest = _newest(actor, wanted.period, now)
    if newest is not None and not wanted.again:
        return newest.number
    seen = newest.edition if newest is not None else 0
    reason = wanted.again if newest is not None else ""
    return freeze(actor, wanted.period, "received", reason=reason, seen=seen, now=now)


def _newest(actor: Actor, period: Period, now: datetime) -> Edition | None:
    with desk.figures(actor, Act.FIGURES_READ, now=now) as door:
        found = editions(door)
        door.log("frozen_sheets:list", None, rows=len(found))
    same = (period.start, period.end, "received")
    return next(
        (
            each
            for each in found
            if (each.period.start, each.period.end, each.basis) == same and each.newer is None
        ),
        None,
    )

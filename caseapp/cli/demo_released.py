"""Shows in made-up data how figures are released: one release stands, another waits for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from caseapp.casework.acting import actor_named
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller
from caseapp.exchange.release_preparations import make
from caseapp.exchange.releasing import propose_made, read_proposal, sign
from caseapp.rules.access import Actor
from caseapp.statistics.disclosure.audit import Progress
from caseapp.statistics.frozen_reading import list_frozen

_SIGNED: Final = "abuse-clusters"
_WAITS: Final = "relief-clusters"
_NOTE: Final = "Số liệu cả năm, đã đối chiếu với các xã, phường (dữ liệu thử)"
_STEP: Final = timedelta(seconds=1)


def release_last_year(now: datetime) -> None:
    """Release one layout over the newest frozen edition, and propose another.

    So few children that nothing may be told of them leave no release.
    """
    statistician = actor_named("thongke", None)
    supervisor = actor_named("giamsat", None)
    proposal = _proposed(statistician, _SIGNED, now)
    if proposal is not None:
        shown = read_proposal(supervisor, proposal, now=now + _STEP).sha256
        fresh = Fresh("", Caller("", terminal=True), now)  # a demo asks nobody for a second factor
        sign(supervisor, proposal, shown=shown, now=now + _STEP, fresh=fresh)
    _proposed(statistician, _WAITS, now + 2 * _STEP)


def _proposed(actor: Actor, layout: str, now: datetime) -> int | None:
    newest = list_frozen(actor, now=now)[0]
    made = make(actor, newest.number, layout, now=now, stage=_stage)
    return None if made.refusal else int(propose_made(actor, made, note=_NOTE, now=now))


@contextmanager
def _stage(_name: str) -> Iterator[Progress | None]:
    """Begin a part of the work; the bar of the demo counts its children alone."""
    yield None

"""Whether a verified copy lies off the machine, for whoever must see to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.records import backups
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.backups import overdue
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class NoFarCopy:
    """No verified copy lies off the machine that is fresh; the last reaches to `last`, if any."""

    last: datetime | None


def lacking(actor: Actor, *, now: datetime) -> NoFarCopy | None:
    """Return that a copy is lacking, for administrators and supervisors; None when one is there.

    A demo is told only once somebody has made a copy of it: it holds nothing that can be lost.
    """
    if not may(actor, Act.ACCOUNT_DECIDE, local_day(now)):
        return None
    with desk.ledger() as session:
        last = backups.copied_at(session, backups.OFF_MACHINE)
        if backups.made_as_demo(session) and backups.copied_at(session, backups.MADE) is None:
            return None
    return NoFarCopy(last) if overdue(last, now) else None

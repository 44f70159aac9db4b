"""A report logged with all that belongs to it against the same rows stored by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.casework.reports import log_report
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.rules.access import Actor, Grant, Role
from caseapp.rules.forms.answers import Value
from caseapp.rules.values import local_day
from caseapp.upkeep.bench.again import store_again
from caseapp.upkeep.bench.measure import Ratio, compare

_LIMIT: Final = 2.5
TOLD: Final[dict[str, Value]] = {
    "received_at": NOW - timedelta(hours=1),
    "channel": "phone",
    "event_area": "31135",
    "child_name": "Trẻ Thử",
    "sex": "female",
    "subject": "Có vết bầm ở tay",
}


def measure(children: int, rounds: int = 51) -> Ratio:
    """Measure the act with policy, gate, scope, seals, clock, notices and log; same engine."""
    del children
    with new_instance():
        who = officer()
        log_report(who, TOLD, now=NOW)
        ours, yardstick = compare(
            lambda: log_report(who, TOLD, now=NOW), store_again, rounds=rounds
        )
    return Ratio(
        "write",
        "a report logged: policy, scope, seals, clock, notices, log",
        "the same rows stored by an ORM session of the same encrypted file",
        ours,
        yardstick,
        _LIMIT,
    )


def officer(ward: int = 31135) -> Actor:
    """Return the officer of a ward."""
    return Actor(None, "bench", (Grant(Role.OFFICER, frozenset({ward}), local_day(NOW), None),))

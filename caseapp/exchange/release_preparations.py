"""What was prepared for a release, or why nothing can be: made, kept as text, read back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from caseapp import desk
from caseapp.exchange.exporting import Progress
from caseapp.exchange.exposing import exposed_before
from caseapp.exchange.release_registry import count_known, earlier_releases, source_of
from caseapp.exchange.release_rules import policy_on
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import Period, local_day
from caseapp.statistics.disclosure.joint import Progress as Done
from caseapp.statistics.disclosure.joint import Stage
from caseapp.statistics.disclosure.model import DisclosureError
from caseapp.statistics.kept_sheet import pack, unpack
from caseapp.statistics.releases.earlier import Earlier
from caseapp.statistics.releases.exposed import Exposed
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.preparing import Prepared, TableShare, prepare

_LONGEST_STEP: Final = 40


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be released: the name of the error, the cells it names, the reason."""

    name: str
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Made:
    """A preparation with all that it rests on: edition, rules, what was known.

    One of `prepared` and `refusal` is there. `seen` is how much was known then (`count_known`).
    """

    layout: str
    version: int
    frozen: int
    period: Period
    edition: int
    policy: Policy
    seen: int
    prepared: Prepared | None
    refusal: Refusal | None


def make(actor: Actor, frozen: int, layout: str, *, now: datetime, stage: Stage) -> Made:
    """Prepare a release of a frozen edition with all that was released before.

    Denied unless the actor may propose releases of the whole city; Missing when there is no such
    edition. What keeps it from being published is a refusal in what is returned.
    """
    with desk.figures(actor, Act.RELEASE_PROPOSE, now=now) as door:
        desk.insist_on_all(door)
        source = source_of(door, frozen)
        policy = policy_on(door, local_day(now))
        seen = count_known(door)
        earlier: list[Earlier | Exposed] = [*earlier_releases(door), *exposed_before(door)]
        door.log(f"frozen_sheet:{frozen}", None, release=layout[:_LONGEST_STEP])
    prepared, refusal, version = None, None, 0
    try:
        version = find_layout(layout).version
        prepared = prepare(source, layout, policy, earlier, stage)
    except DisclosureError as error:
        refusal = Refusal(type(error).__name__, tuple(getattr(error, "cells", ())), str(error))
    return Made(
        layout=layout,
        version=version,
        frozen=frozen,
        period=source.period,
        edition=source.edition,
        policy=policy,
        seen=seen,
        prepared=prepared,
        refusal=refusal,
    )


def stages(progress: Progress) -> Stage:
    """Return what begins a part of the work and tells a job how far it is."""

    @contextmanager
    def stage(name: str) -> Iterator[Done]:
        def tell(done: int, of: int) -> None:
            progress(name[:_LONGEST_STEP], done + 1, max(of, 1))

        tell(0, 1)
        yield tell

    return stage


def is_stale(door: desk.Door, made: Made) -> bool:
    """Tell whether a release was registered or a rule changed since it was prepared."""
    return count_known(door) != made.seen or other_rules(door, made)


def other_rules(door: desk.Door, made: Made) -> bool:
    """Tell whether other rules hold today than those it was prepared by."""
    return policy_on(door, local_day(door.now)) != made.policy


def keep(made: Made) -> str:
    """Write a preparation down as a short text."""
    return pack(
        {
            "layout": made.layout,
            "version": made.version,
            "frozen": made.frozen,
            "period": [made.period.id, str(made.period.start), str(made.period.end)],
            "edition": made.edition,
            "policy": made.policy.as_plain(),
            "seen": made.seen,
            "prepared": _plain(made.prepared),
            "refusal": made.refusal
            and [made.refusal.name, list(made.refusal.cells), made.refusal.reason],
        }
    )


def _plain(prepared: Prepared | None) -> dict[str, Any] | None:
    if prepared is None:
        return None
    return {
        "files": {name: content.decode() for name, content in prepared.files.items()},
        "layout": prepared.layout,
        "version": prepared.version,
        "cells": prepared.cells,
        "hidden": prepared.hidden,
        "shares": [list(one) for one in _shares(prepared.shares)],
        "coarser": [list(one) for one in _shares(prepared.coarser)],
    }


def _shares(found: tuple[TableShare, ...]) -> Iterator[tuple[list[str], int, int]]:
    for one in found:
        yield list(one.dimensions), one.cells, one.hidden


def read(text: str) -> Made:
    """Read back what `keep` wrote."""
    plain = unpack(text)
    name, start, end = plain["period"]
    refusal = plain["refusal"]
    return Made(
        layout=plain["layout"],
        version=plain["version"],
        frozen=plain["frozen"],
        period=Period(name, date.fromisoformat(start), date.fromisoformat(end)),
        edition=plain["edition"],
        policy=Policy.from_plain(plain["policy"]),
        seen=plain["seen"],
        prepared=_prepared(plain["prepared"]),
        refusal=refusal and Refusal(refusal[0], tuple(refusal[1]), refusal[2]),
    )


def _prepared(plain: dict[str, Any] | None) -> Prepared | None:
    if plain is None:
        return None
    shares, coarser = (
        tuple(TableShare(tuple(names), cells, hidden) for names, cells, hidden in plain[key])
        for key in ("shares", "coarser")
    )
    return Prepared(
        files={name: text.encode() for name, text in plain["files"].items()},
        layout=plain["layout"],
        version=plain["version"],
        cells=plain["cells"],
        hidden=plain["hidden"],
        shares=shares,
        coarser=coarser,
    )

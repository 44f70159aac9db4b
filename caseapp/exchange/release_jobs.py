"""The preparation of a release as a job: asked for on a page, made by the worker, read by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework import jobs
from caseapp.casework.jobs import JobView
from caseapp.exchange.exporting import Progress
from caseapp.exchange.release_preparations import Made, Refusal, is_stale, keep, make, read, stages
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.jobs import Job, place_of_result
from caseapp.rules.access import Act, Actor
from caseapp.rules.job_states import RELEASE
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS
from caseapp.statistics.releases.policy import Cluster
from caseapp.statistics.releases.preparing import TableShare

__all__ = [
    "Preparation",
    "Refusal",
    "ask_preparation",
    "made_by_job",
    "read_preparation",
    "run_preparation",
]


@dataclass(frozen=True)
class Preparation:
    """What would be released, table by table, or why nothing can be.

    `edition` is that of the frozen figures. `coarser` are the shares of the layout that hides less,
    () without one; `stale`: another release was registered or a rule changed since, so that it must
    be prepared once more.
    """

    layout: str
    version: int
    period: Period
    frozen: int
    edition: int
    k: int
    shares: tuple[TableShare, ...]
    coarser: tuple[TableShare, ...]
    cells: int
    hidden: int
    refusal: Refusal | None
    stale: bool
    clusters: tuple[Cluster, ...]


def ask_preparation(
    actor: Actor, frozen: int, layout: str, *, now: datetime, post: str = ""
) -> str:
    """Ask for a release of a frozen edition to be prepared; return the job's number.

    RuleBroken at `layout` or `frozen` for one that is not there, and while another is prepared.
    """
    if layout not in RELEASE_LAYOUTS:
        raise RuleBroken("Choose a layout from the list", field="layout")
    with desk.reading(actor, Act.RELEASE_PROPOSE, now=now) as door:
        desk.insist_on_all(door)
        try:
            door.find(FrozenSheet, id=frozen)
        except Missing:
            raise RuleBroken("Choose frozen figures from the list", field="frozen") from None
    asked = {"frozen": str(frozen), "layout": layout}
    return jobs.ask(actor, Act.RELEASE_PROPOSE, RELEASE, asked, now=now, post=post)


def run_preparation(
    actor: Actor, arguments: Mapping[str, str], *, now: datetime, progress: Progress
) -> bytes:
    """Prepare a release by the rights of now; a refusal is a result as well."""
    frozen, layout = int(arguments["frozen"]), arguments["layout"]
    return keep(make(actor, frozen, layout, now=now, stage=stages(progress))).encode()


def read_preparation(
    actor: Actor, number: int, *, now: datetime
) -> tuple[JobView, Preparation | None]:
    """Return one's own preparation and what it found; the read is logged.

    None while it is not over, and once that is not kept any more. Missing for other jobs.
    """
    view, made, stale = _opened(actor, number, now)
    return view, _preparation(made, stale=stale) if made else None


def made_by_job(actor: Actor, number: int, *, now: datetime) -> Made:
    """Return all that one's own job prepared; RuleBroken when that is not kept any more."""
    _, made, _ = _opened(actor, number, now)
    if made is None:
        raise RuleBroken("What was prepared is not kept any more: prepare it once more")
    return made


def _opened(actor: Actor, number: int, now: datetime) -> tuple[JobView, Made | None, bool]:
    view = jobs.read_own(actor, number, now=now)
    if view.kind != RELEASE:
        raise Missing(f"jobs:{number}")
    if view.kept_until is None:
        return view, None, False
    with desk.reading(actor, Act.RELEASE_READ, now=now) as door:
        desk.insist_on_all(door)
        job = door.find(Job, id=number, user_id=actor.user_id)
        door.log(f"job:{job.id}", None, read=job.kind)
        if job.result is None:
            return view, None, False
        made = read(door.place.vault.open_file(place_of_result(job.id), job.result).decode())
        return view, made, is_stale(door, made)


def _preparation(made: Made, *, stale: bool) -> Preparation:
    done = made.prepared
    return Preparation(
        layout=made.layout,
        version=made.version,
        period=made.period,
        frozen=made.frozen,
        edition=made.edition,
        k=made.policy.k,
        shares=done.shares if done else (),
        coarser=done.coarser if done else (),
        cells=done.cells if done else 0,
        hidden=done.hidden if done else 0,
        refusal=made.refusal,
        stale=stale,
        clusters=made.policy.clusters,
    )

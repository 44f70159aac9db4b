"""Fills an empty instance with made-up data, all in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from caseapp import desk
from caseapp.config import Settings
from caseapp.records.children import Child
from caseapp.records.db import on_postgresql
from caseapp.rules.access import Act, operator
from caseapp.rules.values import LOCAL, local_day
from caseapp.upkeep.demo import accounts
from caseapp.upkeep.demo.accounts import DemoAccount, Staff
from caseapp.upkeep.demo.addresses import write_addresses
from caseapp.upkeep.demo.assessments import write_assessments
from caseapp.upkeep.demo.assistance import write_gifts
from caseapp.upkeep.demo.care import write_care
from caseapp.upkeep.demo.circumstances import write_circumstances
from caseapp.upkeep.demo.consents import write_consents
from caseapp.upkeep.demo.details import write_details
from caseapp.upkeep.demo.disasters import write_disasters
from caseapp.upkeep.demo.drafts import write_drafts
from caseapp.upkeep.demo.duty import write_calls, write_duty_lists
from caseapp.upkeep.demo.first_hours import write_first_hours
from caseapp.upkeep.demo.guarded import write_guards
from caseapp.upkeep.demo.jobs import write_jobs
from caseapp.upkeep.demo.leaving import type_drafts, write_leaving
from caseapp.upkeep.demo.looks import write_looks
from caseapp.upkeep.demo.measures import write_measures
from caseapp.upkeep.demo.moments import Span
from caseapp.upkeep.demo.night import write_night
from caseapp.upkeep.demo.overseen import write_overseen
from caseapp.upkeep.demo.papers import write_papers
from caseapp.upkeep.demo.plans import write_plans
from caseapp.upkeep.demo.populations import write_populations
from caseapp.upkeep.demo.recent_flood import write_recent_flood
from caseapp.upkeep.demo.referrals import write_agencies
from caseapp.upkeep.demo.register import write_register
from caseapp.upkeep.demo.reports import write_reports
from caseapp.upkeep.demo.rounds import write_rounds
from caseapp.upkeep.demo.rows import Rows
from caseapp.upkeep.demo.screening import write_screening
from caseapp.upkeep.demo.stand_ins import write_stand_ins
from caseapp.upkeep.demo.suspects import write_suspects
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.transfers import write_transfers
from caseapp.upkeep.demo.twins import write_twins
from caseapp.upkeep.demo.wards import make_wards
from caseapp.upkeep.demo.whole_cases import write_whole_cases
from caseapp.upkeep.instance import Unfit

CHILDREN: Final = 2_000
MOST_CHILDREN: Final = 1_000_000
SEED: Final = 2021
EARLIEST: Final = date(2025, 9, 1)
"""Before it there is too little to tell: the units of today exist since 1 July 2025."""

_CLOSING_HOUR: Final = time(17, 0, tzinfo=LOCAL)
# Indexes over a million random marks and names do not fit into the usual cache of 32 MiB.
_CACHE, _USUAL_CACHE = -262_144, -32_768

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoResult:
    """The accounts to sign in with, and how many rows each table was given."""

    accounts: tuple[DemoAccount, ...]
    counts: dict[str, int]


def make_demo(
    settings: Settings,
    now: datetime,
    *,
    children: int = CHILDREN,
    seed: int = SEED,
    until: date | None = None,
    progress: Progress | None = None,
) -> DemoResult:
    """Fill the open instance with that many made-up children and all that belongs to them.

    The data end now, or at closing time of `until` when that is an earlier local day; the same
    seed, number and end give the same data, but for what is sealed. `progress` is told children
    done and to do. Raises Unfit in production, on an instance with children, on bad arguments.
    """
    require_sensible(settings, now, children, until)
    span = Span(_end(now, until))
    with (
        _no_collector(),
        desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now) as door,
    ):
        rows = Rows(door)
        _require_empty(rows)
        connection = door.session.connection()
        _give_room(connection, _CACHE)
        staff = accounts.make_accounts(rows, _chance(seed, "accounts"))
        _tell(rows, staff, span, seed, children, progress)
        rows.flush()
        _give_room(connection, _USUAL_CACHE)
        door.log("instance:0", None, demo=True, seed=seed, **rows.counts)
    write_looks(staff, now)
    write_drafts(staff, now)
    type_drafts(staff, now)
    return DemoResult(staff.accounts, rows.counts)


def _give_room(connection: Connection, cache: int) -> None:
    """Set how much SQLite keeps in memory; PostgreSQL has its own way."""
    if not on_postgresql(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size = {cache}")


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rest the cycle collector: rows hold no circles, and it took a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def require_sensible(settings: Settings, now: datetime, children: int, until: date | None) -> None:
    """Raise Unfit for what can be refused before an instance is opened or made."""
    if settings.environment not in {"demo", "test"}:
        raise Unfit(
            f"made-up data may not enter a '{settings.environment}' instance; "
            "name another folder in CASEAPP_INSTANCE and set CASEAPP_ENV=demo"
        )
    if not 1 <= children <= MOST_CHILDREN:
        raise Unfit(f"--children is {children}; it must be from 1 to {MOST_CHILDREN}")
    if (last := local_day(_end(now, until))) < EARLIEST:
        raise Unfit(f"made-up data cannot end on {last}; the earliest day is {EARLIEST}")


def _end(now: datetime, until: date | None) -> datetime:
    """Return the last moment of the data."""
    if until is not None and until < local_day(now):
        return datetime.combine(until, _CLOSING_HOUR)
    return now


def _require_empty(rows: Rows) -> None:
    if rows.door.session.scalar(select(Child.id).limit(1)) is not None:
        raise Unfit("the instance already holds children; nothing was changed")
    if taken := accounts.taken(rows):
        raise Unfit(f"the instance already knows {', '.join(taken)}; nothing was changed")


def _chance(seed: int, part: str) -> Random:
    """Return the chance of one part, so that a change in one leaves the others as they were."""
    return Random(f"{seed} {part}")  # noqa: S311 - made-up data; no secret hangs on it


def _tell(
    rows: Rows, staff: Staff, span: Span, seed: int, children: int, progress: Progress | None
) -> None:
    """Tell part after part, each with a chance of its own."""

    def told(part: str) -> Telling:
        return Telling(rows, staff, span, _chance(seed, part))

    wards = make_wards(_chance(seed, "wards"), children)
    write_populations(told("populations"), wards)
    directory = write_agencies(told("agencies"))
    lists = write_duty_lists(told("duty"))
    register = write_register(told("register"), wards, children, progress)
    write_twins(told("twins"), register)
    write_circumstances(told("circumstances"), register)
    logged = write_reports(told("reports"), register, wards, directory)
    write_calls(told("calls"), logged, lists)
    write_papers(told("papers"), logged)
    write_plans(told("plans"), logged)
    write_first_hours(told("first_hours"), wards)
    write_night(told("night"), logged, lists)
    write_screening(told("screening"), wards, logged)
    write_assessments(told("assessments"), logged)
    write_rounds(told("rounds"), logged)
    write_disasters(told("disasters"), register)
    write_recent_flood(told("recent-flood"), register)
    write_details(told("details"), register)
    write_consents(told("consents"))
    write_measures(told("measures"), register, wards, logged)
    write_care(told("care"), register, wards, logged)
    write_guards(told("guards"), register)
    write_stand_ins(told("stand-ins"))
    write_suspects(told("suspects"), logged)
    write_whole_cases(told("whole-cases"), register, logged)
    write_transfers(told("transfers"), logged)
    write_gifts(told("gifts"), register)
    write_leaving(told("leaving"))
    write_jobs(told("jobs"))
    write_overseen(told("overseen"))
    write_addresses(told("addresses"))

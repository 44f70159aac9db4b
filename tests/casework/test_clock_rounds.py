"""The worker's round tells of clocks once, at the right second, and of one thing at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.decisions import decide_measure
from caseapp.casework.notices import list_own
from caseapp.casework.reports import log_report
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Actor, Role
from tests.factories.children import officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.told import VALUES

SECOND = timedelta(seconds=1)
SOON, DUE = NOW + timedelta(hours=8), NOW + timedelta(hours=12)
CHAIR, SUPERVISOR = an_actor(Role.CHAIR, 31135), an_actor(Role.SUPERVISOR)
ELSEWHERE = an_actor(Role.CHAIR, 31120)


@pytest.fixture
def officer(house: House) -> Actor:
    made = officer_of(house)
    with house.app.app_context():
        log_report(made, VALUES | {"received_at": NOW}, now=NOW)
    return made


def kinds(actor: Actor, now: datetime) -> list[str]:
    return [view.kind for view in list_own(actor, now=now)]


@pytest.mark.parametrize(
    ("now", "told", "chair", "supervisor"),
    [
        (SOON - SECOND, 0, ["report_logged"], []),
        (SOON, 2, ["clock_soon"], []),
        (DUE, 2, ["clock_soon"], []),
        (DUE + SECOND, 3, ["clock_late"], ["clock_late"]),
    ],
)
def test_who_must_act_is_told(
    house: House,
    officer: Actor,
    now: datetime,
    told: int,
    chair: list[str],
    supervisor: list[str],
) -> None:
    with house.app.app_context():
        assert watch_clocks(now=now) == told
        assert kinds(CHAIR, now) == chair
        assert kinds(officer, now) == [kind for kind in chair if kind != "report_logged"]
        assert kinds(SUPERVISOR, now) == supervisor
        assert kinds(ELSEWHERE, now) == []


def test_another_round_tells_nothing_again_and_late_takes_the_place_of_soon(
    house: House, officer: Actor
) -> None:
    late = DUE + SECOND
    with house.app.app_context():
        assert [watch_clocks(now=SOON) for _ in range(3)] == [2, 0, 0]
        assert [watch_clocks(now=late) for _ in range(3)] == [3, 0, 0]
        assert kinds(CHAIR, late) == kinds(officer, late) == ["clock_late"]


def test_the_decision_ends_it_for_all(house: House, officer: Actor) -> None:
    late = DUE + SECOND
    with house.app.app_context():
        watch_clocks(now=late)
        report = list_own(CHAIR, now=late)[0].mark
        decide_measure(
            CHAIR, report, kind="none", decided_at=late, reason="x", signed_at=None, now=late
        )
        assert kinds(CHAIR, late) == kinds(SUPERVISOR, late) == []
        assert kinds(officer, late) == ["measure_decided"]
        assert watch_clocks(now=late + timedelta(days=1)) == 0


def test_a_round_is_the_worker_s_in_the_log(house: House, officer: Actor) -> None:
    with house.app.app_context():
        watch_clocks(now=SOON)
        with desk.ledger() as session:
            last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
            assert last is not None
            assert (last.actor, last.act, last.subject) == ("worker", "clock.watch", "clocks:round")

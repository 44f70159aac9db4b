"""A case passes with all that hangs on it: rows, limits, words, notices; the old unit is out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.as_of import case_as_of
from caseapp.casework.case_reading import read_case
from caseapp.casework.child_reading import read_child
from caseapp.casework.children import move_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.flags import set_flag
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.casework.plans import draft_plan
from caseapp.casework.referrals import draft_referral
from caseapp.casework.screening import open_case
from caseapp.casework.separations import prepare_separation
from caseapp.casework.transfer_answers import accept_case
from caseapp.casework.transfer_reading import list_tasks as list_transfer_tasks
from caseapp.casework.transfer_reading import list_transfers, read_passing
from caseapp.records.case_clocks import CaseClock
from caseapp.records.children import ChildUnit
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.jobs import Job
from caseapp.records.notices import Notice
from caseapp.records.scoped import BY_AREA
from caseapp.rules.access import Actor
from caseapp.rules.job_states import DONE, EXPORT, PRINTS, RUNNING, WAITING
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import a_separation
from tests.factories.plans import a_plan
from tests.factories.referrals import add_agency, open_a_case
from tests.factories.reports import kept, log_one
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.transfers import Handing, a_handing, child_of
from tests.factories.web import CAI_KHE, make_user

HOUR = timedelta(hours=1)


def a_whole_case(house: House, officer: Actor) -> str:
    """Open a case with a plan in draft, a separation to be decided, a referral, a flag, a file."""
    service, case = add_agency(house), open_a_case(house, officer)
    with house.app.app_context():
        draft_plan(officer, case, a_plan(), now=NOW)
        prepare_separation(officer, case, a_separation(), now=NOW)
        draft_referral(officer, case, service_id=service, reason="Mất ngủ", now=NOW)
        set_flag(officer, case, flag="suicide_threat", reason="Em nói với cô", now=NOW)
    return case


@pytest.fixture
def handing(house: House) -> Handing:
    return a_handing(house, a_whole_case)


def test_every_row_of_the_case_follows_with_its_words_and_limits(
    house: House, handing: Handing
) -> None:
    clocks = kept(house, select(CaseClock.clock, CaseClock.due_at, CaseClock.stopped_at))
    before = handing.read(handing.officer)
    handing.ask()
    handing.accept(NOW + HOUR)
    after = handing.read(handing.other_officer, NOW + HOUR)
    assert kept(house, select(CaseClock.clock, CaseClock.due_at, CaseClock.stopped_at)) == clocks
    assert clocks
    assert (after.unit_id, after.officer) == (THERE, "")
    assert after.measures.separations == before.measures.separations
    assert after.plan == before.plan
    assert [row.code for row in after.referrals] == [row.code for row in before.referrals]
    assert [each.kind for each in after.events if each.kind.startswith("transfer")] == [
        "transfer_accept", "transfer_send",
    ]  # fmt: skip
    told = {each.text for each in after.events}
    assert {each.text for each in before.events} <= told
    for model in (*BY_AREA, FileStandIn):
        if model not in {Notice, ChildUnit}:  # the child itself lives in the old unit
            left = kept(house, select(model.area_id).where(_hangs(model), model.area_id == HERE))
            assert not left, model.__tablename__
    open_here = select(Notice.kind, Notice.user_id).where(
        Notice.area_id == HERE, Notice.ended_at.is_(None)
    )
    assert {row[0] for row in kept(house, open_here)} == {"transfer_accepted"}


def _hangs(model: Any) -> Any:
    """Whatever hangs on anything at all: there is one case, with one report."""
    columns = model.__table__.c
    names = {"case_id", "report_id", "referral_id", "file_id", "child_id"} & set(columns.keys())
    return or_(*(columns[name].is_not(None) for name in sorted(names))) if names else columns.id > 0


def test_the_old_unit_opens_neither_case_nor_child_and_the_past_stays_as_it_was(
    house: House, handing: Handing
) -> None:
    handing.ask(NOW + HOUR)
    child = child_of(house)
    handing.accept(NOW + 2 * HOUR)
    later = NOW + 3 * HOUR
    for person in (handing.officer, handing.chair):
        with pytest.raises(Missing):
            handing.read(person, later)
    with house.app.app_context():
        then = case_as_of(handing.other_chair, handing.case, NOW + HOUR / 2, now=later)
        now = case_as_of(handing.other_chair, handing.case, later, now=later)
        assert read_child(handing.other_officer, child, now=later).code == child
        assert read_child(handing.officer, child, now=later).code == child  # it lives there
    assert (then.unit, then.officer) == ("Phường Ninh Kiều", handing.officer.name)
    assert (now.unit, now.officer) == ("Phường Cái Khế", "")
    assert not then.gaps


def test_a_child_that_moved_away_is_closed_to_the_old_unit_too(handing: Handing) -> None:
    house = handing.house
    child = child_of(house)
    with house.app.app_context():
        move_child(handing.officer, child, area_code=CAI_KHE, since=date(2026, 11, 1), now=NOW)
        read_child(handing.officer, child, now=NOW)
    handing.ask()
    handing.accept()
    with house.app.app_context(), pytest.raises(Missing):
        read_child(handing.officer, child, now=NOW)
    assert kept(house, select(ChildUnit.area_id)) == [(THERE,)]


def test_what_another_case_of_the_child_keeps_in_the_old_unit_stays_open_there(
    handing: Handing,
) -> None:
    house = handing.house
    child = child_of(house)
    report = log_one(house, by=handing.officer)
    with house.app.app_context():
        move_child(handing.officer, child, area_code=CAI_KHE, since=date(2026, 11, 1), now=NOW)
        other = open_case(handing.officer, report, child, now=NOW)
    handing.ask()
    handing.accept()
    with house.app.app_context():
        assert read_child(handing.officer, child, now=NOW).code == child
        assert read_case(handing.officer, other, now=NOW).unit_id == HERE


def test_the_other_competent_chair_may_still_decide_on_a_separation_that_waits(
    house: House, handing: Handing
) -> None:
    handing.ask()
    handing.accept()
    chair = actor_of(house, handing.names["chair"])
    view = handing.read(chair)  # the file is lent: it happened in the old unit (Art. 32)
    assert view.unit_id == THERE
    with pytest.raises(Missing):
        handing.read(handing.officer)


def test_one_from_whom_the_file_is_kept_neither_sees_nor_decides_nor_is_told(
    handing: Handing,
) -> None:
    house = handing.house
    child = child_of(house)
    barred = make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        # The person serves the first unit as well when the mark is set.
        both = make_user(house, "chair", username="chair-of-both")
        mark_conflict(handing.supervisor, "child", child, username=both, reason="x", now=NOW)
        involved, there = actor_of(house, both), actor_of(house, barred)
    kin = Actor(involved.user_id, involved.name, there.grants)
    handing.ask()
    with house.app.app_context():
        assert list_transfers(kin, now=NOW) == ([], [])
        assert list_own(kin, now=NOW) == []
        assert list_transfer_tasks(kin, now=NOW) == []
        for act in (
            lambda: read_passing(kin, handing.case, now=NOW),
            lambda: accept_case(kin, handing.case, version=1, now=NOW),
        ):
            with pytest.raises(Missing):
                act()
    assert handing.told(there) == {"case_arriving"}


def test_no_batch_of_prints_with_its_papers_stays_with_the_old_unit(handing: Handing) -> None:
    house, made = handing.house, {}
    with house.app.app_context(), desk.ledger(write=True) as session:
        for name, kind, unit, state in (
            ("theirs", PRINTS, HERE, DONE), ("running", PRINTS, HERE, RUNNING),
            ("another unit's", PRINTS, THERE, DONE), ("the city's", PRINTS, 0, DONE),
            ("an export", EXPORT, HERE, DONE),
        ):  # fmt: skip
            job = Job(
                user_id=handing.officer.user_id, kind=kind, state=state, asked_at=NOW,
                ended_at=NOW, arguments=json.dumps({"paper": "04", "unit": str(unit)}),
                result=b"sealed", worker="w",
            )  # fmt: skip
            session.add(job)
            session.flush()
            made[job.id] = name
    handing.ask()
    handing.accept()
    rows = kept(house, select(Job.id, Job.result, Job.state))
    assert {made[number] for number, result, _ in rows if result is None} == {"theirs", "running"}
    assert {made[number] for number, _, state in rows if state == WAITING} == {"running"}

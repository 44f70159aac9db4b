"""Which papers a batch prints: the newest of each file within reach, and nobody else's job."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from caseapp.casework import jobs
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.print_batches import (
    act_of,
    ask_batch,
    batch_of,
    find_papers,
    units_to_print,
)
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.assessment_states import DETAILED
from caseapp.rules.job_states import PRINTS
from caseapp.rules.print_batches import PAPERS, SUMMARY, Batch
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.assessments import assess
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import a_desk, prepare
from tests.factories.plans import approved, submitted
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

UNIT = int(NINH_KIEU)
TODAY = local_day(NOW)
BATCH = Batch(SUMMARY, UNIT, TODAY, TODAY, "file")


def test_the_newest_paper_of_each_file_in_these_days(house: House) -> None:
    desk = a_desk(house)
    assess(house, desk.report, by=desk.officer)
    assess(house, desk.case, DETAILED, by=desk.officer)
    assess(house, desk.case, DETAILED, by=desk.officer, now=NOW + timedelta(minutes=5))
    prepare(house, desk)
    with house.app.app_context():
        found = {
            paper: find_papers(desk.officer, replace(BATCH, paper=paper), now=NOW)
            for paper in (SUMMARY, "01", "02", "03", "06", "07")
        }
    assert found == {
        SUMMARY: [(desk.case, 1)],
        "01": [(desk.report, 1)],
        "02": [(desk.report, 1)],
        "03": [(desk.case, 2)],
        "06": [],
        "07": [(desk.case, 1)],
    }
    with house.app.app_context():
        past = replace(BATCH, since=TODAY - timedelta(days=9), last_day=TODAY - timedelta(days=1))
        assert find_papers(desk.officer, past, now=NOW) == []
        stranger = an_actor(Role.OFFICER, CAI_KHE)
        assert find_papers(stranger, replace(BATCH, unit=0), now=NOW) == []


def test_a_decision_is_printed_of_the_plan_that_was_decided_on(house: House) -> None:
    desk = a_desk(house)
    with house.app.app_context():
        for_five = replace(BATCH, paper="05")
    submitted(house, desk.officer, desk.case)
    with house.app.app_context():
        assert find_papers(desk.officer, replace(BATCH, paper="04"), now=NOW) == [(desk.case, 1)]
        assert find_papers(desk.officer, for_five, now=NOW) == []
        decide_plan(
            desk.chair,
            desk.case,
            1,
            Verdict("approve", NOW, "Đồng ý", number="", assignment="Giao cán bộ"),
            version=1,
            now=NOW,
        )
        assert find_papers(desk.officer, for_five, now=NOW) == [(desk.case, 1)]


def test_a_batch_is_a_job_of_its_owner_and_comes_back_as_asked(house: House) -> None:
    desk = a_desk(house)
    asked = replace(BATCH, reason="meeting", form="zip", both_sides=True)
    with house.app.app_context():
        number = int(ask_batch(desk.officer, asked, now=NOW))
        view = jobs.read_own(desk.officer, number, now=NOW)
        assert (view.kind, batch_of(view.arguments)) == (PRINTS, asked)
        assert units_to_print(desk.officer, now=NOW) == [(NINH_KIEU, "Phường Ninh Kiều")]


def _refusal(actor: Actor, batch: Batch) -> str:
    with pytest.raises(RuleBroken) as refused:
        ask_batch(actor, batch, now=NOW)
    return refused.value.field or ""


def test_who_may_not_print_there_asks_for_nothing(house: House) -> None:
    desk = a_desk(house)
    boss = actor_of(house, make_user(house, "supervisor", CITY))
    counts = actor_of(house, make_user(house, "statistician", CITY))
    with house.app.app_context():
        assert _refusal(desk.officer, replace(BATCH, unit=int(CAI_KHE))) == "unit"
        assert _refusal(desk.officer, replace(BATCH, unit=0)) == "unit"
        assert _refusal(desk.officer, replace(BATCH, paper="06")) == "last_day"
        with pytest.raises(Denied):
            ask_batch(counts, BATCH, now=NOW)
        with pytest.raises(Denied):  # Mẫu 01 is printed by the unit that has the report
            ask_batch(boss, replace(BATCH, paper="01"), now=NOW)
        assert int(ask_batch(boss, replace(BATCH, unit=0), now=NOW))
    assert (act_of("01"), act_of("07")) == (Act.REPORT_PRINT, Act.CASE_PRINT)


def test_the_papers_of_a_unit_are_fetched_by_who_may_still_print_there(house: House) -> None:
    desk = a_desk(house)
    approved(house, desk.officer, desk.chair, desk.case)
    with house.app.app_context():
        number = int(ask_batch(desk.officer, replace(BATCH, paper="05"), now=NOW))
        elsewhere = an_actor(Role.OFFICER, CAI_KHE)
        moved = replace(desk.officer, grants=elsewhere.grants)
        with pytest.raises(Denied):
            jobs.fetch(moved, Act.CASE_PRINT, number, now=NOW)


def test_what_is_kept_from_who_asks_is_in_no_batch(house: House) -> None:
    desk = a_desk(house)
    approved(house, desk.officer, desk.chair, desk.case)
    boss = actor_of(house, make_user(house, "supervisor", CITY))
    name = make_user(house, "officer", NINH_KIEU, "nguoi-lien-quan")
    with house.app.app_context():
        child = read_case(boss, desk.case, now=NOW).child.code
        mark_conflict(boss, "child", child, username=name, reason="Người nhà", now=NOW)
    related = actor_of(house, name)
    with house.app.app_context():
        for paper in PAPERS:
            asked = replace(BATCH, paper=paper)
            assert find_papers(related, asked, now=NOW) == [], paper
        assert find_papers(desk.officer, replace(BATCH, paper="05"), now=NOW) == [(desk.case, 1)]

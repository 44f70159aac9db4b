"""The chair alone at night: marked at once, reviewed the next working day, and no more than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.account_changes import RoleEntry, ask_role
from caseapp.casework.decisions import decide_measure
from caseapp.casework.lone_reports import list_lone, read_lone, review_lone
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.reports import amend_report
from caseapp.casework.screening import open_case
from caseapp.casework.summaries import gather
from caseapp.records.lone_reports import LoneReport
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.city_days import free
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.naming import TODAY, make_chair, make_deputy
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR, kept, log_one, told
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

DAY = timedelta(days=1)
FOUND = "Đã gọi Chủ tịch và cán bộ: việc gấp là có thật"


@pytest.fixture
def chair(house: House) -> Actor:
    return make_chair(house)


def seen(house: House, report: str) -> ReportView:
    with house.app.app_context():
        return read_report(OFFICER, report, now=NOW)


def decide(who: Actor, report: str) -> None:
    decide_measure(
        who, report, kind="none", reason="An toàn", decided_at=NOW, signed_at=None, now=NOW
    )


def test_what_the_chair_logs_assesses_and_decides_alone_is_marked_once(
    house: House, chair: Actor
) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    report = log_one(house, by=chair)
    with house.app.app_context():
        decide(chair, report)
        case = open_case(chair, report, a_child(), now=NOW)
        assert {n.kind for n in list_own(supervisor, now=NOW)} == {"lone_report"}
        assert {n.kind for n in list_own(officer, now=NOW)} >= {"handled_alone"}
        printed = gather(OFFICER, case, now=NOW).lone
    view = seen(house, report)
    assert [mark.code for mark in printed] == [report]
    assert view.case_code == case
    assert view.lone is not None
    assert (view.lone.person, view.lone.review_due) == (chair.name, TODAY + DAY)
    assert len(kept(house, select(LoneReport.id))) == 1


def test_the_review_is_not_due_on_a_day_that_the_city_made_free(house: House, chair: Actor) -> None:
    with house.app.app_context():
        free(TODAY + DAY)
    lone = seen(house, log_one(house, by=chair)).lone
    assert lone is not None
    assert lone.review_due == TODAY + 2 * DAY


def test_a_deputy_alone_is_marked_too(house: House, chair: Actor) -> None:
    deputy = make_deputy(house, chair)
    assert seen(house, log_one(house, by=deputy)).lone is not None


def test_who_has_the_officers_role_is_not_alone_until_they_decide_as_well(
    house: House, chair: Actor
) -> None:
    with house.app.app_context():
        entry = RoleEntry("officer", NINH_KIEU, TODAY, None)
        assert not ask_role(SYSTEM, "chutich", entry, now=NOW)
    both = actor_of(house, "chutich")
    report = log_one(house, by=both)
    assert seen(house, report).lone is None
    with house.app.app_context():
        decide(both, report)
    assert seen(house, report).lone is not None


def test_an_officers_report_is_decided_by_the_chair_without_a_mark(
    house: House, chair: Actor
) -> None:
    report = log_one(house, by=officer_of(house))
    with house.app.app_context():
        decide(chair, report)
        # The officer's own steps stay the officer's.
        with pytest.raises(Missing):
            open_case(chair, report, a_child(), now=NOW)
        with pytest.raises(Missing):
            amend_report(chair, report, told(), version=1, now=NOW)
    assert seen(house, report).lone is None


def test_the_supervisor_reviews_it_once_with_a_sealed_note(house: House, chair: Actor) -> None:
    own, elsewhere = (
        actor_of(house, make_user(house, "supervisor", area)) for area in ("31135", CAI_KHE)
    )
    report = log_one(house, by=chair)
    with house.app.app_context():
        assert list_lone(elsewhere, now=NOW) == []
        with pytest.raises(Missing):
            review_lone(elsewhere, report, note=FOUND, now=NOW)
        for nobody in (chair, OFFICER, CHAIR):
            with pytest.raises(Denied):
                review_lone(nobody, report, note=FOUND, now=NOW)
        with pytest.raises(RuleBroken) as broken:
            review_lone(own, report, note=" ", now=NOW)
        assert broken.value.field == "note"
        overdue = [read_lone(own, report, now=NOW + days * DAY).overdue for days in (0, 1, 2)]
        assert overdue == [False, False, True]
        review_lone(own, report, note=FOUND, now=NOW + DAY)
        with pytest.raises(RuleBroken):
            review_lone(SUPERVISOR, report, note=FOUND, now=NOW + DAY)
        (view,) = list_lone(own, now=NOW + 2 * DAY)
        assert (view.reviewed_by, view.note, view.overdue) == (own.name, FOUND, False)
        assert list_own(own, now=NOW + DAY) == []
        # The note moves with the report to the key of its child.
        open_case(OFFICER, report, a_child(), now=NOW + DAY)
        assert read_lone(own, report, now=NOW + DAY).note == FOUND
    ((sealed,),) = kept(house, select(LoneReport.note))
    assert FOUND.encode() not in sealed


def test_a_report_without_the_mark_has_no_review(house: House) -> None:
    report = log_one(house)
    with house.app.app_context(), pytest.raises(Missing):
        read_lone(SUPERVISOR, report, now=NOW)

"""A restriction stands for every unit of the child, and is lifted once, with a reason."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework import job_turns
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.file_restrictions import lift_restriction, list_restrictions
from caseapp.casework.joining import join_case
from caseapp.casework.screening import open_case
from caseapp.records.jobs import Job
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.casework.test_jobs import asked
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.merges import two_wards
from tests.factories.reports import kept, log_one
from tests.factories.web import CAI_KHE, CITY, make_user


def test_it_stands_until_it_is_lifted(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    new = NewRequest("restriction", "child", "letter", NOW, "Xin dừng")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        assert list_restrictions(officer, child, now=NOW) == []
        answer_request(chair, code, Answer("accept", "Chấp nhận"), version=None, now=NOW)
        (stands,) = list_restrictions(officer, child, now=NOW)
        assert stands.reason == "Chấp nhận"
        with pytest.raises(RuleBroken):
            lift_restriction(chair, child, stands.number, " ", now=NOW)
        lift_restriction(chair, child, stands.number, "Đã rõ", now=NOW)
        assert list_restrictions(officer, child, now=NOW) == []
        with pytest.raises(RuleBroken):
            lift_restriction(chair, child, stands.number, "Đã rõ", now=NOW)


def restrict(house: House, officer: Actor, chair: Actor, child: str) -> None:
    new = NewRequest("restriction", "child", "letter", NOW, "Xin dừng")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        answer_request(chair, code, Answer("accept", "Chấp nhận"), version=None, now=NOW)


def an_export(house: House, by: Actor) -> None:
    with house.app.app_context():
        asked(by)
        turn = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
        assert turn
        assert job_turns.finish(turn, "w", b"holds the child", now=NOW)


def exports_kept(house: House) -> int:
    return len(kept(house, select(Job.id).where(Job.result.is_not(None))))


@pytest.mark.parametrize("restricted", ["first", "second", ""])
def test_a_merge_that_restricts_a_record_takes_the_exports_made_before(
    house: House, restricted: str
) -> None:
    two = two_wards(house)
    if restricted:
        own = restricted == "first"
        officer = two.own if own else two.other
        chair = actor_of(house, make_user(house, "chair", None if own else CAI_KHE))
        restrict(house, officer, chair, getattr(two, restricted))
    number = two.agreed()
    an_export(house, two.supervisor)
    assert exports_kept(house) == 1
    two.decide(number)
    assert exports_kept(house) == (0 if restricted else 1)


@pytest.mark.parametrize("restricted", [True, False])
def test_a_report_that_joins_a_restricted_file_takes_the_exports_made_before(
    house: House, restricted: bool
) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    first, report = (log_one(house, by=officer) for _ in range(2))
    with house.app.app_context():
        case = open_case(officer, first, child, now=NOW)
    if restricted:
        restrict(house, officer, chair, child)
    an_export(house, actor_of(house, make_user(house, "supervisor", CITY)))
    with house.app.app_context():
        join_case(officer, report, case, now=NOW)
    assert exports_kept(house) == (0 if restricted else 1)

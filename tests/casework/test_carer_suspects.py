"""A carer who may be a suspect is warned of before, at and after the placing of a child."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.care import NewCare, amend_care, prepare_care
from caseapp.casework.carers import read_register
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.intake import Intake
from caseapp.casework.reports import log_report
from caseapp.casework.suspect_rows import SuspectDetails, name_suspect, take_out_suspect
from caseapp.casework.suspects import Suspect
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.notices import Notice
from caseapp.rules.values import RuleBroken
from tests.factories.care import CARER, care_in, handed_over, prepared, registered
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import TODAY, Desk, a_desk
from tests.factories.reports import kept, told
from tests.factories.web import CITY, NINH_KIEU, make_user

NAMESAKE = Suspect("no", CARER)


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def accused(house: House, desk: Desk, suspect: Suspect = NAMESAKE) -> str:
    """Name a suspect in a report about another child; return its mark."""
    with house.app.app_context():
        return log_report(desk.officer, told(), intake=Intake(suspect), now=NOW)


@pytest.mark.parametrize(
    ("suspect", "warned"),
    [
        (Suspect("no", "ông huynh thi nhan"), True),
        (Suspect("no", "người lạ", "+84 902 000 111"), True),
        (Suspect("no", "Nhận"), False),
    ],
)
def test_the_register_names_the_reports_of_the_unit(
    house: House, desk: Desk, suspect: Suspect, warned: bool
) -> None:
    registered(house, desk)
    report = accused(house, desk, suspect)
    with house.app.app_context():
        (carer,) = read_register(desk.officer, NINH_KIEU, now=NOW).carers
        assert carer.doubts == ((report,) if warned else ())


def test_a_doubtful_carer_is_taken_with_a_reason_which_the_chair_reads(
    house: House, desk: Desk
) -> None:
    registered(house, desk)
    report = accused(house, desk)
    with pytest.raises(RuleBroken, match="may be somebody who is suspected") as broken:
        prepared(house, desk)
    assert broken.value.field == "despite"
    new = NewCare(1, "Mồ côi", TODAY, "Đã hỏi công an: người trùng tên")
    with house.app.app_context():
        prepare_care(desk.officer, desk.case, new, now=NOW)
    seen = care_in(house, desk).cares[0]
    assert (seen.doubt.reports, seen.doubt.own_file) == ((report,), False)
    assert seen.despite == new.despite
    with house.app.app_context():
        take_out_suspect(desk.officer, report, 1, now=NOW)
        amend_care(
            desk.officer, desk.case, 1, NewCare(1, "Mồ côi", TODAY),
            version=seen.paper.version, now=NOW,
        )  # fmt: skip
    assert not care_in(house, desk).cares[0].doubt


def test_who_is_suspected_later_is_told_of_at_once(house: House, desk: Desk) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    colleague = actor_of(house, make_user(house, "officer"))
    handed_over(house, desk)
    with house.app.app_context():
        name_suspect(desk.officer, desk.report, SuspectDetails(name="Người khác"), now=NOW)
        assert not kept(house, select(Notice.id).where(Notice.kind == "carer_suspected"))
        name_suspect(colleague, desk.report, SuspectDetails(name=CARER), now=NOW)
    told_to = select(Notice.user_id).where(Notice.kind == "carer_suspected")
    told_to = told_to.where(Notice.mark == desk.case)
    who = {desk.officer.user_id, desk.chair.user_id, supervisor.user_id}
    assert {row[0] for row in kept(house, told_to)} == who
    doubt = care_in(house, desk).cares[0].doubt
    assert (doubt.reports, doubt.own_file) == ((desk.report,), True)


def test_a_colleague_of_that_name_is_proposed_for_a_mark_and_a_marked_one_warned_of(
    house: House, desk: Desk
) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    name = make_user(house, "officer", NINH_KIEU)
    registered(house, desk, name=f"Người dùng {name}")
    prepared(house, desk)
    marks = select(ConflictMark.user_id, ConflictMark.origin)
    assert kept(house, marks) == [(actor_of(house, name).user_id, "proposed")]
    ((child,),) = kept(house, select(Child.code))
    with house.app.app_context():
        mark_conflict(supervisor, "child", child, username=name, reason="Là người đó", now=NOW)
    assert care_in(house, desk).cares[0].doubt.own_file

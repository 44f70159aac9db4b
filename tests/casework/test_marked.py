"""Marks as other acts need them: whom they can name, and that one who was only proposed sees."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.marked import (
    add_mark,
    colleagues_of,
    kept_from,
    marked_ever,
    subject_of,
    users_with_files,
)
from caseapp.casework.screening import open_case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Role
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER, SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, CITY, make_user


def test_those_who_open_files_are_listed_once_by_unit_and_role(house: House) -> None:
    chair, far = make_user(house, "chair"), make_user(house, "officer", CAI_KHE)
    make_user(house, "statistician", CITY)
    with house.app.app_context(), desk.ledger() as session:
        assert [user.username for user in users_with_files(session, {31135}, NOW)] == [chair]
        everyone = colleagues_of(session, None, NOW)
        assert {each.username for each in everyone} == {chair, far}
        chairs = colleagues_of(session, None, NOW, roles=[Role.CHAIR])
        assert [each.username for each in chairs] == [chair]
        assert colleagues_of(session, None, NOW, only={chairs[0].number}) == chairs


def test_a_mark_that_was_only_proposed_keeps_from_nobody(house: House) -> None:
    first, second = (actor_of(house, make_user(house, "chair")) for _ in range(2))
    code = log_one(house)
    with house.app.app_context():
        with desk.writing(SUPERVISOR, Act.CONFLICT_MARK, now=NOW) as door:
            report = door.find(Report, code=code)
            for actor, holds in ((first, True), (second, False)):
                assert actor.user_id is not None
                add_mark(door, report, actor.user_id, holds=holds)
            door.session.flush()
            assert kept_from(door, report) == {first.user_id}
            assert marked_ever(door, report) == {first.user_id, second.user_id}
        open_case(OFFICER, code, a_child(), now=NOW)
        with desk.reading(SUPERVISOR, Act.REPORT_READ, now=NOW) as door:
            child = subject_of(door, door.find(Report, code=code))
            assert isinstance(child, Child)
            assert kept_from(door, child) == {first.user_id}

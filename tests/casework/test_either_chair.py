"""Who may decide besides the own chair: found by event and residence, let in and out again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk as doors
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.either_chair import competent_units, elsewhere, unit_deciding
from caseapp.casework.entrusting import instead_of
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.casework.separations import Verdict, decide_separation, prepare_separation
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Denied, may
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import DAY, TODAY, Desk, a_desk, a_separation, decide, prepare
from tests.factories.reports import SUPERVISOR, kept
from tests.factories.web import CAI_KHE, make_user

NK, CK = 31135, 31120


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def lent(house: House) -> list[tuple[str, bool]]:
    rows = select(FileStandIn.way, FileStandIn.ended_at.is_(None)).order_by(FileStandIn.id)
    return [(way, bool(open_)) for way, open_ in kept(house, rows)]


def test_the_units_are_those_of_event_and_residence(house: House, desk: Desk) -> None:
    other = actor_of(house, "chutich.caikhe")
    with house.app.app_context(), doors.reading(desk.chair, Act.CASE_READ, now=NOW) as door:
        case = door.find(Case, code=desk.case)
        assert competent_units(door, case) == [NK, CK]
        assert unit_deciding(door, case) == NK
    prepare(house, desk)
    other = actor_of(house, "chutich.caikhe")
    with house.app.app_context(), doors.reading(other, Act.CASE_READ, now=NOW) as door:
        assert unit_deciding(door, door.find(Case, code=desk.case)) == CK


def test_the_file_is_lent_while_it_matters_and_the_report_says_so(house: House, desk: Desk) -> None:
    prepare(house, desk)
    assert lent(house) == [("either", True)]
    with house.app.app_context():
        watch_clocks(now=NOW)  # the worker lets nobody in twice
        with doors.reading(desk.officer, Act.REPORT_READ, now=NOW) as door:
            (stand_in,) = instead_of(door, door.find(Report, code=desk.report)).stand_ins
    assert (stand_in.either, stand_in.unconfirmed) == (True, False)
    decide(house, desk.chair, desk.case, "refuse")
    assert lent(house) == [("either", False)]


def test_the_other_chair_decides_on_the_separation_and_on_nothing_else(
    house: House, desk: Desk
) -> None:
    prepare(house, desk)
    other = actor_of(house, "chutich.caikhe")
    with house.app.app_context():
        assert read_case(other, desk.case, now=NOW).code == desk.case
        for act in (Act.CASE_CLOSE, Act.CASE_PRINT, Act.FILE_ORIGINAL, Act.REPORT_END):
            assert not may(other, act, TODAY, NK)
            assert may(other, act, TODAY, CK)
        with pytest.raises((Missing, Denied)):
            move_case(other, desk.case, move="close", reason="Xong", now=NOW)


def test_who_becomes_chair_later_is_let_in_by_the_worker(house: House, desk: Desk) -> None:
    prepare(house, desk)
    make_user(house, "chair", CAI_KHE, "chutich.moi")
    with house.app.app_context():
        watch_clocks(now=NOW)
        told = [each.kind for each in list_own(actor_of(house, "chutich.moi"), now=NOW)]
    assert "separation_submitted" in told


def test_it_is_never_lent_to_whom_it_is_kept_from(house: House, desk: Desk) -> None:
    with house.app.app_context():
        with doors.reading(desk.officer, Act.CASE_READ, now=NOW) as door:
            number = door.find(Case, code=desk.case).child_id
            child = door.session.get_one(Child, number).code
        mark_conflict(
            SUPERVISOR, "child", child, username="chutich.caikhe", reason="Họ hàng", now=NOW
        )
    prepare(house, desk)
    assert lent(house) == []


def test_a_decision_in_the_other_units_case_stands_for_this_one(house: House, desk: Desk) -> None:
    prepare(house, desk)
    with house.app.app_context(), doors.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        first = door.session.scalars(select(Case)).one()
        twin = Case(
            code="HS-26-TWIN0001", area_id=CK, child_id=first.child_id, opened_at=NOW,
            entered_at=NOW,
        )  # fmt: skip
        door.session.add(twin)
    decide(house, desk.chair, desk.case)
    officer = actor_of(house, make_user(house, "officer", CAI_KHE))
    with house.app.app_context():
        with doors.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
            found = elsewhere(door, door.find(Case, code="HS-26-TWIN0001"))
            assert found is not None
            assert (found.decided_at, found.last_day) == (NOW, TODAY + 7 * DAY)
        with pytest.raises(RuleBroken, match="stands for both units"):
            prepare_separation(officer, "HS-26-TWIN0001", a_separation(), now=NOW)
        said = Verdict("decide", NOW, "Đồng ý")
        with pytest.raises(RuleBroken):
            decide_separation(desk.chair, desk.case, 1, said, now=NOW)

"""Another child of the same event: what is copied, its own clock, one report a child, one mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseapp.casework.conflicts import lift_mark, mark_conflict, read_marks
from caseapp.casework.decisions import decide_measure
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.screening import open_case
from caseapp.casework.siblings import log_sibling, shared_answers
from caseapp.records.cases import Deadline
from caseapp.rules.access import Denied, Role
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.forms.registry import form
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, HOUR, OFFICER, STRANGER, kept, log_one, told
from tests.factories.rows import CAI_KHE
from tests.factories.web import NINH_KIEU, key, make_user

FORM = form("01", date(2026, 11, 23))
NEXT = {"channel": "phone", "child_name": "Đỗ Thị Bé Năm", "event_place": "Hẻm 5"}


def add(house: House, code: str, *, by: object = OFFICER, post: str = "", **more: str) -> str:
    with house.app.app_context():
        return log_sibling(by, code, NEXT | more, now=NOW, post=post)  # type: ignore[arg-type]


def test_source_time_place_and_suspect_are_shared_and_nothing_of_the_child() -> None:
    whole = told(event_place="Hẻm 5", sex="female", father_name="A", actions_taken="x")
    shared = shared_answers(FORM, whole | {"suspect_name": "B"})
    assert shared == {
        "received_at": whole["received_at"],
        "event_area": whole["event_area"],
        "event_place": "Hẻm 5",
        "channel": "phone",
        "reporter_consents": True,
        "reporter_name": "Bà Tư Bánh Mì",
        "suspect_name": "B",
    }


def test_each_child_has_a_clock_of_its_own_from_the_same_receipt(house: House) -> None:
    received = NOW - 3 * HOUR
    first = log_one(house, received)
    second = add(house, first)
    third = add(house, second, child_name="Đỗ Văn Sáu")
    rows = kept(house, select(Deadline.due_at))
    assert [end for (end,) in rows] == [due(EMERGENCY, received)] * 3
    with house.app.app_context():
        decide_measure(
            CHAIR, first, kind="none", decided_at=NOW, reason="Đã xem", signed_at=None, now=NOW
        )
        views = [read_report(OFFICER, code, now=NOW) for code in (first, second, third)]
    assert [view.clock.stopped_at is None for view in views if view.clock] == [False, True, True]
    assert {view.received_at for view in views} == {received}
    assert [[other.code for other in view.linked] for view in views] == [
        [second, third], [first, third], [first, second],
    ]  # fmt: skip
    assert views[2].answers["event_place"] == "Hẻm 5"


def test_a_child_has_one_report_of_an_event(house: House) -> None:
    first = log_one(house)
    for name in ("đỗ thị  hoà", "Đỗ Thị Hòa"):
        with pytest.raises(RuleBroken) as broken:
            add(house, first, child_name=name)
        assert broken.value.field == "child_name"
    nameless = add(house, first, child_name="")
    with house.app.app_context():
        officer = officer_of(house)
        entry = replace(a_child(), full_name="Đỗ Thị Hòa")
        open_case(officer, first, entry, now=NOW)
        known = str(read_report(officer, first, now=NOW).child_code)
        with pytest.raises(RuleBroken, match="this child already"):
            open_case(officer, nameless, known, now=NOW)
        assert read_report(officer, nameless, now=NOW).case_code is None


def test_it_is_stored_once_and_only_by_who_may_log_there(house: House) -> None:
    first, officer = log_one(house), officer_of(house)
    post = key()
    made = add(house, first, by=officer, post=post)
    with pytest.raises(AlreadyDone) as done:
        add(house, first, by=officer, post=post)
    assert done.value.made == made
    with pytest.raises(Missing):
        add(house, first, by=STRANGER, child_name="Ai")
    with pytest.raises(Denied):
        add(house, first, by=an_actor(Role.STATISTICIAN), child_name="Ai")


@pytest.mark.parametrize("marked", [0, 1], ids=["on the first", "on a later one"])
@pytest.mark.parametrize("child_known", [False, True])
def test_a_mark_on_one_report_holds_for_the_whole_event_and_is_lifted_as_one(
    house: House, marked: int, child_known: bool
) -> None:
    officer = officer_of(house)
    involved = actor_of(house, name := make_user(house, "officer", NINH_KIEU))
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    first = log_one(house)
    second = add(house, first)
    other = log_one(house, child_name="Người Khác")
    codes = (first, second)
    with house.app.app_context():
        if child_known:
            open_case(officer, codes[marked], a_child(), now=NOW)
        mark_conflict(
            supervisor, "report", codes[marked], username=name, reason="Là người quen", now=NOW
        )
    later = add(house, codes[1 - marked], child_name="Đỗ Văn Sáu")  # after the mark
    with house.app.app_context():
        for code in (first, second, later):
            with pytest.raises(Missing):
                read_report(involved, code, now=NOW)
            assert read_report(officer, code, now=NOW).code == code
            (mark,) = read_marks(supervisor, "report", code, now=NOW).marks
            assert mark.reason == "Là người quen"
        assert [line.code for line in list_reports(involved, now=NOW).lines] == [other]
        lift_mark(supervisor, "report", later, mark.number, reason="Nhầm người", now=NOW)
        assert read_report(involved, second, now=NOW).linked != []


def test_a_sibling_in_another_unit_is_not_shown_to_who_may_not_open_it(house: House) -> None:
    from caseapp.records.db import db
    from caseapp.records.reach import Reach, reaching
    from caseapp.records.reports import Report

    first = log_one(house)
    second = add(house, first)
    with house.app.app_context(), reaching(Reach(None, "bulk")):
        row = db.session.scalars(select(Report).where(Report.code == second)).one()
        row.area_id = CAI_KHE
        db.session.commit()
    with house.app.app_context():
        assert read_report(OFFICER, first, now=NOW).linked == []
        assert read_report(STRANGER, second, now=NOW).linked == []

"""Each change of a case or child leaves what stood before, by the flush itself."""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import select

from caseapp import desk as doors
from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.cases import set_level
from caseapp.casework.children import edit_child
from caseapp.casework.separations import amend_separation
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.pasts import ACTIVITY, CasePast, ChildPast
from caseapp.rules.access import Act
from tests.factories.children import a_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import TODAY, a_desk, a_separation, decide, prepare
from tests.factories.plans import approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, kept

HOUR = timedelta(hours=1)


def test_each_version_leaves_the_values_that_it_changed(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    with house.app.app_context():
        for version, level in ((1, "high"), (2, "low")):
            at = NOW + version * HOUR
            set_level(officer, case, level=level, reason="x", version=version, now=at)
    asked = select(CasePast.version, CasePast.column, CasePast.was, CasePast.changed_at)
    assert kept(house, asked.order_by(CasePast.id)) == [
        (1, "level", '""', NOW + HOUR),
        (2, "level", '"high"', NOW + 2 * HOUR),
    ]
    assert kept(house, select(CasePast.changed_by).distinct()) == [(officer.user_id,)]


def test_a_sealed_cell_keeps_its_seal_and_a_day_its_form(house: House) -> None:
    officer = officer_of(house)
    open_a_case(house, officer)
    entry = a_child(born=date(2016, 1, 2), personal_id="092216000001")
    for entered in (entry, a_child(born=date(2016, 1, 2))):
        ((code, version),) = kept(house, select(Child.code, Child.version))
        with house.app.app_context():
            edit_child(officer, code, entered, version=version, now=NOW)
    ((cell,),) = kept(house, select(ChildPast.was_sealed).where(ChildPast.was_sealed.is_not(None)))
    assert b"092216000001" not in cell
    born = select(ChildPast.was).where(ChildPast.column == "date_of_birth")
    assert [json.loads(row[0]) for row in kept(house, born)] == ["2015-09-05"]


def test_what_is_not_kept_leaves_a_row_all_the_same_so_that_no_version_lacks(house: House) -> None:
    officer = officer_of(house)
    open_a_case(house, officer)
    ((version,),) = kept(house, select(Child.version))
    with house.app.app_context(), doors.writing(SYSTEM, Act.CASE_EDIT, now=NOW) as door:
        door.session.scalars(select(Child)).one().folded_name = "other"
        door.session.scalars(select(Case)).one().state = "open"  # as it was
    kept_of_child = kept(house, select(ChildPast.version, ChildPast.column))
    assert kept_of_child == [(number, "") for number in range(1, version + 1)]
    assert kept(house, select(CasePast.id)) == []


def test_a_paper_is_kept_whole_before_each_change_and_what_is_sealed_stays_so(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    ((number,),) = kept(house, select(Paper.id).where(Paper.kind == "separation"))
    decide(house, desk.chair, desk.case, "return", NOW + HOUR)
    with house.app.app_context():
        amend_separation(desk.officer, desk.case, 1, a_separation(), version=2, now=NOW + 2 * HOUR)
    asked = select(CasePast).where(CasePast.column == f"paper:{number}").order_by(CasePast.id)
    with house.app.app_context(), doors.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        first, second = door.session.scalars(asked)
        stood = [json.loads(row.was or "") for row in (first, second)]
        assert [row["state"] for row in stood] == ["submitted", "returned"]
        assert [row.changed_at for row in (first, second)] == [NOW + HOUR, NOW + 2 * HOUR]
        assert first.was_sealed is None
        assert second.was_sealed
    assert not any({"decision", "content"} & row.keys() for row in stood)


def test_what_an_activity_is_about_is_written_once_and_not_kept_again(house: House) -> None:
    case = open_a_case(house, OFFICER)
    approved(house, OFFICER, CHAIR, case)
    marked = select(CasePast.id).where(CasePast.column.startswith(ACTIVITY))
    assert not kept(house, marked)
    done = Outcome("do", "Trẻ ngủ được", TODAY)
    with house.app.app_context():
        settle_activity(OFFICER, case, 1, 1, done, version=2, now=NOW + HOUR)
    assert len(kept(house, marked)) == 1

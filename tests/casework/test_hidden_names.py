"""Hidden names: the code in all places for everybody but the few who may open the name, logged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.children import attach, edit_child
from caseapp.casework.entrusting import read_entrusting
from caseapp.casework.hidden_names import hide_name, lift_hiding, open_name
from caseapp.casework.home import gather
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.screening import hand_over, open_case
from caseapp.casework.summaries import gather as gather_print
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import HOUR, STRANGER, kept, log_one, told
from tests.factories.web import CAI_KHE, CITY, make_user

NAME = "Đỗ Thị Hòa"
WHY = "Người cha dò hỏi tung tích cháu"


class Town:
    """A case whose child's name is hidden, and the people around it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.charge = officer_of(house)
        self.colleague = officer_of(house)
        self.chair = actor_of(house, make_user(house, "chair"))
        self.supervisor = actor_of(house, make_user(house, "supervisor", CITY))
        self.case = open_a_case(house, self.charge)
        ((self.child,),) = kept(house, select(Child.code))
        ((self.report,),) = kept(house, select(Report.code))
        with house.app.app_context():
            hide_name(self.colleague, self.child, reason=WHY, now=NOW)

    def looks(self) -> list[str]:
        rows = kept(self.house, select(AuditEntry.actor, AuditEntry.detail).order_by(AuditEntry.id))
        return [actor for actor, detail in rows if '"name":true' in (detail or "").replace(" ", "")]


@pytest.fixture
def town(house: House) -> Town:
    return Town(house)


def everywhere(town: Town, actor: Actor) -> str:
    """Return all that lists, search, the desk and the pages of the file show somebody."""
    with town.house.app.app_context():
        shown = [
            find_children(actor, Search(), now=NOW).lines,
            list_cases(actor, now=NOW),
            list_reports(actor, now=NOW).lines,
            gather(actor, now=NOW).tasks,
        ]
        pages = [
            read_child(actor, town.child, now=NOW),
            read_case(actor, town.case, now=NOW),
            read_report(actor, town.report, now=NOW),
            gather_print(actor, town.case, now=NOW),
        ]
    return f"{shown} {pages}"


def test_a_colleague_and_the_supervisor_are_shown_the_code(town: Town) -> None:
    for actor in (town.colleague, town.supervisor):
        shown = everywhere(town, actor)
        assert NAME not in shown
        assert town.child in shown
    assert town.looks() == []
    names = select(Child.full_name, Child.folded_name)
    assert kept(town.house, names) == [(town.child, town.child.casefold())]
    assert kept(town.house, select(Report.child_name)) == [(town.child,)]
    with town.house.app.app_context():
        for actor in (town.charge, town.colleague, town.supervisor):
            for asked in (NAME, "hoa"):
                assert find_children(actor, Search(asked), now=NOW).lines == []
            found = find_children(actor, Search(town.child), now=NOW).lines
            assert [line.full_name for line in found] == [town.child]


def test_the_officer_in_charge_and_the_chair_see_the_name_and_each_look_is_logged(
    town: Town,
) -> None:
    for actor in (town.charge, town.chair):
        with town.house.app.app_context():
            assert read_case(actor, town.case, now=NOW).child.full_name == NAME
            assert read_report(actor, town.report, now=NOW).answers["child_name"] == NAME
            assert gather_print(actor, town.case, now=NOW).case.child.full_name == NAME
        assert town.looks().count(actor.label) >= 3


def test_the_supervisor_opens_the_name_by_an_act_of_its_own(town: Town) -> None:
    with town.house.app.app_context():
        found = open_name(town.supervisor, town.child, now=NOW)
        assert (found.name, found.hidden) == (NAME, True)
        assert [(row.reason, row.by) for row in found.history] == [(WHY, town.colleague.name)]
        with pytest.raises(Denied):
            open_name(town.colleague, town.child, now=NOW)
        with pytest.raises(Missing):
            open_name(officer_of(town.house, CAI_KHE), town.child, now=NOW)
    assert town.looks() == [town.supervisor.label]


def test_it_is_lifted_with_a_reason_by_who_may_open_it(town: Town) -> None:
    with town.house.app.app_context():
        with pytest.raises(Denied):
            lift_hiding(town.colleague, town.child, reason="x", now=NOW)
        for act in (hide_name, lift_hiding):
            with pytest.raises(RuleBroken):
                act(town.chair, town.child, reason=" ", now=NOW)
        with pytest.raises(RuleBroken):
            hide_name(town.chair, town.child, reason=WHY, now=NOW)  # is hidden already
        lift_hiding(town.chair, town.child, reason="Đã hết nguy hiểm", now=NOW + HOUR)
        (row,) = open_name(town.colleague, town.child, now=NOW + HOUR).history
    assert (row.lifting, row.lifted_at) == ("Đã hết nguy hiểm", NOW + HOUR)
    assert NAME in everywhere(town, town.colleague)


def test_what_is_entered_later_does_not_bring_the_name_back(town: Town) -> None:
    with town.house.app.app_context():
        second = log_report(
            town.colleague, told(NOW - timedelta(hours=2), child_name=NAME), now=NOW
        )
        open_case(town.charge, second, town.child, now=NOW)
    _edit(town, town.colleague, full_name=town.child, address="Số 5, đường mới")
    with pytest.raises(RuleBroken) as broken:
        _edit(town, town.colleague, full_name="Tên Khác")
    assert broken.value.field == "full_name"
    _edit(town, town.charge, full_name="Đỗ Thị Hoa")
    with town.house.app.app_context():
        assert open_name(town.chair, town.child, now=NOW).name == "Đỗ Thị Hoa"
    assert {name for (name,) in kept(town.house, select(Report.child_name))} == {town.child}
    assert kept(town.house, select(Child.full_name, Child.address)) == [(town.child, "")]


def test_reports_of_other_units_and_those_kept_from_the_writer_lose_the_name_too(
    town: Town,
) -> None:
    there = log_one(town.house, by=STRANGER, event_area=CAI_KHE, child_name=NAME)
    mine = log_one(town.house, child_name=NAME)
    with town.house.app.app_context():
        lift_hiding(town.chair, town.child, reason="Đã hết nguy hiểm", now=NOW)
        with desk.writing(SYSTEM, Act.REPORT_SCREEN, now=NOW) as door:
            for code in (there, mine):
                report = door.find(Report, code=code)
                child = door.find(Child, code=town.child)
                attach(door, child, report.area_id)
                hand_over(door, report, child)
        before = {code: row for code, *row in kept(town.house, _NAMES)}
        hide_name(town.colleague, town.child, reason=WHY, now=NOW)
        assert read_entrusting(town.supervisor, there, now=NOW).about == town.child
        assert {row[1] for row in kept(town.house, _NAMES)} == {town.child}
        with pytest.raises(Missing):  # nothing else has come into reach
            read_report(town.colleague, there, now=NOW)
        lift_hiding(town.chair, town.child, reason="Đã hết nguy hiểm", now=NOW)
    after = {code: row for code, *row in kept(town.house, _NAMES)}
    assert {name for name, _ in after.values()} == {NAME}
    changed = {code: row[1] - before[code][1] for code, row in after.items()}
    assert changed == dict.fromkeys((there, mine, town.report), 2)  # counted: no editor passes over


_NAMES = select(Report.code, Report.child_name, Report.version)


def _edit(town: Town, actor: Actor, **fields: object) -> None:
    ((version,),) = kept(town.house, select(Child.version))
    with town.house.app.app_context():
        edit_child(actor, town.child, a_child(**fields), version=version, now=NOW)  # type: ignore[arg-type]

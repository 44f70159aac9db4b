"""Rows of several tables come with one statement, through the row filter like any other."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.cases import add_note
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child, ChildUnit, Residence
from caseapp.records.gathering import _BRANCHES
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Act
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER, SUPERVISOR, statements
from tests.factories.web import CAI_KHE


def test_one_statement_tells_what_one_for_each_table_does(house: House) -> None:
    code = open_a_case(house, OFFICER)
    asked = (CaseEvent.case_id, Report.case_id)
    with house.app.app_context():
        for text in ("a", "b"):
            add_note(OFFICER, code, kind="note", happened_at=NOW, text=text, now=NOW)
        with desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            found = door.find(Case, code=code)
            case, child = found.id, found.child_id
            alone = [[row.id for row in door.rows(column, case)] for column in asked]
            alone += [[row.id for row in door.rows(Residence.child_id, child)]]
        with desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
            with statements() as seen:
                door.fetch(
                    *((column, [case]) for column in asked),
                    (Residence.child_id, [child]),
                    (ChildUnit.child_id, [child]),
                )
                together = [door.rows(column, case) for column in asked]
                together += [door.rows(Residence.child_id, child)]
                assert len(door.rows(ChildUnit.child_id, child)) == 1
            assert len(seen) == 1
            assert [[row.id for row in rows] for rows in together] == alone
            assert len(together[0]) == 3  # opened, and two notes
            with statements() as seen:
                door.fetch((Incident.report_id, []), (Answers.report_id, [10**6]))
                assert door.rows(Answers.report_id, 10**6) == []
                door.fetch((CaseEvent.case_id, range(1, _BRANCHES + 2)))
                assert len(door.rows(CaseEvent.case_id, case)) == 3
                door.fetch_names()
            assert len(seen) == 4  # an empty list asks nothing, a long one twice, and the keys


def test_nothing_of_another_unit_comes_along(house: House) -> None:
    stranger = officer_of(house, CAI_KHE)
    code = open_a_case(house, OFFICER)
    with house.app.app_context():
        with desk.reading(SUPERVISOR, Act.CASE_READ, now=NOW) as door:
            case = door.find(Case, code=code)
            number, child = case.id, case.child_id
        with desk.reading(stranger, Act.CASE_READ, now=NOW) as door:
            door.fetch((CaseEvent.case_id, [number]), (Child.id, [child]))
            assert door.rows(CaseEvent.case_id, number) == []
            assert door.rows(Child.id, child) == []

"""Suspects of many reports are opened by as few statements as those of one."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.intake import Intake
from caseapp.casework.named_suspects import named_in
from caseapp.casework.reports import log_report
from caseapp.casework.suspect_rows import SuspectDetails, name_suspect
from caseapp.casework.suspects import Suspect
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from tests.factories.children import officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import statements, told


def test_many_reports_cost_what_one_costs(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        for number in range(4):
            suspect = Suspect("no", f"Người {number}")
            report = log_report(officer, told(), intake=Intake(suspect), now=NOW)
        name_suspect(officer, report, SuspectDetails(name="Người sau", relation="father"), now=NOW)
        with desk.reading(officer, Act.CASE_READ, now=NOW) as door, statements() as sent:
            found = list(named_in(door, Report.deleted_at.is_(None)))
        assert [(each.suspect.name, each.relation) for each in found][3:] == [
            ("Người 3", "unknown"), ("Người sau", "father"),
        ]  # fmt: skip
        assert len([sql for sql, _ in sent if sql.lstrip().startswith("SELECT")]) <= 3

"""What is read of reports: those of the period by either basis, each with all its incidents."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Childless, Told
from caseapp.statistics.facts.reports import read_reports
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register


@pytest.mark.usefixtures("records")
def test_reports_come_by_receipt_or_by_occurrence_with_what_they_count_with() -> None:
    town = Register()
    child = town.child(31135)
    received = town.report(child, "2026-02-01", types="violence;neglect", places="family")
    town.incident(received, "confirmed", types="", places="school", occurred="2024-05-05")
    told_later = town.report(
        child, "2027-02-01", "suspected", types="", places="", occurred="2026-03-03"
    )
    town.report(child, "2025-02-01")
    town.report(None, "2026-04-01", None, event=31120)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        found = read_reports(door.session, Period.parse("2026"), Kin())
    person = (child, "female", date(2015, 6, 15), "Kinh", 31135)
    assert found.told == (
        Told(
            received,
            *person,
            date(2026, 2, 1),
            date(2024, 5, 5),
            "confirmed",
            ("neglect", "violence"),
            ("family", "school"),
        ),
        Told(told_later, *person, date(2027, 2, 1), date(2026, 3, 3), "suspected", (), ()),
    )
    assert found.childless == (Childless(31120, date(2026, 4, 1), None, "suspected", 4),)

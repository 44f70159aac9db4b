"""A case with papers of every kind, as dossiers are bound of."""

from __future__ import annotations

from caseapp.casework.minutes import write_minutes
from tests.factories.assessments import DETAILED, assess
from tests.factories.house import NOW, House
from tests.factories.measures import TODAY, Desk, a_desk, decide, follow, prepare
from tests.factories.plans import approved, submitted

MINUTES = {"met_at": NOW, "chaired_by": "Chủ tịch", "present": "Công an", "agreed": "Lập"}


def a_rich_case(house: House) -> Desk:
    """Assessed twice, minuted, a plan approved and another submitted, a separation and its end."""
    found = a_desk(house)
    assess(house, found.report, by=found.officer)
    assess(house, found.case, DETAILED, by=found.officer)
    with house.app.app_context():
        write_minutes(found.officer, found.case, MINUTES, now=NOW)
    approved(house, found.officer, found.chair, found.case)
    submitted(house, found.officer, found.case)
    prepare(house, found)
    decide(house, found.chair, found.case)
    follow(house, found, "lifting", NOW, assessed_on=TODAY)
    return found

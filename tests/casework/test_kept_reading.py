"""Kept papers as pages read them: of a case with its reports, and the clerk's numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk as doors
from caseapp.casework.decisions import decide_measure
from caseapp.casework.kept_reading import kept_in_case, kept_on_report, numbers_of, read_kept
from caseapp.casework.outcomes import Missing
from caseapp.casework.papers import papers_of
from caseapp.records.cases import Case
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.kept_papers import a_completion, complete, put
from tests.factories.measures import Desk, a_desk
from tests.factories.plans import approved


@pytest.fixture
def desk(house: House) -> Desk:
    """A case with an approved plan, and a report on which emergency measures were decided."""
    made = a_desk(house)
    approved(house, made.officer, made.chair, made.case)
    with house.app.app_context():
        said = {"kind": "emergency", "decided_at": NOW, "reason": "Đủ lý do", "signed_at": None}
        decide_measure(made.chair, made.report, **said, now=NOW)  # type: ignore[arg-type]
    return made


def test_a_case_shows_the_papers_of_its_reports_too(house: House, desk: Desk) -> None:
    plan = put(house, desk.officer, desk.case, "plan")
    urgent = put(house, desk.officer, desk.report, "emergency")
    with house.app.app_context():
        listed = kept_in_case(desk.chair, desk.case, now=NOW)
        of_report = kept_on_report(desk.chair, desk.report, now=NOW)
        view = read_kept(desk.chair, urgent, now=NOW)
        with pytest.raises(Missing):
            read_kept(desk.chair, "VB-26-00000000", now=NOW)
    assert [each.code for each in listed] == [urgent, plan]
    assert [each.code for each in of_report] == [urgent]
    assert (view.of_report, view.about, view.form) == (True, desk.report, "QĐ-KC")
    assert view.unit == "Phường Ninh Kiều"


def test_the_newest_signed_number_counts_and_none_that_came_later(house: House, desk: Desk) -> None:
    later = NOW + timedelta(hours=2)
    complete(house, desk.officer, put(house, desk.officer, desk.case, "plan"))
    again = put(house, desk.officer, desk.case, "plan", reason="Ký lại", now=later)
    with house.app.app_context(), doors.reading(desk.officer, Act.CASE_READ, now=later) as door:
        plans = papers_of(door, door.find(Case, code=desk.case), "plan")
        assert list(numbers_of(door, plans).values()) == ["27/QĐ-UBND"]
    complete(house, desk.officer, again, a_completion("28"), now=later)
    with house.app.app_context(), doors.reading(desk.officer, Act.CASE_READ, now=later) as door:
        plans = papers_of(door, door.find(Case, code=desk.case), "plan")
        assert list(numbers_of(door, plans).values()) == ["28/QĐ-UBND"]
        assert list(numbers_of(door, plans, until=NOW).values()) == ["27/QĐ-UBND"]
        assert numbers_of(door, plans, until=NOW - timedelta(days=1)) == {}
        assert numbers_of(door, []) == {}

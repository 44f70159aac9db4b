"""Assessments are gathered as prints: logged, named for who decides, and there for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.assessment_prints import gather_assessment
from caseapp.casework.assessments import start_assessment
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.hidden_names import hide_name
from caseapp.records.children import Child
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.outcomes import Missing
from tests.factories.assessments import DETAILED, INITIAL, REVIEW, answers, assess, close
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import (
    CHAIR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    kept,
    last_logged,
    log_one,
)
from tests.factories.transfers import Handing
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

LATER = NOW + timedelta(hours=2)


@pytest.mark.parametrize("kind", [INITIAL, DETAILED, REVIEW])
def test_what_is_printed_and_that_it_was(house: House, kind: str) -> None:
    code = log_one(house) if kind == INITIAL else open_a_case(house, OFFICER)
    if kind == REVIEW:
        close(house, code)
    else:
        assess(house, code, kind)
    with house.app.app_context():
        found = gather_assessment(OFFICER, kind, code, 1, now=NOW)
        assert (found.view.kind, found.view.number, found.view.state) == (kind, 1, "signed")
        assert (found.unit_id, found.printed.by) == (int(NINH_KIEU), OFFICER.name)
        assert found.child_name
        assert last_logged() == [(OFFICER.name, Act.CASE_PRINT, "done")]
        assert gather_assessment(SUPERVISOR, kind, code, 1, now=NOW).view == found.view
        for number in (0, 2):
            with pytest.raises(Missing):
                gather_assessment(OFFICER, kind, code, number, now=NOW)
        with pytest.raises(Missing):
            gather_assessment(STRANGER, kind, code, 1, now=NOW)
        with pytest.raises(Denied):
            gather_assessment(an_actor(Role.STATISTICIAN), kind, code, 1, now=NOW)


def test_each_paper_counts_within_its_kind_and_a_draft_is_one(house: House) -> None:
    case = open_a_case(house, OFFICER)
    close(house, case)
    assess(house, case, DETAILED)
    with house.app.app_context():
        start_assessment(OFFICER, DETAILED, case, answers(DETAILED), now=NOW)
        states = [
            gather_assessment(OFFICER, DETAILED, case, number, now=NOW).view.state
            for number in (1, 2)
        ]
        assert states == ["signed", "draft"]
        assert gather_assessment(OFFICER, REVIEW, case, 1, now=NOW).view.kind == REVIEW


def test_a_hidden_name_stands_for_who_decides_on_the_file_alone(house: House) -> None:
    case = open_a_case(house, OFFICER)
    assess(house, case, DETAILED)
    ((child, name),) = kept(house, select(Child.code, Child.full_name))
    with house.app.app_context():
        hide_name(CHAIR, child, reason="Bị đe dọa", now=NOW)
        assert gather_assessment(CHAIR, DETAILED, case, 1, now=NOW).child_name == name
        for other in (OFFICER, SUPERVISOR):
            assert gather_assessment(other, DETAILED, case, 1, now=NOW).child_name == child


def test_a_file_that_is_kept_from_somebody_has_no_paper_for_them(house: House) -> None:
    kept_from = actor_of(house, make_user(house, "officer", username="canbo.hai"))
    report, case = log_one(house), open_a_case(house, OFFICER)
    assess(house, report)
    assess(house, case, DETAILED)
    ((child,),) = kept(house, select(Child.code))
    with house.app.app_context():
        for kind, code in (("report", report), ("child", child)):
            mark_conflict(SUPERVISOR, kind, code, username="canbo.hai", reason="x", now=NOW)
        for kind, code in ((INITIAL, report), (DETAILED, case)):
            assert gather_assessment(OFFICER, kind, code, 1, now=NOW)
            with pytest.raises(Missing):
                gather_assessment(kept_from, kind, code, 1, now=NOW)


def test_a_paper_bears_the_unit_that_signed_it_whoever_has_the_case_now(handing: Handing) -> None:
    house, case = handing.house, handing.case
    assess(house, case, DETAILED, by=handing.officer)
    handing.ask()
    handing.accept(now=LATER)
    with house.app.app_context():
        found = gather_assessment(handing.other_officer, DETAILED, case, 1, now=LATER)
        assert found.unit_id == int(NINH_KIEU)
    again = assess(house, case, DETAILED, by=handing.other_officer, now=LATER)
    with house.app.app_context():
        found = gather_assessment(handing.other_officer, DETAILED, case, again, now=LATER)
        assert found.unit_id == int(CAI_KHE)

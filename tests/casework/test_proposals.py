"""Nobody alone lets a report or a case out of sight: proposed, decided by another, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework import conflicts
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.casework.decisions import decide_measure
from caseapp.casework.home import gather
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.notices import list_own
from caseapp.casework.proposal_reading import list_mistakes, read_mistake
from caseapp.casework.proposals import (
    decide_on_case,
    decide_on_report,
    propose_mistake,
    propose_no_case,
    take_back,
)
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.screening import open_case
from caseapp.records.children import SubjectKey
from caseapp.records.reports import Report
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.assessments import close
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, kept, log_one
from tests.factories.web import make_user

DAY = timedelta(days=1)


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def chair(house: House) -> Actor:
    return actor_of(house, make_user(house, "chair"))


def number_of(actor: Actor, code: str) -> int:
    return read_report(actor, code, now=NOW).proposals[-1].number


def decided(house: House, by: Actor) -> str:
    """A report on which the chair has decided that no measure applies."""
    code = log_one(house)
    with house.app.app_context():
        decide_measure(by, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW)
    return code


def told(actor: Actor) -> set[str]:
    return {notice.kind for notice in list_own(actor, now=NOW)}


def test_no_case_is_proposed_by_the_officer_and_decided_by_the_chair(
    house: House, officer: Actor, chair: Actor
) -> None:
    code = decided(house, chair)
    with house.app.app_context():
        propose_no_case(officer, code, reason="Báo nhầm nhà", now=NOW)
        assert read_report(officer, code, now=NOW).state == "received"
        assert [(t.kind, t.code) for t in gather(chair, now=NOW).tasks] == [("decide_report", code)]
        assert told(chair) == {"report_proposed"}
        number = number_of(chair, code)
        with pytest.raises(Denied):
            decide_on_report(officer, code, number, agree=True, words="x", now=NOW)
        with pytest.raises(RuleBroken):  # it is the chair's word
            decide_on_report(SUPERVISOR, code, number, agree=True, words="x", now=NOW)
        with pytest.raises(RuleBroken):
            decide_on_report(chair, code, number, agree=True, words=" ", now=NOW)
        decide_on_report(chair, code, number, agree=True, words="Đã xác minh", now=NOW)
        view = read_report(chair, code, now=NOW)
        assert view.ended
        assert (view.state, view.ended.reason) == ("ended", "Báo nhầm nhà")
        assert (view.proposals[0].decision, view.proposals[0].decided_by) == (
            "Đã xác minh",
            chair.name,
        )
        assert told(chair) == set()
        assert told(officer) == {"proposal_decided"}
        with pytest.raises(RuleBroken):  # decided once
            decide_on_report(chair, code, number, agree=False, words="x", now=NOW)


def test_no_case_waits_for_the_decision_of_the_twelve_hours(
    house: House, officer: Actor, chair: Actor
) -> None:
    code = log_one(house)
    with house.app.app_context():
        propose_no_case(officer, code, reason="x", now=NOW)
        with pytest.raises(RuleBroken, match="emergency measures first"):
            decide_on_report(chair, code, number_of(chair, code), agree=True, words="x", now=NOW)
        assert read_report(chair, code, now=NOW).proposals[0].state == "proposed"


def test_what_the_chair_proposes_the_supervisor_decides(house: House, chair: Actor) -> None:
    code = decided(house, chair)
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        propose_no_case(chair, code, reason="x", now=NOW)
        number = number_of(chair, code)
        with pytest.raises(RuleBroken):
            decide_on_report(chair, code, number, agree=True, words="x", now=NOW)
        other = actor_of(house, make_user(house, "chair"))
        with pytest.raises(RuleBroken):  # not even another chair of the unit
            decide_on_report(other, code, number, agree=True, words="x", now=NOW)
        assert [t.code for t in gather(supervisor, now=NOW).tasks] == [code]
        decide_on_report(supervisor, code, number, agree=False, words="Mở hồ sơ", now=NOW)
        assert read_report(chair, code, now=NOW).state == "received"


def test_who_holds_both_roles_never_decides_alone(house: House, officer: Actor) -> None:
    boss = actor_of(house, make_user(house, "chair"))
    both = Actor(boss.user_id, boss.name, (*boss.grants, *officer.grants))
    code = decided(house, boss)
    with house.app.app_context():
        propose_no_case(both, code, reason="x", now=NOW)
        with pytest.raises(RuleBroken, match="Another person"):
            decide_on_report(both, code, number_of(both, code), agree=True, words="x", now=NOW)
        case = open_case(officer, log_one(house), a_child(), now=NOW)
        close(house, case, by=officer)
        move_case(both, case, move="propose_closing", reason="x", now=NOW)
        with pytest.raises(RuleBroken, match="Another person"):
            move_case(both, case, move="close", reason="x", now=NOW)
        assert read_case(officer, case, now=NOW).state == "closing_proposed"


def test_where_the_file_is_kept_from_the_chair_the_supervisor_decides(
    house: House, officer: Actor
) -> None:
    name, code = make_user(house, "chair"), log_one(house)
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        propose_mistake(officer, code, of_case=False, reason="x", now=NOW)
        conflicts.mark_conflict(SUPERVISOR, "report", code, username=name, reason="x", now=NOW)
        number = number_of(officer, code)
        assert told(actor_of(house, name)) == set()
        decide_on_report(supervisor, code, number, agree=True, words="x", now=NOW)
        later = log_one(house)
        conflicts.mark_conflict(SUPERVISOR, "report", later, username=name, reason="x", now=NOW)
        propose_mistake(officer, later, of_case=False, reason="x", now=NOW)
        assert read_report(officer, later, now=NOW).proposals[0].decides == Role.SUPERVISOR


@pytest.mark.parametrize(("agree", "certainty"), [(True, "unfounded"), (False, "suspected")])
def test_unfounded_is_suspected_until_another_has_decided(
    house: House, officer: Actor, chair: Actor, *, agree: bool, certainty: str
) -> None:
    code = log_one(house)
    entry = IncidentEntry("unfounded", ("violence",), (), None, "Đã gặp cháu và cô giáo")
    with house.app.app_context():
        record_incident(officer, code, entry, now=NOW)
        view = read_report(chair, code, now=NOW)
        assert [incident.certainty for incident in view.incidents] == ["suspected"]
        (proposal,) = view.proposals
        assert (proposal.kind, proposal.reason) == ("unfounded", "Đã gặp cháu và cô giáo")
        decide_on_report(chair, code, proposal.number, agree=agree, words="x", now=NOW)
        view = read_report(chair, code, now=NOW)
        assert [incident.certainty for incident in view.incidents] == [certainty]


def test_entered_by_mistake_it_is_in_no_list_and_the_supervisor_reads_it_and_puts_it_back(
    house: House, officer: Actor, chair: Actor
) -> None:
    code, late = log_one(house), NOW + DAY
    supervisor = actor_of(house, make_user(house, "supervisor", "92"))
    with house.app.app_context():
        due = read_report(officer, code, now=NOW).clock
        propose_mistake(officer, code, of_case=False, reason="Nhập hai lần", now=NOW)
        assert len(list_reports(officer, now=NOW).lines) == 1  # until decided it stays
        number = number_of(chair, code)
        decide_on_report(chair, code, number, agree=True, words="Đúng", now=NOW)
        for reader in (officer, chair, supervisor):
            assert list_reports(reader, now=late).lines == []
            assert gather(reader, now=late).tasks == []
            with pytest.raises(Missing):
                read_report(reader, code, now=late)
        assert watch_clocks(now=late) == 0
        with pytest.raises(Missing):
            open_case(officer, code, a_child(), now=late)
        with pytest.raises(Denied):
            list_mistakes(chair, now=late)
        (line,) = list_mistakes(supervisor, now=late + 400 * DAY)
        assert (line.code, line.removed) == (code, True)
        found = read_mistake(supervisor, code, now=late)
        assert found.report is not None
        assert found.report.answers["child_state"] == "Bầm tím ở tay"
        assert (found.proposal.reason, found.proposal.decision) == ("Nhập hai lần", "Đúng")
        assert take_back(supervisor, code, now=late) == code
        assert read_report(officer, code, now=NOW).clock == due  # as if nothing had been
        assert told(officer) == {"report_taken_back", "proposal_decided"}
        assert list_mistakes(supervisor, now=late) == []


def test_a_case_by_mistake_gives_its_reports_back_under_keys_of_their_own(
    house: House, officer: Actor, chair: Actor
) -> None:
    report = log_one(house)
    with house.app.app_context():
        entry = IncidentEntry("confirmed", ("violence",), (), None, "Công an phường")
        record_incident(officer, report, entry, now=NOW)
        case = open_case(officer, report, a_child(), now=NOW)
        propose_mistake(officer, case, of_case=True, reason="Nhầm trẻ trùng tên", now=NOW)
        number = read_case(chair, case, now=NOW).proposals[0].number
        assert told(chair) >= {"case_proposed"}
        assert ("decide_case", case) in [(t.kind, t.code) for t in gather(chair, now=NOW).tasks]
        decide_on_case(chair, case, number, agree=True, words="Đúng", now=NOW)
        assert list_cases(officer, now=NOW) == ([], False)
        with pytest.raises(Missing):
            read_case(officer, case, now=NOW)
        view = read_report(officer, report, now=NOW)
        assert (view.state, view.case_code, view.child_code) == ("received", None, None)
        assert view.answers["child_state"] == "Bầm tím ở tay"
        assert [incident.ground for incident in view.incidents] == ["Công an phường"]
        second = open_case(officer, report, a_child(full_name="Lê Thị Mận"), now=NOW)
        assert read_case(officer, second, now=NOW).reports[0].code == report
        watcher = actor_of(house, make_user(house, "supervisor"))
        take_back(watcher, case, now=NOW + DAY)
        back = read_case(officer, case, now=NOW)
        assert back.reports == []
        (proposal,) = back.proposals  # who decided is one line, who put it back another
        assert (proposal.verdict, proposal.decided_by) == ("agreed", chair.name)
        assert (proposal.taken_back_by, proposal.taken_back_at) == (watcher.name, NOW + DAY)
    keys = kept(house, select(SubjectKey.id).where(SubjectKey.destroyed_at.is_(None)))
    assert len(keys) == 2  # one of each child; those of the report alone are destroyed
    assert len(kept(house, select(Report.id).where(Report.deleted_at.is_(None)))) == 1


def test_one_proposal_of_a_kind_waits_at_a_time(house: House, officer: Actor) -> None:
    code = log_one(house)
    with house.app.app_context():
        propose_no_case(officer, code, reason="x", now=NOW)
        with pytest.raises(RuleBroken):
            propose_no_case(officer, code, reason="y", now=NOW)
        with pytest.raises(RuleBroken):
            propose_mistake(officer, code, of_case=False, reason="  ", now=NOW)

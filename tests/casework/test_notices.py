"""Notices: made with the act that causes them, once, for those it concerns, and gone when done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.account_changes import end_role
from caseapp.casework.cases import move_case
from caseapp.casework.decisions import decide_measure
from caseapp.casework.notices import (
    NoticeView,
    Subject,
    end_known,
    list_own,
    tell,
    tell_officers,
)
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.records.audit import AuditEntry
from caseapp.records.conflicts import ConflictMark
from caseapp.records.notices import Notice
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.assessments import close
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.proposals import end
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.told import VALUES
from tests.factories.web import make_user

NINH_KIEU, CAI_KHE = 31135, 31120
CHAIR = an_actor(Role.CHAIR, NINH_KIEU)


def kinds(actor: Actor) -> list[str]:
    return [view.kind for view in list_own(actor, now=NOW)]


def own(actor: Actor) -> NoticeView:
    (view,) = list_own(actor, now=NOW)
    return view


def decide(actor: Actor, report: str) -> None:
    decide_measure(actor, report, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW)


def test_a_report_is_told_to_the_chair_of_its_ward_until_it_is_decided_on(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        assert kinds(CHAIR) == ["report_logged"]
        assert (own(CHAIR).mark, own(CHAIR).known) == (report, False)
        for other in (
            officer,
            an_actor(Role.CHAIR, CAI_KHE),
            an_actor(Role.SUPERVISOR),
            an_actor(Role.STATISTICIAN),
            an_actor(Role.ADMINISTRATOR),
            Actor(99, "nobody's"),
        ):
            assert kinds(other) == []
        decide(CHAIR, report)
        assert kinds(CHAIR) == []
        assert kinds(officer) == ["measure_decided"]


def test_a_decision_is_known_to_the_officer_by_a_button_or_by_the_next_step(house: House) -> None:
    officer, other = officer_of(house), officer_of(house)
    with house.app.app_context():
        first, second, third = (log_report(officer, VALUES, now=NOW) for _ in range(3))
        for report in (first, second, third):
            decide(CHAIR, report)
        assert kinds(officer) == ["measure_decided"] * 3
        assert kinds(other) == []  # who logged it has it
        end_known(officer, list_own(officer, now=NOW)[0].token, now=NOW)
        left = {view.mark for view in list_own(officer, now=NOW)}
        assert left == {first, second}
        open_case(officer, first, a_child(), now=NOW)
        assert own(officer).mark == second
        end(house, second)
        assert kinds(officer) == ["proposal_decided"]  # and of the decision no more


def test_when_its_officer_has_left_the_officers_of_the_ward_are_told(house: House) -> None:
    leaving = make_user(house, "officer")
    officer, left = actor_of(house, leaving), [officer_of(house), officer_of(house)]
    elsewhere = officer_of(house, "31120")
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        end_role(SYSTEM, leaving, 1, local_day(NOW), now=NOW)
        decide(CHAIR, report)
        assert [kinds(each) for each in left] == [["measure_decided"]] * 2
        assert kinds(elsewhere) == []
    gone = actor_of(house, leaving)
    with house.app.app_context():
        assert kinds(gone) == []


def test_closing_goes_to_the_chair_and_its_answer_to_the_officer(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    close(house, case, by=officer)
    with house.app.app_context():

        def move(actor: Actor, name: str) -> None:
            move_case(actor, case, move=name, reason="x", now=NOW)

        move(officer, "propose_closing")
        assert "closing_proposed" in kinds(CHAIR)
        move(CHAIR, "return_closing")
        assert "closing_proposed" not in kinds(CHAIR)
        assert kinds(officer) == ["closing_returned"]
        move(officer, "propose_closing")  # a second proposal is told anew
        assert "closing_proposed" in kinds(CHAIR)
        assert kinds(officer) == []
        move(CHAIR, "close")
        assert kinds(officer) == ["case_closed"]
        move(CHAIR, "reopen")
        assert kinds(officer) == ["case_reopened"]
        assert "closing_proposed" not in kinds(CHAIR)


def test_each_step_of_a_referral_takes_the_place_of_the_one_before(house: House) -> None:
    officer, supervisor = officer_of(house), an_actor(Role.SUPERVISOR)
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    for move, kind in (
        ("send", "referral_sent"),
        ("accept", "referral_answered"),
        ("withdraw", "referral_withdrawn"),
    ):
        take(house, supervisor, code, move)
        with house.app.app_context():
            view = own(officer)
            assert (view.kind, view.mark, view.known) == (kind, code, True)


def test_what_a_reader_may_not_open_gives_no_notice(house: House) -> None:
    """The notice stands in the reader's own ward and bears their name; its report is elsewhere."""
    officer = officer_of(house)
    with house.app.app_context():
        hidden = log_report(officer_of(house, "31120"), VALUES | {"event_area": "31120"}, now=NOW)
        shown = log_report(officer, VALUES, now=NOW)
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
            for mark in (hidden, shown, "BC-26-ZZZZZZZZ"):
                tell(door, "measure_decided", Subject(mark, NINH_KIEU), to=officer.user_id or 0)
        assert own(officer).mark == shown
        with desk.writing(officer, Act.REPORT_LOG, now=NOW) as door:
            door.find(Report, code=shown).deleted_at = NOW
        assert kinds(officer) == []


def test_the_same_cause_is_told_once_and_nobody_of_their_own_act(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        subject = Subject(report, NINH_KIEU)
        with desk.writing(officer, Act.REPORT_LOG, now=NOW) as door:
            assert not tell(door, "report_logged", subject, to=Role.CHAIR)
            assert tell(door, "report_logged", subject, to=Role.CHAIR, cause=2)
            assert not tell(door, "measure_decided", subject, to=officer.user_id or 0)
        assert kinds(CHAIR) == ["report_logged"] * 2


def test_a_notice_falls_with_the_act_that_made_it(house: House) -> None:
    officer = officer_of(house)
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        with pytest.raises(Missing), desk.writing(officer, Act.REPORT_LOG, now=NOW) as door:
            tell_and_fail(door, report)
        assert kinds(CHAIR) == ["report_logged"]


def tell_and_fail(door: desk.Door, report: str) -> None:
    tell(door, "clock_soon", Subject(report, NINH_KIEU), to=Role.CHAIR)
    door.find(Report, code="BC-26-ZZZZZZZZ")


def denials() -> int:
    with desk.ledger() as session:
        subjects = session.scalars(select(AuditEntry.subject).where(AuditEntry.outcome == "denied"))
        return sum(subject.startswith("notices:") for subject in subjects)


def test_a_forged_number_and_another_s_notice_are_missing_alike(house: House) -> None:
    officer, other = officer_of(house), officer_of(house)
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        work = own(CHAIR).token
        decide(CHAIR, report)
        number = own(officer).token
        forged = f"{own(officer).number}"
        for actor, asked in ((other, number), (officer, forged), (officer, ""), (officer, work)):
            with pytest.raises(Missing):
                end_known(actor, asked, now=NOW)
        assert denials() == 4
        assert kinds(officer) == ["measure_decided"]
        for _ in range(2):
            end_known(officer, number, now=NOW)
        assert kinds(officer) == []


def test_work_is_not_ended_by_a_button(house: House) -> None:
    chair = actor_of(house, make_user(house, "chair"))
    officer = officer_of(house)
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        with desk.writing(officer, Act.REPORT_LOG, now=NOW) as door:
            subject = Subject(report, NINH_KIEU)
            tell(door, "clock_late", subject, to=chair.user_id or 0)
        (number,) = (v.token for v in list_own(chair, now=NOW) if v.kind == "clock_late")
        with pytest.raises(RuleBroken, match="by itself"):
            end_known(chair, number, now=NOW)


def test_no_notice_holds_a_name(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    close(house, case, by=officer)
    with house.app.app_context():
        move_case(officer, case, move="propose_closing", reason="Bé Hòa đã ổn", now=NOW)
        with desk.reading(SYSTEM, Act.CASE_LIST, now=NOW) as door:
            rows = door.session.scalars(select(Notice)).all()
            told = [str({c.key: getattr(r, c.key) for c in Notice.__table__.c}) for r in rows]
        assert len(told) == 2
        assert not any("Hòa" in row or "Đỗ" in row for row in told)


def test_what_is_kept_from_the_officer_is_told_to_the_others_of_the_unit(house: House) -> None:
    officer, other = officer_of(house), actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        report = log_report(officer, VALUES, now=NOW)
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW) as door:
            number = door.find(Report, code=report).id
            mark = ConflictMark(user_id=officer.user_id, report_id=number, set_at=NOW)
            door.session.add(mark)
        with desk.writing(CHAIR, Act.MEASURE_DECIDE, now=NOW) as door:
            tell_officers(door, "measure_decided", Subject(report, NINH_KIEU), officer.user_id)
        assert (kinds(officer), kinds(other)) == ([], ["measure_decided"])

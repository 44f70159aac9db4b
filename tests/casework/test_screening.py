"""What follows a report: the case, what is said to have happened, the chair's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.conflicts import mark_conflict, read_marks
from caseapp.casework.decisions import decide_measure
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.outcomes import AlreadyDone, Missing
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.screening import (
    open_case,
)
from caseapp.records.cases import Case
from caseapp.records.children import SubjectKey
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import (
    CHAIR,
    HOUR,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    kept,
    last_logged,
    log_one,
)
from tests.factories.web import CAI_KHE, key, make_user

RECEIVED = NOW - HOUR
SECOND = timedelta(seconds=1)
ENTRY = IncidentEntry("confirmed", ("violence",), ("family",), date(2026, 11, 20), "Bé kể lại")


@pytest.fixture
def report(house: House) -> str:
    return log_one(house)


def decide(
    house: House,
    report: str,
    decided_at: datetime,
    *,
    now: datetime | None = None,
    actor: Actor = CHAIR,
    **more: object,
) -> None:
    given = {"kind": "none", "reason": "Không cần", "signed_at": None} | more
    with house.app.app_context():
        decide_measure(actor, report, decided_at=decided_at, now=now or decided_at, **given)


def opened(
    house: House, report: str, child: object = None, actor: Actor = OFFICER, **more: str
) -> str:
    with house.app.app_context():
        return open_case(actor, report, child or a_child(), now=NOW, **more)


def seen(house: House, report: str, now: datetime = NOW) -> ReportView:
    with house.app.app_context():
        return read_report(OFFICER, report, now=now)


def case_of(house: House, code: str) -> CaseView:
    with house.app.app_context():
        return read_case(OFFICER, code, now=NOW)


def test_each_does_the_own_part_and_no_other(house: House, report: str) -> None:
    for actor in (OFFICER, SUPERVISOR):
        with pytest.raises(Denied):
            decide(house, report, NOW, actor=actor)
    for actor, refusal in ((CHAIR, Missing), (SUPERVISOR, Denied)):
        with pytest.raises(refusal):  # the chair screens what the chair logged alone
            opened(house, report, actor=actor)
        with house.app.app_context(), pytest.raises(Denied):
            record_incident(actor, report, ENTRY, now=NOW)
    view = seen(house, report)
    assert (view.state, view.decisions, len(view.incidents)) == ("received", [], 1)


def test_another_ward_finds_no_report_to_work_on(house: House, report: str) -> None:
    with house.app.app_context():
        with pytest.raises(Missing):
            record_incident(STRANGER, report, ENTRY, now=NOW)
        with pytest.raises(Missing):
            open_case(STRANGER, report, a_child(CAI_KHE), now=NOW)
        with pytest.raises(Missing):
            decide(house, report, NOW, actor=an_actor(Role.CHAIR, int(CAI_KHE), name="elsewhere"))
        assert last_logged(3) == [
            ("elsewhere", "measure.decide", "denied"),
            ("stranger", "report.screen", "denied"),
            ("stranger", "incident.record", "denied"),
        ]
        assert kept(house, select(Case.id)) == []


def test_a_case_takes_all_that_was_sealed_to_the_childs_key(house: House, report: str) -> None:
    with house.app.app_context():
        record_incident(OFFICER, report, ENTRY, now=NOW)
    decide(house, report, NOW, reason="Bé an toàn")
    ((old,),) = kept(house, select(Report.key_id))
    case = opened(house, report)
    ((new,),) = kept(house, select(Report.key_id))
    assert old != new
    keys = kept(house, select(SubjectKey.id, SubjectKey.wrapped, SubjectKey.destroyed_at))
    assert {row[0]: (row[1] is None, row[2]) for row in keys} == {
        old: (True, NOW),
        new: (False, None),
    }
    (view,) = case_of(house, case).reports
    assert view.answers["child_state"] == "Bầm tím ở tay"
    assert [one.ground for one in view.incidents] == ["Bé kể lại"]
    assert [one.reason for one in view.decisions] == ["Bé an toàn"]


def test_what_is_added_after_the_case_is_sealed_under_the_same_key(
    house: House, report: str
) -> None:
    case = opened(house, report)
    with house.app.app_context():
        record_incident(OFFICER, report, ENTRY, now=NOW)
    decide(house, report, NOW)
    assert sum(wrapped is not None for (wrapped,) in kept(house, select(SubjectKey.wrapped))) == 1
    view = case_of(house, case)
    assert view.reports[0].incidents[0].ground == "Bé kể lại"
    # What was recorded, and the decision at its own moment, stand in the timeline once.
    kinds = sorted(event.kind for event in view.events)
    assert kinds == ["incident_confirmed", "measure", "opened", "received"]


def test_a_case_for_a_known_child(house: House, report: str) -> None:
    child = enter_child(house, OFFICER)
    view = case_of(house, opened(house, report, child))
    assert (view.child.code, view.state, view.level) == (child, "open", "")
    assert view.reports[0].child_code == child
    second = log_one(house)
    opened(house, second, child)
    # Two reports of one child are guarded by one key.
    assert len(set(kept(house, select(Report.key_id)))) == 1


def test_a_report_opens_one_case(house: House, report: str) -> None:
    first = opened(house, report)
    with pytest.raises(RuleBroken, match="not possible in the present state"):
        opened(house, report)
    assert kept(house, select(Case.code)) == [(first,)]
    assert seen(house, report).state == "screened"


def test_a_child_of_another_ward_is_none_of_ours(house: House, report: str) -> None:
    child = enter_child(house, STRANGER, area_code=CAI_KHE)
    with pytest.raises(Missing):
        opened(house, report, child)
    assert kept(house, select(Case.id)) == []
    assert seen(house, report).state == "received"


def test_what_is_wrong_with_the_child_leaves_the_report_as_it_was(
    house: House, report: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        opened(house, report, a_child(born=date(2026, 11, 24)))
    assert broken.value.field == "born"
    view = seen(house, report)
    assert (view.state, view.child_code) == ("received", None)
    assert view.answers["child_state"] == "Bầm tím ở tay"


def test_forms_posted_twice_are_stored_once(house: House, report: str) -> None:
    officer = officer_of(house)
    case_post, incident_post = key(), key()
    case = opened(house, report, actor=officer, post=case_post)
    with pytest.raises(AlreadyDone) as again:
        opened(house, report, actor=officer, post=case_post)
    assert again.value.made == case
    with house.app.app_context():
        record_incident(officer, report, ENTRY, now=NOW, post=incident_post)
        with pytest.raises(AlreadyDone) as once_more:
            record_incident(officer, report, ENTRY, now=NOW, post=incident_post)
    assert once_more.value.made == report
    assert len(kept(house, select(Case.id))) == 1
    assert len(seen(house, report).incidents) == 1


def test_the_first_incident_replaces_the_bare_suspicion_and_both_are_kept(
    house: House, report: str
) -> None:
    second = replace(ENTRY, certainty="unfounded", ground="", occurred_on=None)
    with house.app.app_context():
        record_incident(OFFICER, report, ENTRY, now=NOW + HOUR)
        record_incident(OFFICER, report, second, now=NOW + 2 * HOUR)
    view = seen(house, report, NOW + 2 * HOUR)
    assert [(i.certainty, i.ground, i.entered_at) for i in view.incidents] == [
        ("confirmed", "Bé kể lại", NOW + HOUR),
        ("suspected", "", NOW + 2 * HOUR),  # unfounded is proposed, and decided by another
    ]
    assert view.incidents[0].occurred_on == date(2026, 11, 20)
    rows = kept(house, select(Incident.certainty, Incident.deleted_at).order_by(Incident.id))
    assert rows == [("suspected", NOW + HOUR), ("confirmed", None), ("suspected", None)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"certainty": "sure"}, "certainty"),
        ({"abuse_types": ("theft",)}, "certainty"),
        ({"settings": ("moon",)}, "certainty"),
        ({"abuse_types": ()}, "abuse_types"),
        ({"occurred_on": date(2026, 11, 24)}, "occurred_on"),  # tomorrow in Cần Thơ
    ],
)
def test_an_incident_that_cannot_be(
    house: House, report: str, wrong: dict[str, object], field: str
) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        record_incident(OFFICER, report, replace(ENTRY, **wrong), now=NOW)
    assert broken.value.field == field
    assert [one.certainty for one in seen(house, report).incidents] == ["suspected"]


def test_a_mark_of_conflict_on_a_report_is_read_after_its_case_is_opened(house: House) -> None:
    username = make_user(house, "officer")
    report = log_one(house)
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "report", report, username=username, reason="Anh ruột", now=NOW)
        code = open_case(officer_of(house), report, a_child(), now=NOW, post="k" * 20)
        child = read_case(SUPERVISOR, code, now=NOW).child.code
        (mark,) = read_marks(SUPERVISOR, "child", child, now=NOW).marks
        assert mark.reason == "Anh ruột"

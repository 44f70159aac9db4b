"""Who decides and who handles a file that is kept from the chair, or from the only officer."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.casework import home, notices
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.decisions import decide_measure
from caseapp.casework.entrusting import end_stand_in, name_stand_in, read_entrusting
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.intake import Intake
from caseapp.casework.namings import NewNaming
from caseapp.casework.namings import name_stand_in as name_deputy
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report, log_report
from caseapp.casework.screening import open_case
from caseapp.casework.siblings import log_sibling
from caseapp.casework.suspects import Suspect
from caseapp.records.children import Child, ChildUnit
from caseapp.records.reports import Incident, Report
from caseapp.records.scoped import OutOfScope
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.children import a_child, actor_of, enter_child
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one, told
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

ENTRY = IncidentEntry("suspected", ("neglect",), (), None, "Bà kể")


def log(by: Actor, *kept: str, event_area: str = NINH_KIEU) -> str:
    intake = Intake(Suspect("yes"), kept, frozenset({f"unit:{THERE}"}))
    return log_report(by, told(event_area=event_area), intake=intake, now=NOW)


def told_of(actor: Actor) -> list[str]:
    return sorted(notice.kind for notice in notices.list_own(actor, now=NOW))


def decide(actor: Actor, code: str) -> None:
    decide_measure(actor, code, kind="none", decided_at=NOW, reason="x", signed_at=None, now=NOW)


def children(actor: Actor) -> list[str]:
    return [line.code for line in find_children(actor, Search(), now=NOW).lines]


def turns(code: str) -> list[tuple[str, bool]]:
    found = read_entrusting(SUPERVISOR, code, now=NOW).deciders
    return [(name, unconfirmed) for _, name, unconfirmed in found]


def test_the_second_chair_of_the_unit_decides_and_nobody_is_engaged(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect = make_user(house, "chair")
    second = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        code = log(officer, suspect)
        instead = read_report(officer, code, now=NOW).instead
        assert (instead.chair_kept, instead.decider) == (True, second.name)
        assert (instead.stand_ins, instead.lacking) == ([], ())
        decide(second, code)


def test_a_deputy_comes_before_the_chair_of_another_unit(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    chair, vice = make_user(house, "chair"), make_user(house, "deputy")
    make_user(house, "chair", CAI_KHE)
    naming = NewNaming(vice, local_day(NOW), local_day(NOW))
    named_by = actor_of(house, chair)
    with house.app.app_context():
        name_deputy(named_by, Role.CHAIR, NINH_KIEU, naming, now=NOW)
        code = log(officer, chair, event_area=CAI_KHE)
        instead = read_report(officer, code, now=NOW).instead
    assert (instead.decider, instead.stand_ins) == (f"Người dùng {vice}", [])


def test_another_child_of_the_event_is_decided_on_by_the_same_chair(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, there = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        first = log(officer, suspect, event_area=CAI_KHE)
        second = log_sibling(officer, first, {"channel": "phone", "child_name": "Bé Năm"}, now=NOW)
        assert read_report(officer, second, now=NOW).suspect == Suspect("yes")
    chair = actor_of(house, there)
    with house.app.app_context():
        assert {line.code for line in list_reports(chair, now=NOW).lines} == {first, second}


def test_the_chair_of_the_place_of_the_event_decides_in_this_file_alone(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, there = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    other = log_one(house, by=officer)
    with house.app.app_context():
        code = log(officer, suspect, event_area=CAI_KHE)
    chair = actor_of(house, there)
    with house.app.app_context():
        assert told_of(chair) == ["report_logged", "stands_in"]
        assert [line.code for line in list_reports(chair, now=NOW).lines] == [code]
        assert [task.code for task in home.gather(chair, now=NOW).tasks] == [code]
        assert read_report(chair, code, now=NOW).instead.decider == chair.name
        for try_it in (lambda: read_report(chair, other, now=NOW), lambda: decide(chair, other)):
            with pytest.raises(Missing):
                try_it()
        with pytest.raises(Denied):
            record_incident(chair, code, ENTRY, now=NOW)
        decide(chair, code)
        assert "measure_decided" in told_of(officer)
        (stand_in,) = read_entrusting(SUPERVISOR, code, now=NOW).stand_ins
        assert not stand_in.unconfirmed
        end_stand_in(SUPERVISOR, code, stand_in.number, now=NOW)
        assert turns(code)[0] == (chair.name, False)  # the law names them: engaged anew


def test_whom_the_supervisor_names_is_still_to_be_compared_with_the_law(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect, named = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    other = log_one(house)
    with house.app.app_context():
        code = log(officer, suspect)
        assert "no_decider" in told_of(SUPERVISOR)
        assert turns(code) == [("", False), (officer.name, False)]
        with pytest.raises(RuleBroken):
            name_stand_in(SUPERVISOR, code, role="chair", username=suspect, now=NOW)
        name_stand_in(SUPERVISOR, code, role="chair", username=named, now=NOW)
        assert "no_decider" not in told_of(SUPERVISOR)
        assert turns(code)[0][1]
    chair = actor_of(house, named)
    with house.app.app_context():
        decide(chair, code)
        (stand_in,) = read_entrusting(SUPERVISOR, code, now=NOW).stand_ins
        assert stand_in.unconfirmed
        with pytest.raises(Missing):
            end_stand_in(SUPERVISOR, other, stand_in.number, now=NOW)
        for _ in range(2):
            end_stand_in(SUPERVISOR, code, stand_in.number, now=NOW)
    gone = actor_of(house, named)
    with house.app.app_context(), pytest.raises(Missing):
        read_report(gone, code, now=NOW)


def test_an_officer_of_another_unit_does_all_of_the_work_in_this_file(house: House) -> None:
    chair = actor_of(house, make_user(house, "chair"))
    suspect, collaborator = make_user(house, "officer"), make_user(house, "collaborator")
    named = make_user(house, "officer", CAI_KHE)
    known = enter_child(house, actor_of(house, suspect))
    sender = actor_of(house, collaborator)
    with house.app.app_context():
        code = log(sender, suspect)
        assert "no_officer" in told_of(SUPERVISOR)
        assert read_report(chair, code, now=NOW).instead.lacking == ("officer",)
        name_stand_in(SUPERVISOR, code, role="officer", username=named, now=NOW)
    officer, involved = actor_of(house, named), actor_of(house, suspect)
    colleague = actor_of(house, make_user(house, "officer", CAI_KHE))
    with house.app.app_context():
        record_incident(officer, code, ENTRY, now=NOW)
        version = read_report(officer, code, now=NOW).version
        amend_report(officer, code, told(child_name="Hòa"), version=version, now=NOW)
        case = open_case(officer, code, a_child(CAI_KHE, full_name="Đỗ Hòa"), now=NOW)
        view = read_case(officer, case, now=NOW)
        assert (view.officer, view.unit_id) == (officer.name, HERE)
        assert [line.code for line in list_cases(officer, now=NOW)[0]] == [case]
        assert children(officer) == [view.child.code]
        # Their own unit learns nothing, and the suspect neither.
        for nobody in (colleague, involved):
            with pytest.raises(Missing):
                read_case(nobody, case, now=NOW)
        assert children(colleague) == []
        assert children(involved) == [known]


def _rows(other: int, user: int | None) -> dict[str, object]:
    times = {"entered_at": NOW, "entered_by": user}
    return {
        "report": Report(
            code="BC-26-X", area_id=HERE, event_unit_id=HERE, received_at=NOW, **times
        ),
        "incident": Incident(report_id=other, area_id=HERE, certainty="suspected", **times),
        "child": Child(code="TE-26-X", full_name="", folded_name="", sex="unknown", **times),
        "unit": ChildUnit(child_id=1, area_id=HERE),
    }


@pytest.mark.parametrize("row", ["report", "incident", "child", "unit"])
def test_a_guest_writes_nothing_beside_the_file(house: House, row: str) -> None:
    suspect, named = make_user(house, "officer"), make_user(house, "officer", CAI_KHE)
    sender = actor_of(house, make_user(house, "collaborator"))
    enter_child(house, actor_of(house, suspect))
    other = log_one(house)
    with house.app.app_context():
        code = log(sender, suspect)
        name_stand_in(SUPERVISOR, code, role="officer", username=named, now=NOW)
        with desk.reading(SUPERVISOR, Act.REPORT_READ, now=NOW) as door:
            number = door.find(Report, code=other).id
    officer = actor_of(house, named)
    with (
        house.app.app_context(),
        pytest.raises(OutOfScope),
        desk.writing(officer, Act.INCIDENT_RECORD, now=NOW) as door,
    ):
        door.session.add(_rows(number, officer.user_id)[row])


def test_a_mark_that_is_set_later_asks_for_a_decider_too(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    suspect = make_user(house, "chair")
    code = log_one(house, by=officer)
    with house.app.app_context():
        assert not read_report(officer, code, now=NOW).instead.chair_kept
        mark_conflict(SUPERVISOR, "report", code, username=suspect, reason="x", now=NOW)
        assert read_report(officer, code, now=NOW).instead.lacking == ("chair",)
        assert "no_decider" in told_of(SUPERVISOR)


def test_nobody_from_whom_it_is_kept_can_be_named(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    chair, far = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        code = log(officer, chair, far, event_area=CAI_KHE)
        people = read_entrusting(SUPERVISOR, code, now=NOW).people
        assert far not in {each.username for each in people}
        with pytest.raises(RuleBroken):
            name_stand_in(SUPERVISOR, code, role="chair", username=far, now=NOW)

"""The answer to a transfer: accepted with an officer, refused, or decided by the supervisor."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk
from caseapp.casework.held_by import unit_at, unit_of_case_at
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.transfer_answers import Verdict, accept_case, decide_transfer, refuse_case
from caseapp.casework.transfer_reading import list_takers
from caseapp.casework.transfers import ask_transfer
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Denied
from caseapp.rules.transfer_states import answer_due
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM
from tests.factories.rows import CAI_KHE as THERE
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.transfers import Handing, a_wish
from tests.factories.web import CAI_KHE, make_user

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def handing(handing: Handing) -> Handing:
    handing.ask()
    return handing


def test_only_the_chair_who_is_asked_answers(handing: Handing) -> None:
    house = handing.house
    third = actor_of(house, make_user(house, "chair", "31168"))
    with house.app.app_context():
        for person in (handing.other_officer, handing.supervisor):
            with pytest.raises(Denied):
                accept_case(person, handing.case, version=1, now=NOW)
        for person in (third, handing.chair):
            with pytest.raises(Missing):
                accept_case(person, handing.case, version=1, now=NOW)


def test_accepted_it_has_the_officer_whom_the_chair_names(handing: Handing) -> None:
    house = handing.house
    name = make_user(house, "officer", CAI_KHE, "canbo.moi")
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            accept_case(handing.other_chair, handing.case, officer="x", version=2, now=NOW)
        assert broken.value.field == "officer"
    handing.accept(officer=name)
    view = handing.read(handing.other_chair)
    chosen = actor_of(house, name)
    assert (view.unit_id, view.officer) == (THERE, chosen.name)
    assert handing.told(chosen) == {"case_arrived"}
    assert handing.told(handing.other_officer) == set()
    for person in (handing.chair, handing.officer):
        assert "transfer_accepted" in handing.told(person)
    with house.app.app_context(), pytest.raises(Missing):  # a second time there is nothing to take
        accept_case(handing.other_chair, handing.case, version=1, now=NOW)


def test_refused_it_stays_and_a_supervisor_who_took_no_part_decides(handing: Handing) -> None:
    house = handing.house
    with house.app.app_context(), pytest.raises(RuleBroken):
        refuse_case(handing.other_chair, handing.case, reason=" ", version=1, now=NOW)
    handing.refuse()
    assert "transfer_refused" in handing.told(handing.chair)
    assert "transfer_refused" in handing.told(handing.officer)
    for person in (handing.supervisor, handing.second):
        assert handing.told(person) == {"transfer_contested"}
    said = Verdict(passes=True, reason="Đã gọi")
    with house.app.app_context(), pytest.raises(Stale):
        decide_transfer(handing.supervisor, handing.case, said, version=1, now=NOW)
    handing.decide(handing.supervisor, passes=True, now=NOW + HOUR)
    assert handing.read(handing.other_officer).unit_id == THERE
    assert handing.told(handing.second) == set()
    assert "case_arrived" in handing.told(handing.other_chair)
    with house.app.app_context():
        (notice,) = [
            each for each in list_own(handing.chair, now=NOW) if each.kind == "transfer_passed"
        ]
        assert notice.known
    with pytest.raises(RuleBroken):
        handing.decide(handing.second, passes=False)


def test_decided_to_stay_both_units_are_told(handing: Handing) -> None:
    handing.refuse()
    handing.decide(handing.second, passes=False)
    assert "transfer_stays" in handing.told(handing.chair)
    assert handing.told(handing.other_chair) == {"transfer_not_yours"}
    assert handing.read(handing.officer).unit_id == HERE


def test_while_the_other_unit_has_time_nobody_decides(handing: Handing) -> None:
    due = answer_due(NOW)
    with pytest.raises(RuleBroken, match="time to answer"):
        handing.decide(handing.supervisor, passes=True, now=due)
    handing.decide(handing.supervisor, passes=True, now=due + SECOND)
    assert handing.read(handing.other_chair, due + HOUR).unit_id == THERE


def test_a_supervisor_of_one_unit_alone_decides_nothing(handing: Handing) -> None:
    house = handing.house
    part = actor_of(house, make_user(house, "supervisor", "31135"))
    handing.refuse()
    assert handing.told(part) == set()
    said, version = Verdict(passes=True, reason="x"), handing.version()
    with house.app.app_context(), pytest.raises(Missing):
        decide_transfer(part, handing.case, said, version=version, now=NOW)


def test_each_unit_answers_for_the_time_in_which_it_had_the_case(handing: Handing) -> None:
    handing.accept(NOW + HOUR)
    with handing.house.app.app_context():
        ask_transfer(handing.other_chair, handing.case, a_wish("31135"), now=NOW + 2 * HOUR)
        accept_case(handing.chair, handing.case, version=handing.version(), now=NOW + 3 * HOUR)
        with desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
            case = door.find(Case, code=handing.case)
            report = door.find(Report, case_id=case.id)
            hours = (0.5, 1.5, 2.5, 3.5)
            held = [unit_of_case_at(door, case, NOW + hour * HOUR) for hour in hours]
            assert held == [HERE, THERE, THERE, HERE]
            assert [unit_at(door, report, NOW + hour * HOUR) for hour in hours] == held
            door.log("test")


def test_who_decides_that_it_passes_names_who_takes_charge_there(handing: Handing) -> None:
    house = handing.house
    name = make_user(house, "officer", CAI_KHE, "canbo.moi")
    handing.refuse()
    version = handing.version()
    with house.app.app_context():
        asked = {"now": NOW, "act": Act.TRANSFER_DECIDE}
        takers = list_takers(handing.supervisor, handing.case, **asked)
        assert {each.username for each in takers} == {handing.names["other_officer"], name}
        for forged in (handing.names["officer"], handing.names["other_chair"], "x"):
            said = Verdict(passes=True, reason="Đã gọi", officer=forged)
            with pytest.raises(RuleBroken) as broken:
                decide_transfer(handing.supervisor, handing.case, said, version=version, now=NOW)
            assert broken.value.field == "officer"
        said = Verdict(passes=True, reason="Đã gọi", officer=name)
        decide_transfer(handing.supervisor, handing.case, said, version=version, now=NOW)
    view, chosen = handing.read(handing.other_chair), actor_of(house, name)
    assert (view.unit_id, view.officer) == (THERE, chosen.name)
    assert handing.told(chosen) == {"case_arrived"}
    assert "case_arrived" not in handing.told(handing.other_officer)
